/** Rows that a page key moves by. */
const page = 12;

/** How far a key moves the choice in the list; `undefined` if it does not. */
export function moveFor(key: string): number | undefined {
  switch (key) {
    case "ArrowDown":
      return 1;
    case "ArrowUp":
      return -1;
    case "PageDown":
      return page;
    case "PageUp":
      return -page;
    default:
      return undefined;
  }
}
