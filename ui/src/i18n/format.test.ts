import { describe, expect, it } from "vitest";
import { formatFor } from "./format";

// The zone of these tests is Asia/Tokyo.
describe("instants", () => {
  it.each([
    ["ja", "2026-11-21T05:05:00Z", "2026/11/21 (土) 14:05"],
    ["ja", "2026-12-31T15:00:00Z", "2027/01/01 (金) 00:00"],
    ["en", "2026-11-21T05:05:00Z", "21 Nov 2026, 14:05"],
    ["en", "2026-12-31T15:00:00Z", "1 Jan 2027, 00:00"],
  ] as const)("in %s %s is written %s", (language, instant, written) => {
    expect(formatFor(language).moment(instant)).toBe(written);
  });

  it("need no date on the same day of this computer", () => {
    const now = new Date("2026-11-21T14:59:00Z");
    expect(formatFor("ja").recent("2026-11-20T15:00:00Z", now)).toBe("00:00");
    expect(formatFor("ja").recent("2026-11-20T14:59:00Z", now)).toBe("2026/11/20 (金) 23:59");
  });
});

it.each([
  [1, "1 秒", "1 second"],
  [119, "119 秒", "119 seconds"],
  [120, "2 分", "2 minutes"],
  [899, "15 分", "15 minutes"],
  [7_199, "120 分", "120 minutes"],
  [9 * 3_600, "9 時間", "9 hours"],
  [365 * 86_400, "365 日", "365 days"],
])("a span of %i seconds is written %s or %s", (seconds, ja, en) => {
  const whole = (text: string) => text.replace(" ", "\u00a0");
  expect([formatFor("ja").span(seconds), formatFor("en").span(seconds)]).toEqual([whole(ja), whole(en)]);
});

it("groups large numbers", () => {
  expect(formatFor("ja").count(1234567)).toBe("1,234,567");
});
