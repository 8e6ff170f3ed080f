import { type ClipboardEvent, type KeyboardEvent, type Ref, useId, useLayoutEffect, useRef, useState } from "react";
import { useSpeech, type Words } from "../i18n";
import type { NumberView } from "../ipc/door";
import { Button } from "./Button";
import { areFull, type Boxes, inBoxes, isNumber, isText, mended, symbolsOf, typedInto } from "./boxes";
import { isConverting } from "./keys";

interface Props {
  label: string;
  /** Characters a box holds. */
  sizes: readonly number[];
  boxes: Boxes;
  onBoxes: (boxes: Boxes) => void;
  /** What the desk reads in it. */
  view?: NumberView | undefined;
  hint?: string | undefined;
  /** What is wrong with it besides, such as a refusal. */
  wrong?: Words | undefined;
  /** Shows the label to screen readers alone. */
  bare?: boolean;
  /** Every box is full: the caret may go on. */
  onFull?: (boxes: Boxes) => void;
  /** Backspace in the first, empty box. */
  onBack?: () => void;
  /** Something longer than one number was pasted. */
  onText?: (text: string) => void;
  /** The first box. */
  ref?: Ref<HTMLInputElement> | undefined;
}

/** Where the caret is to be after what was typed has found its boxes. */
type Goal = { box: number; caret: "all" | "end" };

