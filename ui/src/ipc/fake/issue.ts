import type {
  Asking,
  DeviceFactsView,
  Field,
  ForeseenView,
  IntentView,
  IssueForm,
  NumberView,
  ProductView,
} from "../door";
import { ok } from "./answer";
import { fakeKeys } from "./lookUp";

/** A device with a site, a customer and keys; another that differs from it in one digit; and keys that wait to be applied for. */
export const fakeDevice = "1234-5678-90AB-CDEF";
export const fakePairs = [
  { activation_key: "0123-4567-89AB-CDEF", registration_id: "0123-4567" },
  { activation_key: "FEDC-BA98-7654-3210", registration_id: "89AB-CDEF" },
] as const;

const product: ProductView = { code: "KX-VCS201", purpose: { ja: "ソフトウェア拡張", en: "Software upgrade" } };

const folded = (typed: string) =>
  typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\-ー:.]/g, "");
const grouped = (symbols: string) => symbols.match(/.{1,4}/g)?.join("-") ?? "";
const meant: Record<string, string> = { O: "0", I: "1", L: "1", S: "5", Z: "2", G: "6" };

function readNumber(field: Field, typed: string): NumberView {
  const symbols = folded(typed);
  const expected = field === "registration_id" ? 8 : 16;
  const or = field === "device" ? 12 : null;
  const wrong = symbols.search(/[^0-9A-F]/);
  if (symbols === "") return { state: "empty" };
  if (wrong >= 0) {
    const symbol = symbols[wrong] ?? "";
    const facts = { field, symbol, position: wrong + 1, meant: meant[symbol] ?? null };
    return { state: "wrong", grouped: grouped(symbols), problem: { code: "number_symbol", ...facts } };
  }
  if (symbols.length === or) {
    return { state: "complete", number: symbols.match(/../g)?.join(":") ?? "", mac: true };
  }
  if (symbols.length === expected) return { state: "complete", number: grouped(symbols), mac: false };
  const problem = { code: "number_length", field, expected, or, found: symbols.length } as const;
  return { state: symbols.length < expected ? "partial" : "wrong", grouped: grouped(symbols), problem };
}

function deviceFacts(device: string): DeviceFactsView {
  const isKnown = device === fakeDevice;
  return {
    device,
    last_four: folded(device).slice(-4),
    mac: device.includes(":"),
    known: isKnown ? { site: ["福岡支店", "3階 会議室"], customer: "株式会社ミナト計器" } : null,
    issued: isKnown
      ? fakeKeys.slice(0, 2).map(({ id }) => ({
          activation_key: id,
          registration_key: id.split("-").toReversed().join("-"),
          product,
          issued_at: "2026-03-09T05:12:00Z",
        }))
      : [],
    near:
      device.startsWith("1234-5678-90AB-CDE") && !isKnown
        ? [{ device: fakeDevice, site: "福岡支店 3階 会議室", customer: "株式会社ミナト計器" }]
        : [],
    own_email: "desk@kagifuda.example.jp",
  };
}

function foreseen(activationKey: string): ForeseenView {
  const hit = fakeKeys.find((hit) => hit.id === activationKey);
  if (hit?.device) {
    return { product, outlook: { outlook: "refused", refusal: { code: "bound_elsewhere", device: hit.device } } };
  }
  const isKnown = fakePairs.some((pair) => pair.activation_key === activationKey);
  return isKnown ? { product, outlook: { outlook: "free" } } : { product: null, outlook: { outlook: "not_here" } };
}

/** Applications that wait or were refused. */
export const fakeApplications: IntentView[] = [
  {
    intent: "6b9a3a5e-0000-4000-8000-000000000002",
    ask: "register",
    at: "2026-11-21T04:40:00Z",
    by: "demo1234",
    device: "ABCD-5678-90AB-0001",
    keys: [fakePairs[0].activation_key, fakePairs[1].activation_key],
    customer: null,
    answer: {
      outcome: "refused",
      code: "lines_refused",
      lines: [{ activation_key: fakePairs[1].activation_key, code: "unknown_pair" }],
    },
  },
  {
    intent: "6b9a3a5e-0000-4000-8000-000000000001",
    ask: "register",
    at: "2026-11-21T04:12:00Z",
    by: "demo1234",
    device: fakeDevice,
    keys: [fakePairs[0].activation_key],
    customer: null,
    answer: null,
  },
];

/** Applying for registration keys. */
export const issue = {
  readNumber: async (field, typed) => ok(readNumber(field, typed)),
  findNumbers: async (text) => {
    const numbers: string[] = text.match(/[0-9A-F]{4}(-[0-9A-F]{4}){3}/g) ?? [];
    const keys = fakePairs.filter((pair) => numbers.includes(pair.activation_key));
    return ok({ devices: numbers.includes(fakeDevice) ? [fakeDevice] : [], keys, unnamed: [] });
  },
  deviceFacts: async (device) => ok(deviceFacts(device)),
  readSite: async (device, site) =>
    ok({
      personal: [/\d{2,4}-\d{2,4}-\d{4}/.test(site[0]) ? "phone" : null, site[1].includes("@") ? "email" : null],
      subject: `[${site[0]}:${device}] Registration Key for MPR ID/MAC ADDRESS`,
    }),
  saveSite: async (_, site) => ok({ intent: "1", outcome: { outcome: "site_saved", site }, answered: [] }),
  foreseeKeys: async (_, keys) => ok(keys.map((key) => foreseen(key.activation_key))),
  issue: async (form: IssueForm) => {
    const registrations = form.keys.map((key) => ({
      activation_key: key.activation_key,
      registration_key: key.activation_key.split("-").toReversed().join("-"),
    }));
    return ok({ intent: "1", outcome: { outcome: "issued", registrations }, answered: [] });
  },
  applications: async () => ok(fakeApplications),
  application: async () =>
    ok({ device: "ABCD-5678-90AB-0001", site: ["札幌支店", "2階"], keys: [...fakePairs], mail: null }),
  putAway: async () => ok(null),
  draft: async () => ok({ login: "demo1234", kept: null }),
  saveDraft: async () => ok(null),
  demo: async () =>
    ok({
      device: fakeDevice,
      site: ["DEMO", "DEMO-Fukuoka"],
      keys: ["1111-1111-1111-1111", "9999-9999-9999-9999"].map((number) => ({
        activation_key: number,
        registration_id: "0000-0000",
        product: { code: "KX-VCS101DEMO", purpose: { ja: "DEMO Upgrade", en: "DEMO Upgrade" } },
        registration_key: number,
      })),
    }),
} satisfies Partial<Asking>;
