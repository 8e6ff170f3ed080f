import { expect, it } from "vitest";
import { lay, type Mark } from "./layTimeline";

function mark(day: string, label: string): Mark {
  return { kind: "today", day, label, text: day };
}

const crowded = [
  mark("2026-11-21", "する日"),
  mark("2026-11-22", "更新受付の開始（お知らせメール）"),
  mark("2026-11-23", "今の期限"),
  mark("2026-11-23", "できる最終日"),
  mark("2032-11-23", "新しい期限"),
  mark("2032-11-22", "機器が削除される日"),
];

it.each([320, 480, 720, 1080])("labels never lie over each other nor outside, %i pixels wide", (width) => {
  const { marks, height } = lay(crowded, [], width);
  const boxes = marks.map(({ left, top, label, text }) => {
    const wide = Math.max(
      ...[label, text].map((text) => [...text].reduce((sum, l) => sum + (l < "\u2000" ? 7 : 12), 0)),
    );
    return { left, right: left + wide, top, bottom: top + 32, label };
  });
  for (const [index, one] of boxes.entries()) {
    expect(one.left).toBeGreaterThanOrEqual(0);
    expect(one.right).toBeLessThanOrEqual(width);
    expect(one.top).toBeGreaterThanOrEqual(0);
    expect(one.bottom).toBeLessThanOrEqual(height);
    for (const other of boxes.slice(index + 1)) {
      const apart =
        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      expect(apart, `${one.label} and ${other.label}`).toBe(true);
    }
  }
});

it("days stand in their order, the first and the last at the ends", () => {
  const days = ["2026-01-01", "2026-07-02", "2027-01-01"].map((day) => mark(day, day));
  const [first, middle, last] = lay(days, [], 1000).marks.map((mark) => Math.round(mark.x));
  expect([first, middle, last]).toEqual([12, 499, 988]);
});

it("a single day is drawn, too", () => {
  expect(lay([mark("2026-01-01", "today")], [], 300).marks[0]?.x).toBe(12);
});
