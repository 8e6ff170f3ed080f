import type { Door, Problem, StatusView } from "../door";
import { no, ok } from "./answer";
import { crowdedToday, emptyToday } from "./due";
import { fakeMaintenance, fakeStatus } from "./office";

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
  blocked: { status: async () => no({ code: "cache_damaged", path: null }) },
  failing: {
    lookUp: async () => no({ code: "failed", report: "K-8F21" }),
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
