/** A stretch of a text, in UTF-16 units, as `slice` takes them. */
export interface Fragment {
  start: number;
  end: number;
}

/**
 * Where the words of `query` stand in `text`.
 *
 * Width, case, kana and hyphens make no difference, as in the look-up itself. This only paints what the look-up found;
 * where it finds nothing, nothing is painted.
 */
export function findFragments(text: string, query: string): Fragment[] {
  const haystack = fold(text);
  const found = [query, ...query.split(/\s+/)].flatMap((word) => occurrences(haystack, fold(word).letters));
  return merged(found);
}

/** Letters that are compared, each with the stretch of the original that it came from. */
interface Folded {
  letters: string[];
  origins: Fragment[];
}

const segments = new Intl.Segmenter("ja", { granularity: "grapheme" });
const marks = /[\p{Mark}ﾞﾟ]/u;
const ignored = /[\s\-‐‑‒–—―−－:：\u200b\ufeff]/u;

function fold(text: string): Folded {
  const folded: Folded = { letters: [], origins: [] };
  for (const { segment, index } of graphemes(text)) {
    for (const letter of segment.normalize("NFKC").toLowerCase()) {
      if (ignored.test(letter) || isHyphen(letter, folded)) continue;
      folded.letters.push(hiragana(letter));
      folded.origins.push({ start: index, end: index + segment.length });
    }
  }
  return folded;
}

/** Half-width kana carry their voicing mark behind them: where there are marks, a letter is folded with its own. Elsewhere that costs time only. */
function* graphemes(text: string): Iterable<{ segment: string; index: number }> {
  if (marks.test(text)) return yield* segments.segment(text);
  let index = 0;
  for (const segment of text) {
    yield { segment, index };
    index += segment.length;
  }
}

/** Typed in Japanese, a hyphen is often the mark that makes a kana long. */
function isHyphen(letter: string, before: Folded): boolean {
  return letter === "ー" && !/[ぁ-ゖ]/.test(before.letters.at(-1) ?? "");
}

function hiragana(letter: string): string {
  return letter >= "ァ" && letter <= "ヶ" ? String.fromCharCode(letter.charCodeAt(0) - 0x60) : letter;
}

function occurrences(haystack: Folded, needle: string[]): Fragment[] {
  const found: Fragment[] = [];
  if (needle.length === 0) return found;
  for (let at = 0; at + needle.length <= haystack.letters.length; at++) {
    if (!needle.every((letter, offset) => haystack.letters[at + offset] === letter)) continue;
    const first = haystack.origins[at];
    const last = haystack.origins[at + needle.length - 1];
    if (first && last) found.push({ start: first.start, end: last.end });
  }
  return found;
}

function merged(found: Fragment[]): Fragment[] {
  const merged: Fragment[] = [];
  for (const fragment of found.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && fragment.start <= last.end) last.end = Math.max(last.end, fragment.end);
    else merged.push({ ...fragment });
  }
  return merged;
}
