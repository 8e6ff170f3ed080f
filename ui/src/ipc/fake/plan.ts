import type { Asking, PlanAnswer } from "../door";
import { ok } from "./answer";
import { fakeSubscriptions } from "./tsunagaru";

/** One answer of each act. They do not depend on what is asked: the rules are not invented here. */
export const fakePlans: Record<string, { today: string | null; before: string | null; answer: PlanAnswer }> = {
  "tsunagaru status": {
    today: "2026-11-21",
    before: "2027-03-09",
    answer: {
      outcome: "subscription",
      state: "active",
      end: {
        months_from_first_use: null,
        expiry: "2027-03-09",
        expiry_in_japan: "2027-03-10T08:59:00",
        grace_ends: "2027-09-09",
      },
    },
  },
  "tsunagaru extend": {
    today: "2026-11-21",
    before: "2026-11-30",
    answer: {
      outcome: "subscribed",
      end: {
        months_from_first_use: null,
        expiry: "2029-11-30",
        expiry_in_japan: "2029-12-01T08:59:00",
        grace_ends: "2030-05-31",
      },
      months_left: 35,
      counted_from: "2026-12-01",
      days_added: 1096,
      last_day: "2027-05-31",
    },
  },
  "tsunagaru apply": {
    today: "2026-11-21",
    before: null,
    answer: { outcome: "refused", reason: "extend_instead", last_day: null, first_day: null, months: null },
  },
  "miemasu status": {
    today: "2026-11-21",
    before: "2027-01-31",
    answer: {
      outcome: "schedule",
      state: "in_use",
      window_opens: "2026-12-01",
      last_renewal_day: "2027-03-26",
      deleted_on: "2027-03-27",
    },
  },
  "miemasu renew": {
    today: "2026-11-21",
    before: "2027-01-31",
    answer: { outcome: "refused", reason: "window_not_open", last_day: null, first_day: "2026-12-01", months: null },
  },
  "miemasu force_change": {
    today: "2026-11-21",
    before: "2027-01-31",
    answer: {
      outcome: "licensed",
      counted_from: "2026-11-01",
      expiry: "2027-10",
      last_covered: "2027-10-31",
      days_lost: 92,
      days_gained: 0,
      days_dropped: 0,
      last_day: "2026-11-30",
    },
  },
  "miemasu register": {
    today: "2026-11-21",
    before: null,
    answer: {
      outcome: "licensed",
      counted_from: "2026-11-01",
      expiry: "2027-10",
      last_covered: "2027-10-31",
      days_lost: 20,
      days_gained: 0,
      days_dropped: 0,
      last_day: null,
    },
  },
  "remo allocate": {
    today: "2026-11-21",
    before: "2027-03-31",
    answer: {
      outcome: "allocated",
      free_through: "2026-12-31",
      paid_from: "2027-01-01",
      expiry: "2027-12-31",
      days_lost: 90,
      days_gained: 0,
      warn_early: true,
    },
  },
  "remo notices": {
    today: null,
    before: "2027-03-31",
    answer: {
      outcome: "notices",
      partner: ["2026-12-31", "2027-01-30", "2027-03-01", "2027-03-17", "2027-03-30"],
      user: ["2027-03-17", "2027-03-30"],
    },
  },
  "remo move": { today: "2026-11-21", before: null, answer: { outcome: "open", last_day: "2026-12-09" } },
  "remo reapply": {
    today: "2026-11-21",
    before: null,
    answer: {
      outcome: "refused",
      reason: "reapply_window_closed",
      last_day: "2026-03-09",
      first_day: null,
      months: null,
    },
  },
  "remo packs": { today: null, before: null, answer: { outcome: "packs", packs: [8, 4, 1, 1, 1] } },
};

/** The what-if planner. */
export const plan = {
  plan: async (form) => {
    const plan = fakePlans[`${form.programme} ${form.action}`];
    if (!plan) throw new Error("an act without an invented answer");
    return ok(plan);
  },
  licences: async (query) =>
    ok(
      fakeSubscriptions
        .filter((of) => JSON.stringify(of).includes(query.trim()))
        .map((of) => ({
          name: of.customer ?? "",
          number: of.device,
          detail: of.connection_no,
          question: {
            programme: "tsunagaru" as const,
            action: "status" as const,
            terms: of.periods.map(({ months, trial }) => ({ months, trial })),
            first_used: of.counted_from && `${of.counted_from}T00:00:00Z`,
            at: "2026-11-21T05:05:00Z",
          },
        })),
    ),
} satisfies Partial<Asking>;
