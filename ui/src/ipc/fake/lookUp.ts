import type {
  Asking,
  DetailView,
  EventView,
  LookUpForm,
  SavedFilterView,
  SubscriptionState,
  ThingKind,
  ThingView,
} from "../door";
import { no, ok } from "./answer";

function thing(kind: ThingKind, id: string, rest: Partial<ThingView>): ThingView {
  const nothing = { number: null, name: null, detail: null, product: null, customer: null, site: null, device: null };
  return { kind, id, ...nothing, state: null, issued_at: null, count: null, ...rest };
}

const customers = ["株式会社ミナト計器", "医療法人社団 東雲会 しののめ総合病院", "大和田運輸"];
const sites = ["本社 3階会議室", "福岡支店 テレビ会議室（北側）", "物流センター"];
const groups = (index: number) =>
  (0x1d8b0cafe * (index + 7)).toString(16).toUpperCase().padStart(16, "0").match(/.{4}/g) ?? [];
const deviceOf = (index: number) =>
  `00:80:F0:${groups(index)
    .join("")
    .slice(-6)
    .replace(/(..)(..)(..)/, "$1:$2:$3")}`;

/** Keys of each kind there is: registered, unregistered, waiting, and with long names. */
export const fakeKeys = Array.from({ length: 60 }, (_, index) => {
  const id = groups(index).join("-");
  const registered = index % 3 !== 2;
  return thing("key", id, {
    number: id,
    product: ["KX-VCS101", "KX-VCS201", "KX-VCS301"][index % 3] ?? "",
    device: registered ? deviceOf(index) : null,
    site: registered ? (sites[index % 3] ?? null) : null,
    customer: registered ? (customers[index % 3] ?? null) : null,
    state: registered ? "registered" : index % 2 ? "waiting" : "unregistered",
    issued_at: registered ? "2026-03-09T05:12:00Z" : null,
  });
});

/** Something of every kind. */
export const fakeThings: ThingView[] = [
  ...customers.map((name, index) => thing("customer", `customer-${index}`, { name, detail: "ミナトケイキ", count: 4 })),
  ...[0, 1, 3].map((index) =>
    thing("device", deviceOf(index), {
      number: deviceOf(index),
      device: deviceOf(index),
      site: sites[index % 3] ?? null,
      customer: customers[index % 3] ?? null,
      state: [null, "grace", "active"][index % 3] ?? null,
      count: 2,
    }),
  ),
  thing("connection", "1234567890ABCDEF", {
    number: "111-1234-5678",
    device: "1234-5678-90AB-CDEF",
    site: sites[1] ?? null,
    customer: customers[0] ?? null,
    state: "grace",
  }),
  thing("contractor", "contractor-1", { name: "つばめ商店", detail: "tsubame@example.jp" }),
  thing("miemasu_device", "miemasu-1", {
    name: "玄関",
    number: "00:80:F0:12:34:56",
    detail: "tsubame.example",
    customer: "つばめ商店",
  }),
  thing("remo_customer", "remo-1", { name: "山田商店", detail: "owner@example.jp" }),
  thing("remo_camera", "camera-1", { name: "レジ前", number: "00:80:F0:AB:CD:EF", customer: "山田商店" }),
  ...fakeKeys,
];

function found({ text, filter }: LookUpForm) {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll("-", "");
  const words = text.split(/\s+/).filter(Boolean);
  const has = (thing: ThingView, word: string) =>
    Object.values(thing).some((value) => typeof value === "string" && plain(value).includes(plain(word)));
  const things = fakeThings.filter(
    (thing) =>
      words.every((word) => has(thing, word)) &&
      (filter.kinds.length === 0 || filter.kinds.includes(thing.kind)) &&
      [filter.product, filter.key, filter.state].every((wanted) => wanted === null || has(thing, wanted)),
  );
  return { things, more: false };
}

const history: EventView[] = [
  { at: "2026-11-20T01:30:00Z", by: "demo1234", activation_key: null, event: "shown", secret: "registration_key" },
  {
    at: "2026-11-19T08:02:00Z",
    by: "demo1234",
    activation_key: null,
    event: "printed",
    document: "startup-card",
    copy: 1,
  },
  { at: "2026-03-09T05:12:00Z", by: "tanaka01", activation_key: null, event: "registered", product: "KX-VCS101" },
];

