import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import type { DeviceFactsView, ForeseenView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useNumbers } from "../../kit/useNumbers";
import { isFree, isWhole, type Line, mostLines, nameOf, newLine, type Refusals, sizes, withFreeLine } from "./draft";
import { KeyLine } from "./KeyLine";
import { PastedNotice } from "./PastedNotice";
import type { Pasted } from "./pasted";
import { Step, type StepProps } from "./Step";

interface Props extends StepProps {
  facts: DeviceFactsView;
  foreseen: ReadonlyMap<number, ForeseenView>;
  refusals: Refusals;
  pasted: Pasted | null;
  onText: (text: string) => void;
}

/** The boxes of both numbers. */
const lineSizes = [...sizes.activation, ...sizes.registration];

/** One to eight keys. A free line is always there: whoever has another key types on, whoever has none presses Enter. */
export function KeysStep({ draft, change, go, facts, foreseen, refusals, pasted, onText }: Props) {
  const { say } = useSpeech();
  const words = say.issue.keys;
  const { lines } = draft;
  const [stopped, setStopped] = useState<{ words: Words; line: number } | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const onward = useRef<HTMLButtonElement>(null);
  const views = useNumbers(
    lines.flatMap((line) => [
      { field: "activation_key" as const, typed: line.activation.join("") },
      { field: "registration_id" as const, typed: line.registration.join("") },
    ]),
  );
  /** Puts the caret into the first box of a line that is not full, or else into its first. */
  const enter = (line: number) => {
    const boxes = [...(list.current?.querySelectorAll("li.key-line")[line]?.querySelectorAll("input") ?? [])];
    (boxes.find((box, index) => box.value.length < (lineSizes[index] ?? 0)) ?? boxes[0])?.focus();
  };
  const wanted = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put once, where there is something to do.
  useEffect(() => {
    const refused = lines.findIndex((line) => refusals.has(nameOf(line)));
    enter(refused >= 0 ? refused : lines.length - 1);
  }, []);
  // What was pasted may have taken the place of the line with the caret.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is put once for each paste.
  useLayoutEffect(() => {
    if (pasted?.result !== "filled") return;
    const open = lines.findIndex((line) => !isWhole(line));
    if (open >= 0) enter(open);
    else onward.current?.focus();
  }, [pasted]);
  // A line that was added takes the caret once it is there.
  useLayoutEffect(() => {
    if (wanted.current === null || wanted.current >= lines.length) return;
    enter(wanted.current);
    wanted.current = null;
  });

  const put = (line: Line) => {
    setStopped(null);
    change({ lines: lines.map((other) => (other.id === line.id ? line : other)) });
  };
  const goOn = (from: number) => {
    wanted.current = from + 1;
    change({ lines: withFreeLine(lines) });
  };
  const full = (index: number, line: Line) => {
    const others = lines.map((other) => (other.id === line.id ? line : other));
    wanted.current = index + 1 < mostLines ? index + 1 : null;
    change({ lines: withFreeLine(others) });
  };
  const isBad = (line: Line) => foreseen.get(line.id)?.outlook.outlook === "refused" || refusals.has(nameOf(line));
  const next = () => {
    const open = lines.findIndex((line) => !isFree(line) && !isWhole(line));
    const bad = lines.findIndex(isBad);
    const stop = (words: Words, line: number) => {
      setStopped({ words, line });
      enter(line);
    };
    if (open >= 0) stop(words.incomplete, open);
    else if (lines.every(isFree)) stop(words.none, 0);
    else if (bad >= 0) stop(words.stopped, bad);
    else {
      change({ lines: lines.filter((line) => !isFree(line)) });
      go({ at: "keys-check" });
    }
  };
  const remove = (line: Line) => {
    const rest = lines.filter((other) => other.id !== line.id);
    setStopped(null);
    change({ lines: rest.length > 0 ? rest : [newLine()] });
    wanted.current = Math.max(0, rest.length - 1);
  };
  const free = lines.some(isFree);
  return (
    <Step title={words.title} className="keys" onNext={next} onBack={() => go({ at: "device" })}>
      <p className="grey selectable">{words.for(facts.device, draft.site.filter(Boolean).join(" "))}</p>
      <ol ref={list} className="key-lines">
        {lines.map((line, index) => (
          <KeyLine
            key={line.id}
            index={index}
            line={line}
            device={facts.device}
            activation={views[2 * index]}
            registration={views[2 * index + 1]}
            foreseen={foreseen.get(line.id)}
            refusal={refusals.get(nameOf(line))}
            onLine={put}
            onFull={(line) => full(index, line)}
            onRemove={lines.length > 1 || !isFree(line) ? () => remove(line) : undefined}
            onText={onText}
          />
        ))}
      </ol>
      <div className="beneath">
        <Button
          unavailable={free ? words.addUnavailable.free : lines.length >= mostLines && words.addUnavailable.most}
          onClick={() => goOn(lines.length - 1)}
        >
          {words.add}
        </Button>
        <p className="hint">{words.hint}</p>
      </div>
      <PastedNotice pasted={pasted} />
      <div className="buttons">
        {stopped && <Notice words={stopped.words} kind="danger" />}
        <Button onClick={() => go({ at: "device" })} hotkey="Esc">
          {say.issue.back}
        </Button>
        <Button ref={onward} kind="main" type="submit" hotkey="Enter">
          {say.issue.next}
        </Button>
      </div>
    </Step>
  );
}
