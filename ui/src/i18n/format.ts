import type { Language } from "../ipc/door";

/** How numbers and instants are written in one language. The zone is that of this computer. */
export interface Format {
  /** `1,000` */
  count(value: number): string;
  /** `2026/11/21 (土)` or `21 Nov 2026` */
  date(instant: string): string;
  /** A day without a time, `2026-11-21`, written as `date` does: it is that day wherever this computer stands. */
  day(day: string): string;
  /** Such a day within a year that goes without saying: `11/21` or `21 Nov` */
  dayInYear(day: string): string;
  /** A month, `2026-11`: `2026年11月` or `November 2026` */
  month(month: string): string;
  /** The weekdays from Sunday: `日`, `月` … or `Sun`, `Mon` … */
  weekdays: string[];
  /** `2026/11/21 (土) 14:05` or `21 Nov 2026, 14:05` */
  moment(instant: string): string;
  /** A moment within a year that goes without saying: `11/21 14:05` or `21 Nov, 14:05` */
  brief(instant: string): string;
  /** A length of time in seconds, rounded up, in the largest unit that still tells enough: `15 分` or `15 minutes` */
  span(seconds: number): string;
  /** The time alone when it was today, the moment otherwise. */
  recent(instant: string, now: Date): string;
}

const locale = { ja: "ja-JP", en: "en-GB" } satisfies Record<Language, string>;

const second = { unit: "second", length: 1, from: 0 };

/** From two of a unit on, it is the one that people would say. */
const spanUnits = [
  { unit: "day", length: 86_400, from: 2 * 86_400 },
  { unit: "hour", length: 3_600, from: 2 * 3_600 },
  { unit: "minute", length: 60, from: 2 * 60 },
];

export function formatFor(language: Language): Format {
  const numbers = new Intl.NumberFormat(locale[language]);
  const time = new Intl.DateTimeFormat(locale[language], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = language === "ja" ? japaneseDate() : englishDate();
  const moment = (instant: string) =>
    `${date(new Date(instant))}${language === "ja" ? " " : ", "}${time.format(new Date(instant))}`;
  const inYear = new Intl.DateTimeFormat(locale[language], {
    month: language === "ja" ? "numeric" : "short",
    day: "numeric",
  });
  const month = new Intl.DateTimeFormat(locale[language], { year: "numeric", month: "long" });
  const weekday = new Intl.DateTimeFormat(locale[language], { weekday: "short" });
  return {
    day: (day) => date(new Date(`${day}T00:00`)),
    dayInYear: (day) => inYear.format(new Date(`${day}T00:00`)),
    month: (shown) => month.format(new Date(`${shown}-01T00:00`)),
    // The 1st of November 2026 is a Sunday.
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => weekday.format(new Date(2026, 10, day))),
    count: (value) => numbers.format(value),
    span: (seconds) => {
      const { unit, length } = spanUnits.find(({ from }) => seconds >= from) ?? second;
      const style = { style: "unit", unit, unitDisplay: "long" } as const;
      // A number is not parted from its unit.
      return new Intl.NumberFormat(locale[language], style).format(Math.ceil(seconds / length)).replace(" ", "\u00a0");
    },
    date: (instant) => date(new Date(instant)),
    moment,
    brief: (instant) =>
      `${inYear.format(new Date(instant))}${language === "ja" ? " " : ", "}${time.format(new Date(instant))}`,
    recent: (instant, now) =>
      new Date(instant).toDateString() === now.toDateString() ? time.format(new Date(instant)) : moment(instant),
  };
}

function japaneseDate(): (day: Date) => string {
  const days = new Intl.DateTimeFormat(locale.ja, { year: "numeric", month: "2-digit", day: "2-digit" });
  const weekdays = new Intl.DateTimeFormat(locale.ja, { weekday: "short" });
  return (day) => `${days.format(day)} (${weekdays.format(day)})`;
}

function englishDate(): (day: Date) => string {
  const days = new Intl.DateTimeFormat(locale.en, { dateStyle: "medium" });
  return (day) => days.format(day);
}