/** A number in boxes of a few characters, typed or pasted in whatever form, and in whatever width. */
export function NumberField({
  label,
  sizes,
  boxes,
  onBoxes,
  view,
  hint,
  wrong,
  bare,
  onFull,
  onBack,
  onText,
  ref,
}: Props) {
  const { say, explain } = useSpeech();
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const goal = useRef<Goal | null>(null);
  /** What an input method is still at work on. It is left alone until it is confirmed. */
  const [converting, setConverting] = useState<{ box: number; text: string } | null>(null);
  const isComposing = useRef(false);
  const [left, setLeft] = useState(false);

  const inputs = () => [...(group.current?.querySelectorAll("input") ?? [])];
  useLayoutEffect(() => {
    const wanted = goal.current;
    const input = wanted && inputs()[wanted.box];
    if (!input) return;
    goal.current = null;
    input.focus();
    if (wanted.caret === "all") input.select();
    else input.setSelectionRange(input.value.length, input.value.length);
  });

  const put = (next: Boxes, from: number) => {
    onBoxes(next);
    // The caret goes on from the last box that something came into.
    let box = from;
    while (box + 1 < next.length && next[box + 1] !== boxes[box + 1]) box++;
    const isFull = [...(next[box] ?? "")].length >= (sizes[box] ?? 0);
    // From box to box even where those behind are full: whoever types over a number has to see, and to replace, the rest of it.
    if (isFull && box + 1 < next.length) goal.current = { box: box + 1, caret: "all" };
    else if (areFull(next, sizes) && isNumber(next.join(""))) onFull?.(next);
    else goal.current = { box, caret: "end" };
  };
  const take = (box: number, input: HTMLInputElement) => {
    const symbols = symbolsOf(input.value);
    const atEnd = input.selectionStart === input.value.length;
    if (atEnd && symbols.length > (boxes[box] ?? "").length) put(typedInto(boxes, sizes, box, symbols), box);
    else onBoxes(boxes.with(box, symbols));
  };
  const paste = (box: number, event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData("text");
    const symbols = symbolsOf(text);
    const room = sizes.reduce((sum, size) => sum + size, 0);
    if (onText && isText(text, room)) {
      event.preventDefault();
      onText(text);
    } else if (symbols.length === room) {
      event.preventDefault();
      put(inBoxes(symbols, sizes), sizes.length - 1);
    } else if (!isText(text, room) && boxes.every((box) => box === "")) {
      event.preventDefault();
      put(inBoxes(symbols, sizes), box);
    }
  };
  const mend = (position: number, meant: string) => {
    const next = mended(boxes, position, meant);
    onBoxes(next);
    if (areFull(next, sizes) && isNumber(next.join(""))) onFull?.(next);
    else
      goal.current = {
        box: Math.max(
          0,
          next.findLastIndex((box) => box !== ""),
        ),
        caret: "end",
      };
  };
  const likely = likelyIn(view);
  const onKeyDown = (box: number, event: KeyboardEvent<HTMLInputElement>) => {
    if (isConverting(event)) return;
    const { selectionStart: start, selectionEnd: end, value } = event.currentTarget;
    const atStart = start === 0 && end === 0;
    if (event.key === "Enter" && likely) {
      event.preventDefault();
      mend(likely.position, likely.meant);
    } else if (event.key === "Backspace" && atStart) {
      event.preventDefault();
      const before = boxes[box - 1];
      if (before === undefined) onBack?.();
      else {
        onBoxes(boxes.with(box - 1, [...before].slice(0, -1).join("")));
        goal.current = { box: box - 1, caret: "end" };
      }
    } else if (event.key === "ArrowLeft" && atStart && box > 0) {
      event.preventDefault();
      caretTo(inputs()[box - 1], "end");
    } else if (event.key === "ArrowRight" && start === value.length && start === end && box + 1 < boxes.length) {
      event.preventDefault();
      caretTo(inputs()[box + 1], "start");
    }
  };

  const shown = converting ? boxes.with(converting.box, converting.text) : boxes;
  const told = problemOf(view, left);
  const words = told ? explain(told) : wrong;
  return (
    <fieldset
      ref={group}
      className="number-field"
      onFocus={() => setLeft(false)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setLeft(true)}
    >
      <legend className={bare ? "hidden" : undefined}>{label}</legend>
      <div className="boxes">
        {shown.map((box, index) => (
          <input
            // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place.
            key={index}
            ref={index === 0 ? ref : undefined}
            className="input"
            style={{ width: `calc(${widthOf(sizes[index] ?? 0, box)}ch + 24px)` }}
            aria-label={boxes.length > 1 ? say.number.box(label, index + 1, boxes.length) : label}
            aria-invalid={words ? true : undefined}
            aria-describedby={words || hint ? `${id}-told` : undefined}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={box}
            onChange={({ currentTarget: input }) => {
              if (isComposing.current) setConverting({ box: index, text: input.value });
              else take(index, input);
            }}
            onCompositionStart={({ currentTarget: input }) => {
              isComposing.current = true;
              setConverting({ box: index, text: input.value });
            }}
            onCompositionEnd={({ currentTarget: input }) => {
              isComposing.current = false;
              setConverting(null);
              take(index, input);
            }}
            onPaste={(event) => paste(index, event)}
            onKeyDown={(event) => onKeyDown(index, event)}
          />
        ))}
      </div>
      <div className="told" id={`${id}-told`}>
        {words ? (
          <p className="wrong" role="alert">
            {words.what} {!likely && <span>{words.todo}</span>}
            {likely && (
              <Button kind="quiet" hotkey="Enter" onClick={() => mend(likely.position, likely.meant)}>
                {say.number.mend(likely.symbol, likely.meant)}
              </Button>
            )}
          </p>
        ) : (
          hint && <p className="hint">{hint}</p>
        )}
      </div>
    </fieldset>
  );
}

/** The characters that a box has room for: one that is too full grows, so that it is seen, but not over what stands beside it. */
function widthOf(size: number, box: string): number {
  return Math.min(Math.max(size, box.length), size + 4);
}

function caretTo(input: HTMLInputElement | undefined, where: "start" | "end") {
  if (!input) return;
  const caret = where === "start" ? 0 : input.value.length;
  input.focus();
  input.setSelectionRange(caret, caret);
}

/** What stands in the way at once; that digits are missing, only once the field was left. */
function problemOf(view: NumberView | undefined, left: boolean) {
  if (view?.state === "wrong") return view.problem;
  return left && view?.state === "partial" ? view.problem : null;
}

/** The digit that was probably meant, where one was. */
function likelyIn(view: NumberView | undefined) {
  if (view?.state !== "wrong" || view.problem.code !== "number_symbol") return null;
  const { symbol, position, meant } = view.problem;
  return meant === null ? null : { symbol, position, meant };
}
