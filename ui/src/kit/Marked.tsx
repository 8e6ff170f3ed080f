import { findFragments } from "./fragments";

/** A text with what was looked for marked in it. */
export function Marked({ text, query }: { text: string; query: string }) {
  const parts = [];
  let from = 0;
  for (const { start, end } of findFragments(text, query)) {
    parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>);
    from = end;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
