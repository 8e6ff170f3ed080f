import type { Answer, Door, HitView, KeyView, Problem, StatusView, SyncEvent } from "./door";

/** Listeners of an invented desk, and a way to speak to them. */
interface Voice {
  tellStatus(status: StatusView): void;
  tellSync(event: SyncEvent): void;
}

export type FakeDoor = Door & Voice;

/** An invented desk for tests and for designing in a browser. What it answers can be replaced, one call at a time. */
export function fakeDoor(replaced: Partial<Door> = {}): FakeDoor {
  const onStatus = new Set<(status: StatusView) => void>();
  const onSync = new Set<(event: SyncEvent) => void>();
  const heard = <T>(listeners: Set<(heard: T) => void>) => ({
    add: (listener: (heard: T) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (what: T) => {
      for (const listener of listeners) listener(what);
    },
  });
  return {
    status: async () => ok(fakeStatus),
    setAside: async () => ok(null),
    language: async () => ok("ja"),
    setLanguage: async () => ok(null),
    signIn: async () => ok(fakeStatus),
    signOut: async () => ok({ ...fakeStatus, account: null }),
    sync: async () => ok(null),
    find: async (query) => (query.length < 2 ? no({ code: "query_too_short" }) : ok(found(query))),
    key: async (activationKey) => ok(keyView(activationKey)),
    preview: async () => ok({ image: blankPage, pages: 1 }),
    print: async () =>
      ok({ file: "C:\\Users\\tanaka\\Documents\\Kagifuda\\startup-card 2026-11-21 140512.pdf", pages: 1 }),
    openPrinted: async () => ok(null),
    notify: async () => ok(null),
    onStatus: heard(onStatus).add,
    onSync: heard(onSync).add,
    tellStatus: heard(onStatus).tell,
    tellSync: heard(onSync).tell,
    ...replaced,
  };
}

export function ok<T>(data: T): Answer<T> {
  return { status: "ok", data };
}

export function no(error: Problem): Answer<never> {
  return { status: "error", error };
}

export const fakeStatus: StatusView = {
  account: { company: "株式会社かぎふだ商会", login: "demo1234", role: "owner", server: "https://licence.example.jp" },
  online: { state: "online" },
  last_sync: "2026-11-21T05:05:00Z",
  counts: { keys: 1000, registered: 600, devices: 150, customers: 80 },
  waiting: 0,
  warnings: [],
};

/** Three keys of each kind there is: registered, unregistered, and with long names. */
export const fakeHits: HitView[] = Array.from({ length: 60 }, (_, index) => {
  const digits = (0x1d8b0cafe * (index + 7)).toString(16).toUpperCase().padStart(16, "0");
  const groups = digits.match(/.{4}/g) ?? [];
  const registered = index % 3 !== 2;
  return {
    activation_key: groups.join("-"),
    registration_id: `${groups[3]}-${groups[2]}`,
    product: ["KX-VCS101", "KX-VCS201", "KX-VCS301"][index % 3] ?? "",
    device: registered ? `00:80:F0:${digits.slice(-6).replace(/(..)(..)(..)/, "$1:$2:$3")}` : null,
    registration_key: registered ? groups.toReversed().join("-") : null,
    site: registered ? (["本社 3階会議室", "福岡支店 テレビ会議室（北側）", "物流センター"][index % 3] ?? null) : null,
    customer: registered
      ? (["株式会社ミナト計器", "医療法人社団 東雲会 しののめ総合病院", "大和田運輸"][index % 3] ?? null)
      : null,
    issued_at: registered ? "2026-03-09T05:12:00Z" : null,
  };
});

function found(query: string) {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll("-", "");
  const hits = fakeHits.filter((hit) =>
    Object.values(hit).some((value) => value && plain(value).includes(plain(query))),
  );
  return { hits, more: false };
}

function keyView(activationKey: string): KeyView {
  const hit = fakeHits.find((hit) => hit.activation_key === activationKey) ?? fakeHits[0];
  if (!hit) throw new Error("there are no invented keys");
  return {
    hit,
    product_name: { ja: "多地点接続ソフトウェア", en: "Multipoint software" },
    purpose: { ja: "ソフトウェア拡張", en: "Software upgrade" },
    programme: "kms",
    issued_by: hit.device && "demo1234",
    prints: [
      { document: "startup-card", at: "2026-11-20T01:30:00Z", by: "demo1234", copy: 2 },
      { document: "startup-card", at: "2026-11-19T08:02:00Z", by: "demo1234", copy: 1 },
    ],
  };
}

const blankPage =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 105 148'%3E%3Crect width='105' height='148' fill='white'/%3E%3C/svg%3E";

/** Offices in other states, for designing: `http://localhost:1420/?offline`. */
export const fakeOffices: Record<string, Partial<Door>> = {
  signedOut: {
    status: async () => ok({ ...fakeStatus, account: null }),
    signIn: async () => no({ code: "wrong_credentials" }),
  },
  secondFactor: {
    status: async () => ok({ ...fakeStatus, account: null }),
    signIn: async ({ code }) => no({ code: code ? "second_factor_wrong" : "second_factor_wanted" }),
  },
  firstSync: {
    status: async () => ok({ ...fakeStatus, last_sync: null, online: { state: "unknown" }, counts: nothing }),
    onSync: (listener) => {
      setTimeout(() => listener({ state: "progress", done: 3200, total: 10_000 }), 50);
      return () => {};
    },
  },
  offline: {
    status: async () => ok({ ...fakeStatus, ...away({ code: "unreachable" }), waiting: 3, warnings: allWarnings }),
  },
  sessionEnded: { status: async () => ok({ ...fakeStatus, ...away({ code: "session_ended" }) }) },
  empty: {
    status: async () => ok({ ...fakeStatus, counts: nothing }),
    find: async () => ok({ hits: [], more: false }),
  },
  blocked: { status: async () => no({ code: "cache_damaged", path: null }) },
  failing: {
    find: async () => no({ code: "failed", report: "K-8F21" }),
    preview: async () => no({ code: "paper_not_offered" }),
    print: async () => no({ code: "disk_full" }),
  },
};

const nothing = { keys: 0, registered: 0, devices: 0, customers: 0 };
const away = (problem: Problem) => ({ online: { state: "offline" as const, problem } });
const allWarnings: StatusView["warnings"] = [
  { code: "key_in_file", path: "C:\\Users\\tanaka\\AppData\\Local\\Kagifuda\\cache.key" },
  { code: "clock_ahead", minutes: 12 },
];
