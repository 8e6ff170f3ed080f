import type { Asking, PeriodForm } from "../door";
import { no, ok } from "./answer";
import { fakeDue } from "./due";
import { fakeThings } from "./lookUp";

const folder = "C:\\Users\\tanaka\\Documents\\Kagifuda";

/** What is wrong with an invented period: only one day can be told from nonsense here. */
function wrong({ from, to }: PeriodForm) {
  for (const [end, typed] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (typed && !/^\d{4}\/\d+\/\d+$/.test(typed)) return no({ code: "day_unreadable", end, typed });
  }
  const [first_day, last_day] = [from, to].map((day) => day.replaceAll("/", "-").replace(/-(\d)(?!\d)/g, "-0$1"));
  return first_day && last_day && last_day < first_day ? no({ code: "period_reversed", first_day, last_day }) : null;
}

const quotes = Array.from({ length: 24 }, (_, index) => {
  const due = fakeDue(index, 4 * index - 12);
  const isTsunagaru = due.programme === "tsunagaru";
  return {
    due,
    suggested: isTsunagaru ? ["KX-VCS701W", "KX-VCS703W"] : [due.product],
    months_that_fit: isTsunagaru ? (index % 2 === 0 ? 60 : 0) : null,
  };
});

/** Reports and their files. */
export const reports = {
  periods: async () =>
    ok({
      registered: [
        { name: "this_month", from: "2026-11-01", to: "2026-11-30" },
        { name: "last_month", from: "2026-10-01", to: "2026-10-31" },
        { name: "this_fiscal_year", from: "2026-04-01", to: "2027-03-31" },
        { name: "everything", from: null, to: null },
      ],
      ending: [
        { name: "pressing", from: null, to: "2027-02-19" },
        { name: "this_month", from: "2026-11-01", to: "2026-11-30" },
        { name: "next_month", from: "2026-12-01", to: "2026-12-31" },
        { name: "everything", from: null, to: null },
      ],
    }),
  report: async (kind, period) => {
    const refused = wrong(period);
    if (refused) return refused;
    const issued = fakeThings.filter(({ kind, device }) => kind === "key" && device);
    if (kind === "history") {
      return ok({
        kind,
        keys: 1_204,
        latest: issued.map((hit) => ({
          issued_at: hit.issued_at ?? "",
          device: hit.device ?? "",
          site: hit.site ?? "",
          activation_key: hit.id,
          product: hit.product ?? "",
          issued_by: "demo1234",
        })),
      });
    }
    const latest = Array.from({ length: 18 }, (_, index) => ({
      day: `2026-11-${String(20 - index).padStart(2, "0")}`,
      keys: ((index * 37) % 23) + 1,
    }));
    return ok({ kind, keys: latest.reduce((sum, { keys }) => sum + keys, 0), days: latest.length, latest });
  },
  saveReport: async (kind) =>
    ok({ file: `${folder}\\${kind === "totals" ? "registrations-a-day" : "registrations"}-2026-11-21.csv`, lines: 18 }),
  quotes: async (period) => wrong(period) ?? ok({ total: 24, first: quotes }),
  saveQuotes: async (_, format) => ok({ file: `${folder}\\renewals-to-quote-2026-11-21.${format}`, lines: 24 }),
  showInFolder: async () => ok(null),
} satisfies Partial<Asking>;
