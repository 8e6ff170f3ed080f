import type { Language } from "../ipc/door";

/** How numbers and instants are written in one language. The zone is that of this computer. */
export interface Format {
  /** `1,000` */
  count(value: number): string;
  /** So many minutes in the unit that a person would use: `90 分`, `5 hours`, `365 日`. */
  span(minutes: number): string;
  /** `2026/11/21 (土)` or `21 Nov 2026` */
  date(instant: string): string;
  /** `2026/11/21 (土) 14:05` or `21 Nov 2026, 14:05` */
  moment(instant: string): string;
  /** The time alone when it was today, the moment otherwise. */
  recent(instant: string, now: Date): string;
}

const locale = { ja: "ja-JP", en: "en-GB" } satisfies Record<Language, string>;

export function formatFor(language: Language): Format {
  const numbers = new Intl.NumberFormat(locale[language]);
  const time = new Intl.DateTimeFormat(locale[language], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const date = language === "ja" ? japaneseDate() : englishDate();
  const moment = (instant: string) =>
    `${date(new Date(instant))}${language === "ja" ? " " : ", "}${time.format(new Date(instant))}`;
  return {
    count: (value) => numbers.format(value),
    span: (minutes) => {
      const [unit, length] = unitOf(minutes);
      const words = new Intl.NumberFormat(locale[language], { style: "unit", unit, unitDisplay: "long" });
      return words.format(Math.round(minutes / length));
    },
    date: (instant) => date(new Date(instant)),
    moment,
    recent: (instant, now) =>
      new Date(instant).toDateString() === now.toDateString() ? time.format(new Date(instant)) : moment(instant),
  };
}

/** The unit for so many minutes, and how many of them it has. */
function unitOf(minutes: number): ["minute" | "hour" | "day", number] {
  if (minutes < 2 * 60) return ["minute", 1];
  return minutes < 2 * 24 * 60 ? ["hour", 60] : ["day", 24 * 60];
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
