import type { Door, DraftName, KeptDraftView, Problem, StatusView } from "../door";
import { no, ok } from "./answer";
import { crowdedToday, emptyToday } from "./due";
import { fakeDevice } from "./issue";
import { fakeMaintenance, fakeStatus } from "./office";
import { crowd, crowdedBatch, manyPrints, pagesOf } from "./paper";

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
  maintenance: { status: async () => ok({ ...fakeStatus, maintenance: fakeMaintenance }) },
  crowded: {
    status: async () => ok({ ...fakeStatus, waiting: 4, maintenance: fakeMaintenance }),
    today: async () => ok(crowdedToday),
  },
  allDone: { today: async () => ok(emptyToday) },
  sessionEnded: { status: async () => ok({ ...fakeStatus, ...away({ code: "session_ended" }) }) },
  empty: {
    status: async () => ok({ ...fakeStatus, counts: nothing }),
    today: async () => ok(emptyToday),
    lookUp: async () => ok({ things: [], more: false }),
  },
  draft: { draft: async (name) => ok({ login: "demo1234", kept: halfTyped(name) }) },
  printNothing: {
    selectPrints: async () => ok({ subjects: [], total: 0 }),
    prints: async () => ok({ prints: [], more: false }),
    printers: async () => ok([]),
  },
  printCrowded: {
    selectPrints: async () => ok({ subjects: crowd, total: 12_480 }),
    prints: pagesOf(manyPrints),
    batchProgress: async () => ok({ done: 4_096, total: crowd.length }),
    printBatch: async () => {
      await new Promise((done) => setTimeout(done, 3000));
      return ok(crowdedBatch);
    },
    reprint: async () => no({ code: "print_not_kept" }),
  },
  blocked: { status: async () => no({ code: "cache_damaged", path: null }) },
  failing: {
    lookUp: async () => no({ code: "failed", report: "K-8F21" }),
    preview: async () => no({ code: "paper_not_offered" }),
    print: async () => no({ code: "disk_full" }),
  },
};

/** What stands on disk of a form that nobody has finished. */
function halfTyped(name: DraftName): KeptDraftView {
  const device = fakeDevice.split("-");
  const lines = [{ id: 1, activation: ["0123", "4567", "89AB", "CDEF"], registration: ["0123", ""] }];
  const draft = {
    category: "hd",
    device,
    site: ["福岡支店", "3階 会議室"],
    siteFor: null,
    lines,
    mail: null,
    subject: null,
  };
  const card = { device: fakeDevice, activation_key: "89AB-CDEF-01", registration_id: "" };
  const form =
    name === "issue"
      ? { draft, stage: { at: "keys" }, replaces: [] }
      : { card, site: null, number: null, replaces: [] };
  const text = JSON.stringify({ version: 1, form });
  return { id: "00000000-0000-4000-8000-000000000001", text, saved_at: "2026-11-20T09:40:00Z" };
}

const nothing = { keys: 0, registered: 0, devices: 0, customers: 0 };
const away = (problem: Problem) => ({ online: { state: "offline" as const, problem } });
const allWarnings: StatusView["warnings"] = [
  { code: "key_in_file", path: "C:\\Users\\tanaka\\AppData\\Local\\Kagifuda\\cache.key" },
  { code: "clock_ahead", minutes: 12 },
];
