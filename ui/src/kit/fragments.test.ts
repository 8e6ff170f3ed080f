import { describe, expect, it } from "vitest";
import { findFragments } from "./fragments";

/** The text with what was found in brackets. */
function marked(text: string, query: string): string {
  const parts = [];
  let from = 0;
  for (const { start, end } of findFragments(text, query)) {
    parts.push(text.slice(from, start), `[${text.slice(start, end)}]`);
    from = end;
  }
  return [...parts, text.slice(from)].join("");
}

describe("a fragment is found", () => {
  it.each([
    ["without its hyphens", "0123-4567-89AB-CDEF", "456789", "0123-[4567-89]AB-CDEF"],
    ["with other hyphens", "0123-4567-89AB-CDEF", "4567ー89", "0123-[4567-89]AB-CDEF"],
    ["in full width", "0123-4567-89AB-CDEF", "８９ａｂ", "0123-4567-[89AB]-CDEF"],
    ["in a MAC address", "00:80:F0:12:34:56", "f0-12", "00:80:[F0:12]:34:56"],
    ["in hiragana", "株式会社ミナト計器", "みなと", "株式会社[ミナト]計器"],
    ["in half-width kana with voicing", "ガードセンター", "ｶﾞｰﾄﾞ", "[ガード]センター"],
    ["in half-width text", "ﾐﾅﾄ計器", "ミナト", "[ﾐﾅﾄ]計器"],
    ["wherever it occurs", "AAB-AA", "aa", "[AA]B-[AA]"],
    ["word by word", "東雲会 しののめ総合病院", "総合　東雲", "[東雲]会 しののめ[総合]病院"],
    ["beyond the basic plane", "𠮷野家 本店", "野家", "𠮷[野家] 本店"],
    ["once where words overlap", "ABCD", "abc bcd", "[ABCD]"],
  ])("%s", (_, text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it.each([
    ["nothing was typed", "ABCD", ""],
    ["only hyphens were typed", "AB-CD", "- ー"],
    ["it is not there", "ABCD", "XY"],
  ])("nowhere if %s", (_, text, query) => {
    expect(findFragments(text, query)).toEqual([]);
  });
});
