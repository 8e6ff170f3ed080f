import type { Asking, DueView, MonthView, TodayView } from "../door";
import { ok } from "./answer";

const customers = [
  "株式会社ミナト計器",
  "医療法人社団 東雲会 しののめ総合病院",
  "大和田運輸",
  "髙松クリニック",
  "学校法人 青葉学園",
];

/** An invented licence that ends so many days after the 21st of November 2026. */
export function fakeDue(index: number, daysLeft: number): DueView {
  const day = (after: number) => new Date(Date.UTC(2026, 10, 21 + after)).toISOString().slice(0, 10);
  const programme = ["tsunagaru", "miemasu", "remo"][index % 3] ?? "tsunagaru";
  const digits = (0x1d8b0cafe * (index + 7)).toString(16).toUpperCase().padStart(16, "0");
  const isMpr = programme === "tsunagaru";
  return {
    id: `${programme}-${index}`,
    programme,
    customer: index % 7 === 5 ? null : (customers[index % 5] ?? null),
    device: isMpr
      ? (digits.match(/.{4}/g) ?? []).join("-")
      : `00:80:F0:${digits.slice(-6).replace(/(..)(..)(..)/, "$1:$2:$3")}`,
    name: isMpr ? null : (["受付", "駐車場", "正面玄関"][index % 3] ?? null),
    site: isMpr ? (["本社 3階会議室", "福岡支店"][index % 2] ?? null) : null,
    product: { tsunagaru: "KX-VCS701W", miemasu: "MIEMASU-12R7" }[programme] ?? "DG-JLE101W",
    trial: index % 12 === 3,
    expiry: day(daysLeft),
    expiry_in_japan: isMpr ? `${day(daysLeft + 1)}T08:59` : null,
    days_left: daysLeft,
    opens: programme === "miemasu" && daysLeft > 60 ? day(daysLeft - 60) : null,
    last_day: programme === "remo" ? null : day(daysLeft + 181),
  };
}

const groups = (counts: [number, number, number, number], shown: number): TodayView => {
  const ends = [-12, 9, 41, 75];
  const urgencies = ["ended", "days30", "days60", "days90"] as const;
  const due = urgencies.map((urgency, group) => ({
    urgency,
    count: counts[group] ?? 0,
    first: Array.from({ length: Math.min(counts[group] ?? 0, shown) }, (_, index) =>
      fakeDue(10 * group + index, (ends[group] ?? 0) + 2 * index),
    ),
  }));
  return {
    due: due.filter(({ count }) => count > 0),
    total: counts.reduce((sum, count) => sum + count, 0),
    waiting: [],
    refused: [],
    done: [],
  };
};

export const fakeToday = groups([2, 3, 2, 3], 12);
export const emptyToday: TodayView = { due: [], total: 0, waiting: [], refused: [], done: [] };
export const crowdedToday: TodayView = {
  ...groups([120, 85, 60, 35], 3),
  waiting: Array.from({ length: 4 }, (_, index) => ({
    intent: `w${index}`,
    ask: "register",
    at: "2026-11-21T04:40:00Z",
    by: "demo1234",
    device: "1234-5678-90AB-CDEF",
    keys: ["0123-4567-89AB-CDEF"],
    customer: null,
    answer: null,
  })),
  refused: [
    {
      intent: "r1",
      ask: "extend",
      at: "2026-11-20T04:40:00Z",
      by: "demo1234",
      device: "1234-5678-90AB-CDEF",
      keys: ["0123-4567-89AB-CDEF"],
      customer: null,
      answer: { outcome: "refused", code: "over_six_years", months: 12 },
    },
  ],
  done: [
    {
      intent: "d1",
      ask: "register",
      at: "2026-11-20T23:10:00Z",
      by: "demo1234",
      device: "00C0-8F01-2345",
      keys: ["0123-4567-89AB-CDEF"],
      customer: null,
      answer: {
        outcome: "issued",
        registrations: [{ activation_key: "0123-4567-89AB-CDEF", registration_key: "76AB-24BF-0319-5D5A" }],
      },
    },
  ],
};

/** November 2026, which begins on a Sunday; another month has the same weeks. */
function month(shown: string, day: string | null): MonthView {
  const count = (programme: string, count: number) => ({ programme, count });
  const ending = Array.from({ length: 13 }, (_, index) => ({
    ...fakeDue(index, 0),
    expiry: `${shown}-${Math.min(18 + index, 30)}`,
  }));
  return {
    month: shown,
    previous: "2026-10",
    next: "2026-12",
    today: "2026-11-21",
    weeks: Array.from({ length: 5 }, (_, week) =>
      Array.from({ length: 7 }, (_, weekday) => {
        const number = week * 7 + weekday + 1;
        const inside = number <= 30;
        const here = ending.filter((due) => due.expiry === `${shown}-${number}`);
        return {
          day: inside ? `${shown}-${String(number).padStart(2, "0")}` : `2026-12-0${number - 30}`,
          number: inside ? number : number - 30,
          inside,
          ending:
            number === 30
              ? [count("tsunagaru", 12), count("miemasu", 148), count("remo", 3)]
              : here.map((due) => count(due.programme, 1)),
          last_chances: number === 26 ? 4 : 0,
        };
      }),
    ),
    ending: day ? ending.filter((due) => due.expiry === day) : ending,
    total: 172,
    year: [...ending, ...Array.from({ length: 30 }, (_, index) => fakeDue(index + 20, 20 + 9 * index))],
    year_total: 39,
  };
}

/** What ends, and what is to be done. */
export const due = {
  today: async () => ok(fakeToday),
  expiries: async (shown, day) => ok(month(shown ?? "2026-11", day)),
  saveExpiries: async () => ok({ file: "C:\\Users\\tanaka\\Documents\\Kagifuda\\expiries-2026-11-21.ics", lines: 71 }),
  maintenanceNews: async () => ok([]),
} satisfies Partial<Asking>;
