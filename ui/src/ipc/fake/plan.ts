import type { Asking, PlanAct, PlanView } from "../door";
import { no, ok } from "./answer";
import { fakeSubscriptions } from "./tsunagaru";

/** One answer of each act. They do not depend on what is asked: the rules are not invented here. */
export const fakePlans: Record<PlanAct, PlanView> = {
  tsunagaru_status: {
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
  tsunagaru_extend: {
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
  tsunagaru_apply: {
    today: "2026-11-21",
    before: null,
    answer: { outcome: "refused", reason: "extend_instead", last_day: null, first_day: null, months: null },
  },
  miemasu_status: {
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
  miemasu_renew: {
    today: "2026-11-21",
    before: "2027-01-31",
    answer: { outcome: "refused", reason: "window_not_open", last_day: null, first_day: "2026-12-01", months: null },
  },
  miemasu_force_change: {
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
  miemasu_register: {
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
  remo_allocate: {
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
  remo_notices: {
    today: null,
    before: "2027-03-31",
    answer: {
      outcome: "notices",
      partner: ["2026-12-31", "2027-01-30", "2027-03-01", "2027-03-17", "2027-03-30"],
      user: ["2027-03-17", "2027-03-30"],
    },
  },
  remo_move: { today: "2026-11-21", before: null, answer: { outcome: "open", last_day: "2026-12-09" } },
  remo_reapply: {
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
  remo_packs: { today: null, before: null, answer: { outcome: "packs", packs: [8, 4, 1, 1, 1] } },
};

/** The what-if planner. */
export const plan = {
  plan: async (form) => {
    const missing = form.act === "miemasu_renew" && form.expiry_month === "";
    if (missing) return no({ code: "plan_mistyped", fields: ["expiry_month"] });
    return ok(fakePlans[form.act]);
  },
  licences: async (query) =>
    ok(
      fakeSubscriptions
        .filter((of) => JSON.stringify(of).includes(query.trim()))
        .map((of) => ({
          name: of.customer ?? "",
          number: of.device,
          detail: of.connection_no,
          known: {
            programme: "tsunagaru" as const,
            periods: of.periods.map(({ months, trial }) => ({ months: String(months), trial })),
            first_used: of.counted_from ?? "",
          },
        })),
    ),
} satisfies Partial<Asking>;
