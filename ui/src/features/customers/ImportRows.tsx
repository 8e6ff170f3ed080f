import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import type { FateView, ImportRowView, ImportView } from "../../ipc/door";

const rowHeight = 48;
const fates = ["new", "update", "refused", "repeated", "same"] as const;
type Shown = "all" | FateView["fate"];

/** Whether something would be done with a row. */
export function does(row: ImportRowView): boolean {
  return row.fate.fate === "new" || row.fate.fate === "update";
}

interface Props {
  view: ImportView;
  leftOut: number[];
  onLeftOut: (lines: number[]) => void;
}

/** Every row with its fate. Those that would do something can be left out. */
export function ImportRows({ view, leftOut, onLeftOut }: Props) {
  const { say, explain } = useSpeech();
  const [only, setOnly] = useState<Shown>("all");
  const place = useRef<HTMLDivElement>(null);
  const words = say.customers;
  const rows = useMemo(
    () => (only === "all" ? view.rows : view.rows.filter((row) => row.fate.fate === only)),
    [view, only],
  );
  const left = useMemo(() => new Set(leftOut), [leftOut]);
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 900, height: 400 },
    overscan: 8,
  });
  const count = (fate: Shown) =>
    fate === "all" ? view.rows.length : view.rows.filter((row) => row.fate.fate === fate).length;

  const becomes = ({ fate }: ImportRowView): [string, string] => {
    switch (fate.fate) {
      case "new":
        return [
          fate.like.length > 0 ? words.fateLike(fate.like.join("、")) : words.fateNew,
          fate.fields
            .filter(({ field }) => field !== "name")
            .map(({ field, after }) => words.valueOf(words.field[field], after))
            .join("、"),
        ];
      case "update":
        return [
          words.fateUpdate(fate.customer),
          fate.fields
            .map(({ field, before, after }) => words.changeOf(words.field[field], before || words.blank, after))
            .join("、"),
        ];
      case "same":
        return [words.fateSame(fate.customer), ""];
      case "repeated":
        return [words.fateRepeated(fate.earlier), ""];
      case "refused": {
        const { what, todo } = explain(fate.problem);
        const cell = fate.column !== null && fate.cell !== null ? `${words.fateCell(fate.column, fate.cell)} ` : "";
        return [`${cell}${what}`, todo];
      }
    }
  };
  return (
    <section className="fates" aria-label={words.importRows}>
      <fieldset className="only" aria-label={words.importRows}>
        {(["all", ...fates] as const).map((fate) => (
          <button
            key={fate}
            type="button"
            className={`tab ${fate}`}
            aria-pressed={fate === only}
            onClick={() => setOnly(fate)}
          >
            {words.fates[fate]} <b>{count(fate)}</b>
          </button>
        ))}
      </fieldset>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard. */}
      <section ref={place} className="rows" tabIndex={0} aria-label={words.fates[only]}>
        <ul style={{ height: drawn.getTotalSize(), position: "relative" }}>
          {drawn.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const [what, detail] = becomes(row);
            return (
              <li key={row.line} style={{ transform: `translateY(${start}px)` }}>
                {does(row) ? (
                  <input
                    type="checkbox"
                    aria-label={words.take(row.line)}
                    checked={!left.has(row.line)}
                    onChange={(event) =>
                      onLeftOut(
                        event.target.checked ? leftOut.filter((line) => line !== row.line) : [...leftOut, row.line],
                      )
                    }
                  />
                ) : (
                  <span />
                )}
                <span className="grey small">{words.line(row.line)}</span>
                <span className={`tag ${row.fate.fate}`}>{words.fates[row.fate.fate]}</span>
                <b title={row.name}>{row.name}</b>
                <span className="becomes" title={`${what} ${detail}`}>
                  {what}
                  <small>{detail}</small>
                </span>
              </li>
            );
          })}
        </ul>
      </section>
    </section>
  );
}
