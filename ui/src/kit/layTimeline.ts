/** A day that stands out. `kind` is its colour. */
export interface Mark {
  kind: "today" | "old" | "new" | "act" | "gone";
  /** `2026-03-09` */
  day: string;
  label: string;
  /** The day as it is written. */
  text: string;
}

/** A stretch of days, both included. */
export interface Span {
  kind: "old" | "new" | "open" | "free";
  from: string;
  to: string;
}

interface Laid extends Mark {
  x: number;
  left: number;
  top: number;
  leader: string;
}

export interface Drawn {
  height: number;
  /** The upper edge of the line. */
  axis: number;
  marks: Laid[];
  spans: { kind: Span["kind"]; x: number; width: number }[];
}

const lane = 40;
const edge = 12;
const gap = 16;

/**
 * Where everything is drawn on a line of `width` pixels. Labels lie in lanes, beneath and above the line in turns, and never over each
 * other, however near their days are.
 */
export function lay(marks: readonly Mark[], spans: readonly Span[], width: number): Drawn {
  const days = [...marks.map((mark) => mark.day), ...spans.flatMap((span) => [span.from, span.to])].map(Date.parse);
  const first = Math.min(...days);
  const length = Math.max(...days) - first || 1;
  const at = (day: string) => edge + ((Date.parse(day) - first) / length) * (width - 2 * edge);

  // The right end of the last label in each lane: 0 lies beneath the line, 1 above it, 2 beneath 0, and so on.
  const ends: number[] = [];
  const placed = marks
    .map((mark) => ({ ...mark, x: at(mark.day) }))
    .toSorted((a, b) => a.x - b.x)
    .map((mark) => {
      const wide = Math.max(breadth(mark.label), breadth(mark.text));
      const left = Math.max(0, Math.min(mark.x - wide / 2, width - wide));
      const free = ends.findIndex((end) => end + gap <= left);
      const row = free < 0 ? ends.length : free;
      ends[row] = left + wide;
      return { ...mark, left, row };
    });
  const above = Math.floor(ends.length / 2) * lane;
  const beneath = Math.ceil(ends.length / 2) * lane;
  const axis = above + 4;
  const top = (row: number) => (row % 2 === 0 ? axis + 20 + (row / 2) * lane : axis - 8 - ((row + 1) / 2) * lane + 4);
  return {
    height: axis + 24 + beneath,
    axis,
    marks: placed.map(({ row, ...mark }) => {
      const to = row % 2 === 0 ? top(row) : top(row) + 32;
      return { ...mark, top: top(row), leader: `M${mark.x} ${axis + 6}V${to}` };
    }),
    spans: spans.map(({ kind, from, to }) => ({ kind, x: at(from), width: Math.max(at(to) - at(from), 2) })),
  };
}

/** About how wide a text of 12 pixels is: characters of Japanese are square, others half as wide. */
function breadth(text: string): number {
  let pixels = 0;
  for (const letter of text) pixels += letter.charCodeAt(0) < 0x2000 ? 8.6 : 12.5;
  return pixels;
}
