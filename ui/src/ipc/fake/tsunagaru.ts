import type { Asking, ExtensionView, StandingView, SubscriptionState, SubscriptionView } from "../door";
import { no, ok } from "./answer";

function standing(state: SubscriptionState, expiry: string | null, months: number): StandingView {
  return {
    state,
    months,
    expiry,
    expiry_in_japan: expiry && `${next(expiry)}T08:59:00`,
    grace_ends: expiry && sixMonthsAfter(expiry),
    months_that_fit: 72 - months,
    days_to_cap: expiry && 1461,
  } as StandingView;
}

const next = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const sixMonthsAfter = (day: string) => new Date(Date.parse(day) + 184 * 86_400_000).toISOString().slice(0, 10);

const card = {
  product: "KX-VCS701W",
  product_name: { ja: "つながるねっと 12か月", en: "Tsunagaru Net, 12 months" },
  months: 12,
  terms: "paid" as const,
};

/** A subscription in each state. */
export const fakeSubscriptions: SubscriptionView[] = [
  ["1234-5678-90AB-CDEF", "株式会社ミナト計器", "本社 3階会議室", "active", "2027-03-09"],
  ["0FE1-22B0-9A34-7C10", "医療法人社団 東雲会 しののめ総合病院", "救急棟 1階 カンファレンス室", "not_started", null],
  ["0FE1-22B0-9A34-7C11", "大和田運輸", "物流センター", "grace", "2026-10-02"],
  ["0FE1-22B0-9A34-7C12", "有限会社 みどり園芸", "", "trial", "2027-01-15"],
  ["0FE1-22B0-9A34-7C13", "", "", "lapsed", "2025-12-01"],
].map(([device, customer, site, state, expiry], index) => ({
  device: device ?? "",
  customer: customer || null,
  site: site || null,
  connection_no: `117-${2345 + index}-6789`,
  registration_key: "4F0A-9B21-77C3-D8E6",
  standing: standing(state as SubscriptionState, expiry ?? null, state === "trial" ? 3 : 12),
  counted_from: expiry ? "2026-03-09" : null,
  periods: [
    {
      activation_key: "0123-4567-89AB-CDEF",
      product: state === "trial" ? "TRIAL-3M" : "KX-VCS701W",
      months: state === "trial" ? 3 : 12,
      trial: state === "trial",
      applied_at: "2026-03-05T01:20:00Z",
      applied_by: "demo1234",
    },
  ],
}));

const before = standing("active", "2027-03-09", 12);

export const fakeExtension: ExtensionView = {
  device: "1234-5678-90AB-CDEF",
  site: "本社 3階会議室",
  customer: "株式会社ミナト計器",
  connection_no: "117-2345-6789",
  activation_key: "89AB-CDEF-0123-4567",
  card,
  today: "2026-11-21",
  before,
  after: { ...standing("active", "2028-03-09", 24), days_to_cap: 1718, months_that_fit: 56 },
  counted_from: "2027-03-10",
  days_added: 366,
  again: false,
};

const text = (title: string, line: string) =>
  [title, ...Array.from({ length: 6 }, (_, index) => `${index + 1}. ${line}`)].join("\n\n");

const digits = (typed: string) =>
  typed
    .normalize("NFKC")
    .replace(/[^0-9A-Fa-f]/g, "")
    .toUpperCase();
const grouped = (typed: string) => digits(typed).replace(/(.{4})(?=.)/g, "$1-");

/** つながるねっと. */
export const tsunagaru = {
  subscriptions: async (query) => {
    const hits = fakeSubscriptions.filter((hit) => JSON.stringify(hit).includes(query.trim()));
    return ok({ hits, more: false });
  },
  subscription: async (device) => ok(fakeSubscriptions.find((hit) => digits(hit.device) === digits(device)) ?? null),
  searchSubscription: async () => {
    const known = fakeSubscriptions[0] ?? null;
    return ok(
      known && {
        device: known.device,
        connection_no: known.connection_no,
        registration_key: known.registration_key,
        standing: known.standing,
        known,
      },
    );
  },
  terms: async () =>
    ok(
      (["trial", "paid"] as const).map((kind) => ({
        kind,
        version: 1,
        remembered: false,
        ja: text(
          "つながるねっと 利用条件",
          "お申し込みの期間は、機器で初めて接続した日（グリニッジ標準時）から数えます。期限の日は、グリニッジ標準時の23時59分（日本時間で翌日の8時59分）までご利用いただけます。",
        ),
        en: text("Terms of use", "The period counts from the day of the first connection, in Greenwich. "),
      })),
    ),
  checkExtension: async (form) => {
    if (form.device === "")
      return no({
        code: "form_mistyped",
        mistakes: [{ key_line: null, code: "number_length", field: "device", expected: 16, or: 12, found: 0 }],
      });
    return ok(fakeExtension);
  },
  extend: async () =>
    ok({
      outcome: { outcome: "extended", extended: { before, after: fakeExtension.after, again: false } },
      intent: "1",
      answered: [],
    }),
  checkApplication: async (form) =>
    ok({
      device: grouped(form.device) || "1234-5678-90AB-CDEF",
      customer: null,
      activation_key: grouped(form.activation_key) || "89AB-CDEF-0123-4567",
      card,
      done: null,
    }),
  renewal: async () =>
    ok({
      card: { device: "1234-5678-90AB-CDEF", activation_key: "89AB-CDEF-0123-4567", registration_id: "0123-4567" },
      site: ["本社", "3階会議室"],
      connection_no: "117-2345-6789",
    }),
  offerNumbers: async (_, others) =>
    ok({
      candidates: others
        ? ["118-4455-0917", "111-7302-5561", "117-9008-1243"]
        : ["111-1234-5678", "117-2345-6789", "118-3456-7890"],
      redraws_left: others ? 4 : 5,
      seconds_left: 600,
    }),
  apply: async (form) =>
    ok({
      outcome: {
        outcome: "subscribed",
        subscribed: {
          connection_no: form.connection_no,
          registration_key: "4F0A-9B21-77C3-D8E6",
          standing: standing("not_started", null, 12),
          again: false,
        },
      },
      intent: "1",
      answered: [],
    }),
} satisfies Partial<Asking>;
