/**
 * A number in boxes, as it is typed. What it means, and what is wrong with it, only the desk says; here typed text only finds its box.
 */
export type Boxes = readonly string[];

const separators = /[\s\-‐-―−ー:.\u200b\ufeff]/gu;

/** The characters of a typed number as they stand in its boxes: of usual width, capitals, without what only separates. */
export function symbolsOf(text: string): string {
  return text.normalize("NFKC").replace(separators, "").toUpperCase();
}

/** Whether nothing in it keeps a number from being one. */
export function isNumber(symbols: string): boolean {
  return /^[0-9A-F]+$/.test(symbols);
}

/** Whether something pasted is a text in which a number may be found, and not one number, however mistyped. */
export function isText(pasted: string, room: number): boolean {
  const symbols = symbolsOf(pasted);
  const isOneWord = /^[!-~]+$/.test(symbols) && !/[\r\n]/.test(pasted.trim());
  return symbols.length > room || (!isOneWord && !isNumber(symbols));
}

/** No character yet. */
export function emptyBoxes(sizes: readonly number[]): Boxes {
  return sizes.map(() => "");
}

/** `symbols` from the first box on; what does not fit stays in the last. */
export function inBoxes(symbols: string, sizes: readonly number[]): Boxes {
  return typedInto(emptyBoxes(sizes), sizes, 0, symbols);
}

/** The boxes after `symbols` became the content of `box`. What does not fit goes on into the boxes behind it, if they are free; no character is lost. */
export function typedInto(boxes: Boxes, sizes: readonly number[], box: number, symbols: string): Boxes {
  const characters = [...symbols];
  const size = sizes[box] ?? 0;
  const isFree = box + 1 < boxes.length && boxes.slice(box + 1).every((later) => later === "");
  if (characters.length <= size || !isFree) return boxes.with(box, symbols);
  const rest = characters.slice(size).join("");
  return typedInto(boxes.with(box, characters.slice(0, size).join("")), sizes, box + 1, rest);
}

/** The boxes with the character at `position`, counted from 1, replaced. */
export function mended(boxes: Boxes, position: number, meant: string): Boxes {
  let before = 0;
  return boxes.map((box) => {
    const characters = [...box];
    const at = position - 1 - before;
    before += characters.length;
    return at >= 0 && at < characters.length ? characters.with(at, meant).join("") : box;
  });
}

/** Whether every box is full, and none too full. */
export function areFull(boxes: Boxes, sizes: readonly number[]): boolean {
  return boxes.every((box, index) => [...box].length === sizes[index]);
}
