import { expect, it } from "vitest";
import { en } from "./en";
import { ja } from "./ja";

it("a month is written as people write it", () => {
  expect(ja.thing.monthEnd("2026-10")).toBe("2026年10月末まで");
  expect(en.thing.monthEnd("2026-10")).toBe("until the end of October 2026");
});
