import type { Asking, StatusView } from "../door";
import { ok } from "./answer";

export const fakeStatus: StatusView = {
  account: { company: "株式会社かぎふだ商会", login: "demo1234", role: "owner", server: "https://licence.example.jp" },
  online: { state: "online" },
  last_sync: "2026-11-21T05:05:00Z",
  counts: { keys: 1000, registered: 600, devices: 150, customers: 80 },
  waiting: 0,
  maintenance: [],
  warnings: [],
};

/** Maintenance that is announced. */
export const fakeMaintenance: StatusView["maintenance"] = [
  {
    from: "2026-11-23T13:00:00Z",
    to: "2026-11-23T15:00:00Z",
    minutes: 120,
    now: false,
    ja: "サーバーの機器を入れ替えます。",
    en: "The server moves to new machines.",
  },
];

/** The account and the state of the office. */
export const office = {
  status: async () => ok(fakeStatus),
  setAside: async () => ok(null),
  language: async () => ok("ja"),
  setLanguage: async () => ok(null),
  signIn: async () => ok(fakeStatus),
  signOut: async () => ok({ ...fakeStatus, account: null }),
  sync: async () => ok(null),
  notify: async () => ok(null),
  zoom: async () => ok(null),
} satisfies Partial<Asking>;
