import { describe, expect, it } from "vitest";
import { fakeThings, no, ok } from "../../ipc/fake";
import { noFilter } from "./filters";
import { nextOrder, type Order } from "./order";
import { chosenThing, emptySearch, nextSearch, type Search, type SearchEvent } from "./search";

const search = (...events: SearchEvent[]): Search => events.reduce(nextSearch, emptySearch);
const typed = (text: string): SearchEvent => ({ type: "typed", text });
const found = (question: number, query: string, from = 0, to = 3): SearchEvent => ({
  type: "answered",
  question,
  query,
  answer: ok({ things: fakeThings.slice(from, to), more: false }),
});

describe("a search", () => {
  it("asks once for each keystroke", () => {
    expect(search(typed("K")).question).toBe(1);
    expect(search(typed("K"), typed("KX")).question).toBe(2);
  });

  it("drops the answer to an earlier question", () => {
    expect(search(typed("K"), typed("KX"), found(1, "K")).found).toEqual({ state: "nothing-asked" });
    expect(search(typed("K"), typed("KX"), found(2, "KX"), found(1, "K")).found).toMatchObject({ query: "KX" });
  });

  it("drops an answer that comes after the field was emptied", () => {
    expect(search(typed("KX"), typed(""), found(1, "KX")).found).toEqual({ state: "nothing-asked" });
  });

  it("keeps the last answer in sight until the next is there", () => {
    expect(search(typed("K"), found(1, "K"), typed("KX")).found).toMatchObject({ query: "K" });
  });

  it("asks nothing during a conversion, and once when it ends", () => {
    const converting = search({ type: "conversion-began" }, typed("み"), typed("みな"));
    expect(converting).toMatchObject({ typed: "みな", question: 0 });
    expect(nextSearch(converting, { type: "conversion-ended", text: "港" })).toMatchObject({
      typed: "港",
      question: 1,
    });
  });

  it("shows a problem instead of old hits", () => {
    const shown = search(typed("K"), found(1, "K"), typed("k"), {
      type: "answered",
      question: 2,
      query: "k",
      answer: no({ code: "query_too_short" }),
    });
    expect(shown.found).toEqual({ state: "problem", problem: { code: "query_too_short" } });
    expect(chosenThing(shown)).toBeUndefined();
  });
});

describe("a filter", () => {
  it("is asked for without anything typed, and taken away leaves nothing asked", () => {
    const filtered = search({ type: "filtered", filter: { ...noFilter, key: "waiting" } });
    expect(filtered).toMatchObject({ question: 1, typed: "" });
    expect(nextSearch(filtered, { type: "filtered", filter: noFilter }).found).toEqual({ state: "nothing-asked" });
  });

  it("stays while the words change, and goes with another question", () => {
    const filtered = search({ type: "filtered", filter: { ...noFilter, state: "grace" } }, typed("福岡"));
    expect(filtered.filter.state).toBe("grace");
    const form = { text: "ミナト", filter: noFilter };
    expect(nextSearch(filtered, { type: "asked", form })).toMatchObject({ typed: "ミナト", filter: noFilter });
  });

  it("is taken out of what is typed, and not before a conversion ends", () => {
    expect(search(typed("福岡 kind:dev "))).toMatchObject({ typed: "福岡 ", filter: { kinds: ["device"] } });
    const converting = search({ type: "conversion-began" }, typed("種類：機器 "));
    expect(converting.filter).toEqual(noFilter);
    expect(nextSearch(converting, { type: "conversion-ended", text: "種類：機器 " }).filter.kinds).toEqual(["device"]);
  });
});

describe("an order", () => {
  const by = (order: Order | null): SearchEvent => ({ type: "sorted", order });
  const shuffled = search(typed("KX"), found(1, "KX", 11, 17));
  const names = (of: Search) => (of.found.state === "found" ? of.found.things.map((thing) => thing.product ?? "") : []);

  it("goes one way, then the other, then back to the best first, which the desk is asked for", () => {
    const up = nextOrder(null, "product");
    expect(up).toEqual({ by: "product", descending: false });
    const down = nextOrder(up, "product");
    expect([names(nextSearch(shuffled, by(up))), names(nextSearch(shuffled, by(down)))]).toEqual([
      names(shuffled).toSorted(),
      names(shuffled).toSorted().reverse(),
    ]);
    const back = nextOrder(down, "product");
    expect(back).toBeNull();
    expect(nextSearch(shuffled, by(back)).question).toBe(shuffled.question + 1);
  });

  it("holds for the next answer, too, and what has nothing to sort by comes last", () => {
    const sorted = nextSearch(shuffled, by({ by: "product", descending: true }));
    const next = nextSearch(nextSearch(sorted, typed("K")), found(2, "K", 0, 16));
    expect(names(next).at(-1)).toBe("");
    expect(names(next)[0]).toBe("KX-VCS301");
  });
});

describe("the choice", () => {
  const three = search(typed("KX"), found(1, "KX"));
  const move = (from: Search, by: number) => nextSearch(from, { type: "moved", by });

  it("stays within the hits", () => {
    expect(move(three, -1).chosen).toBe(0);
    expect(move(move(three, 12), 1).chosen).toBe(2);
  });

  it("begins at the best hit of another question", () => {
    expect(nextSearch(nextSearch(move(three, 2), typed("KX1")), found(2, "KX1")).chosen).toBe(0);
  });

  it("stays on its key when the same question is asked again after a sync", () => {
    const again = nextSearch(nextSearch(move(three, 2), { type: "asked-again" }), found(2, "KX", 1, 5));
    expect(again.chosen).toBe(1);
    expect(chosenThing(again)).toEqual(fakeThings[2]);
  });
});
