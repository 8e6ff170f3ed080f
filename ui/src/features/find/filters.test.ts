import { describe, expect, it } from "vitest";
import { isSame, noFilter, setIn, takeFilters, without } from "./filters";

describe("a filter that is typed", () => {
  it.each([
    ["種類:機器 ", { kinds: ["device"] }],
    ["種類：機器　", { kinds: ["device"] }],
    ["kind:device ", { kinds: ["device"] }],
    ["KIND:connection ", { kinds: ["connection"] }],
    ["品番:kx-vcs101 ", { product: "KX-VCS101" }],
    ["registration:waiting ", { key: "waiting" }],
    ["登録:未登録 ", { key: "unregistered" }],
    ["状態:期限切れ ", { state: "grace" }],
    ["状態:失効 ", { state: "lapsed" }],
    ["state:expired ", { state: "grace" }],
    ["state:grace ", { state: "grace" }],
    ["発行:2026-11 ", { issued: { from: "2026-11", to: "2026-11" } }],
    ["issued:2026/11/01..2026/11/30 ", { issued: { from: "2026-11-01", to: "2026-11-30" } }],
    ["issued:2026-11-01.. ", { issued: { from: "2026-11-01", to: null } }],
    ["issued:..2026-11-30 ", { issued: { from: null, to: "2026-11-30" } }],
    ["issued:2026-11-01～2026-11-30 ", { issued: { from: "2026-11-01", to: "2026-11-30" } }],
  ])("%s", (typed, filter) => {
    expect(takeFilters(typed)).toEqual({ text: "", filter });
  });

  it.each([
    "kind:device",
    "kind:unheard ",
    "種類:みえますねっと ",
    "issued:yesterday ",
    "issued:.. ",
    "00:80:F0:12:34:56 ",
    "0123-4567-89AB-CDEF:0123-4567 ",
    "山田 太郎 ",
  ])("what is none stays: %s", (typed) => {
    expect(takeFilters(typed)).toEqual({ text: typed, filter: {} });
  });

  it("leaves the words around it apart", () => {
    expect(takeFilters("福岡 kind:key 本社").text).toBe("福岡 本社");
  });
});

describe("filters", () => {
  const filter = { ...noFilter, kinds: ["key" as const], state: "grace" as const };

  it("are taken away one by one", () => {
    expect(setIn(filter)).toEqual(["kind", "state"]);
    expect(setIn(without(filter, "kind"))).toEqual(["state"]);
    expect(without(without(filter, "kind"), "state")).toEqual(noFilter);
  });

  it("make the same question or another", () => {
    expect(isSame({ text: " 福岡", filter }, { text: "福岡 ", filter: { ...filter } })).toBe(true);
    expect(isSame({ text: "福岡", filter }, { text: "福岡", filter: noFilter })).toBe(false);
  });
});