function detail(kind: ThingKind, id: string): DetailView {
  const of = fakeThings.find((thing) => thing.kind === kind && thing.id === id) ?? thing(kind, id, { number: id });
  const owns = fakeThings.filter((thing) => thing.customer === of.name && thing.kind !== "key");
  switch (kind) {
    case "key":
      return {
        page: "key",
        thing: of,
        product_name: { ja: "多地点接続ソフトウェア", en: "Multipoint software" },
        purpose: { ja: "ソフトウェア拡張", en: "Software upgrade" },
        programme: "kms",
        customer: of.customer ? { id: "customer-0", name: of.customer } : null,
        history,
      };
    case "device":
    case "connection":
      return {
        page: "device",
        device: of.device ?? id,
        site: [of.site ?? "", ""],
        customer: of.customer ? { id: "customer-0", name: of.customer } : null,
        keys: fakeKeys.filter((key) => key.device === of.device),
        subscription:
          of.state === null
            ? null
            : {
                connection_no: "111-1234-5678",
                standing: {
                  state: of.state as SubscriptionState,
                  months: 12,
                  expiry: "2026-09-30",
                  expiry_in_japan: "2026-10-01T08:59:00",
                  grace_ends: "2027-03-31",
                  months_that_fit: 60,
                  days_to_cap: 1800,
                },
                began_with: fakeKeys[0]?.id ?? null,
                terms: [
                  {
                    activation_key: fakeKeys[0]?.id ?? "",
                    product: "KX-VCS701W",
                    months: 12,
                    trial: false,
                    applied_at: "2025-09-25T02:00:00Z",
                    applied_by: "tanaka01",
                  },
                ],
              },
        others: [],
        history: history.map((event) => ({ ...event, activation_key: fakeKeys[0]?.id ?? null })),
      };
    case "customer":
      return { page: "customer", thing: of, devices: owns.filter(({ kind }) => kind === "device"), history: [] };
    case "contractor":
    case "remo_customer":
      return { page: "owner", thing: of, owns };
    case "miemasu_device":
      return {
        page: "miemasu_device",
        thing: of,
        owner: { id: "contractor-1", name: "つばめ商店" },
        model: "BB-SW175",
        product: "MIEMASU-12R7",
        state: "renewal_open",
        expiry: "2026-12",
        last_renewal_day: "2027-02-26",
        recording_days: 7,
      };
    case "remo_camera":
      return {
        page: "remo_camera",
        thing: of,
        owner: { id: "remo-1", name: "山田商店" },
        path: "edge",
        product: "DG-JLE101W",
        expiry: "2027-12-31",
      };
  }
}

/** Questions are kept as long as the invented desk lives. */
const kept = new Map<string, SavedFilterView>([
  [
    "期限切れの機器",
    {
      name: "期限切れの機器",
      form: { text: "", filter: { kinds: ["device"], product: null, key: null, state: "grace", issued: null } },
    },
  ],
]);
const savedFilters = () => ok([...kept.values()].toSorted((a, b) => a.name.localeCompare(b.name)));

/** Looking up. */
export const lookUp = {
  lookUp: async (form) => (form.text.trim().length === 1 ? no({ code: "query_too_short" }) : ok(found(form))),
  thing: async (kind, id) => ok(detail(kind, id)),
  products: async () =>
    ok(["KX-VCS101", "KX-VCS201", "KX-VCS301"].map((code) => ({ code, name: { ja: code, en: code } }))),
  reveal: async (secret, activationKey) =>
    ok(secret === "registration_id" ? activationKey.slice(-9) : activationKey.split("-").toReversed().join("-")),
  copy: async () => ok(30),
  savedFilters: async () => savedFilters(),
  saveFilter: async (name, form) => {
    if (kept.has(name)) return no({ code: "filter_name_taken", name });
    kept.set(name, { name, form });
    return savedFilters();
  },
  renameFilter: async (from, to) => {
    const filter = kept.get(from);
    if (kept.has(to) || !filter) return no({ code: "filter_name_taken", name: to });
    kept.delete(from);
    kept.set(to, { ...filter, name: to });
    return savedFilters();
  },
  deleteFilter: async (name) => {
    kept.delete(name);
    return savedFilters();
  },
} satisfies Partial<Asking>;
