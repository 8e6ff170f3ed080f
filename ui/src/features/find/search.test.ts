import { describe, expect, it } from "vitest";
import { fakeHits, no, ok } from "../../ipc/fake";
import { chosenHit, emptySearch, nextSearch, type Search, type SearchEvent } from "./search";

const search = (...events: SearchEvent[]): Search => events.reduce(nextSearch, emptySearch);
const typed = (text: string): SearchEvent => ({ type: "typed", text });
const found = (question: number, query: string, from = 0, to = 3): SearchEvent => ({
  type: "answered",
  question,
  query,
  answer: ok({ hits: fakeHits.slice(from, to), more: false }),
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
    expect(chosenHit(shown)).toBeUndefined();
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
    expect(chosenHit(again)).toEqual(fakeHits[2]);
  });
});
