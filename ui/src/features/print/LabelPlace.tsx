import { type KeyboardEvent, useId, useRef } from "react";
import { useSpeech } from "../../i18n";
import type { LabelSheetView } from "../../ipc/door";
import { labelsOn } from "./printing";

interface Props {
  sheet: LabelSheetView;
  /** The first label that is still there, from 1. */
  start: number;
  /** How many labels will be printed. */
  count: number;
  onStart: (start: number) => void;
}

/** The sheet, small, on which the first free label is clicked or gone to by arrows. */
export function LabelPlace({ sheet, start, count, onStart }: Props) {
  const { say } = useSpeech();
  const name = useId();
  const cells = useRef<HTMLDivElement>(null);
  const all = labelsOn(sheet);
  const last = start + count - 1;
  const onKey = (event: KeyboardEvent) => {
    const by: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: sheet.columns,
      ArrowUp: -sheet.columns,
    };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = start + step;
    if (to < 1 || to > all) return;
    onStart(to);
    cells.current?.querySelectorAll("input")[to - 1]?.focus();
  };
  return (
    <fieldset className="label-place" onKeyDown={onKey}>
      <legend>{say.print.labelStart}</legend>
      <div className="both">
        <div
          ref={cells}
          className="cells"
          style={{
            gridTemplateColumns: `repeat(${sheet.columns}, 1fr)`,
            gridTemplateRows: `repeat(${sheet.rows}, 1fr)`,
          }}
        >
          {Array.from({ length: all }, (_, index) => index + 1).map((place) => (
            <label
              key={place}
              className="cell"
              data-state={place < start ? "used" : place <= last ? "filled" : "free"}
              title={say.print.labelAt(place)}
            >
              <input
                type="radio"
                name={name}
                checked={place === start}
                aria-label={say.print.labelAt(place)}
                onChange={() => onStart(place)}
              />
              <span aria-hidden="true">{place === start ? place : ""}</span>
            </label>
          ))}
        </div>
        <p className="hint" aria-live="polite">
          {say.print.labelsFrom(start, Math.min(last, all), Math.max(Math.ceil((last - all) / all), 0))}
        </p>
      </div>
    </fieldset>
  );
}
