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

it("groups large numbers", () => {
  expect(formatFor("ja").count(1234567)).toBe("1,234,567");
});

it.each([
  ["ja", 119, "119 分"],
  ["ja", 120, "2 時間"],
  ["ja", 2879, "48 時間"],
  ["ja", 525_590, "365 日"],
  ["en", 7, "7 minutes"],
  ["en", 180, "3 hours"],
  ["en", 2880, "2 days"],
] as const)("in %s %i minutes are written %s", (language, minutes, written) => {
  expect(formatFor(language).span(minutes)).toBe(written);
});
