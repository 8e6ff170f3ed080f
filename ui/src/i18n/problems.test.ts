import { describe, expect, it } from "vitest";
import { speechIn } from "./index";
import problemsEn from "./problems.en.json";
import problemsJa from "./problems.ja.json";

const { explain: ja } = speechIn("ja");
const { explain: en } = speechIn("en");

describe("words for a problem", () => {
  it("name the facts in their places", () => {
    expect(ja({ code: "too_many_tries", retry_after: 90 }).todo).toBe("90\u00a0秒後に、もう一度お試しください。");
    expect(en({ code: "server_address", typed: "licence" }).what).toContain("licence");
  });

  it("say what was probably meant only where that is known", () => {
    const problem = { code: "number_symbol", field: "registration_id", symbol: "O", position: 3 } as const;
    expect(ja({ ...problem, meant: "0" }).todo).toContain("「0」");
    expect(ja({ ...problem, meant: null }).todo).not.toContain("「");
    expect(ja({ ...problem, meant: null }).what).toContain("レジストレーションID");
  });

  it("name the device only where it is told", () => {
    const device = "1234-5678-90AB-CDEF";
    expect(en({ code: "bound_elsewhere", device }).what).toContain(device);
    expect(en({ code: "bound_elsewhere", device: null }).what).not.toContain("null");
  });

  it("do not repeat an address that may hold a secret", () => {
    expect(en({ code: "server_address", typed: null }).what).not.toContain("null");
  });

  it("say how far the clock is off, and which way", () => {
    expect(ja({ code: "clock_ahead", minutes: 525_600 }).what).toContain("365\u00a0日進んで");
    expect(en({ code: "clock_behind", minutes: 180 }).what).toContain("3\u00a0hours behind");
    expect(en({ code: "clock_unusable", year: 17871 }).what).toContain("17871");
  });

  it("write a day as people write it, the same in every zone", () => {
    expect(en({ code: "window_not_open", opens: "2027-09-01" }).what).toContain("1 Sept 2027");
    expect(ja({ code: "device_deleted", on: "2027-12-27" }).what).toContain("2027/12/27 (月)");
  });

  it("say how many months fit only where some do", () => {
    expect(ja({ code: "over_six_years", months: 24 }).what).toContain("24 か月まで");
    expect(ja({ code: "over_six_years", months: null }).what).toContain("1か月も追加できません");
    expect(en({ code: "over_six_years", months: null }).what).toContain("Not one month");
  });

  it("name the terms and the last day as people do", () => {
    expect(ja({ code: "terms_not_accepted", terms: "trial", version: 2 }).what).toContain(
      "お試し期間の利用条件（第 2 版）",
    );
    expect(en({ code: "grace_over", last_day: "2027-09-01" }).what).toContain("1 Sept 2027");
  });

  it("write an instant as people write it", () => {
    expect(en({ code: "key_locked", until: "2026-11-21T05:05:00Z" }).what).toContain("21 Nov 2026, 14:05");
  });
});

it("both languages explain the same, with the same facts", () => {
  const facts = (text: string) => new Set(text.match(/\{\w+\}/g));
  expect(Object.keys(problemsEn).toSorted()).toEqual(Object.keys(problemsJa).toSorted());
  for (const [code, words] of Object.entries(problemsJa)) {
    const other = problemsEn[code as keyof typeof problemsEn];
    expect([code, facts(other.what + other.todo)]).toEqual([code, facts(words.what + words.todo)]);
  }
});
