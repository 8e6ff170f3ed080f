import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Answer, PrinterSettings, PrintSettings } from "../../ipc/door";
import { AskedPage, useAsked } from "../../kit/Asked";
import { Field } from "../../kit/Field";
import { isConverting } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import { Tick } from "../../kit/Tick";
import { Told } from "../../kit/Told";
import { useSubmit } from "../../kit/useSubmit";

interface Known {
  settings: PrintSettings;
  printers: string[];
}

/** What the office has set for paper: codes, and where labels lie on each printer. */
export function Printing() {
  const door = useDoor();
  const ask = async (): Promise<Answer<Known>> => {
    const [settings, printers] = await Promise.all([door.printSettings(), door.printers()]);
    if (settings.status === "error") return settings;
    const found = printers.status === "ok" ? printers.data.map(({ name }) => name) : [];
    const set = settings.data.printers.map(({ name }) => name);
    return { status: "ok", data: { settings: settings.data, printers: [...new Set([...found, ...set])] } };
  };
  const { asked, again } = useAsked(ask);
  return (
    <AskedPage asked={asked} onAgain={again}>
      {(known) => <Settings {...known} />}
    </AskedPage>
  );
}

function Settings({ settings: before, printers }: Known) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [settings, setSettings] = useState(before);
  const [saved, setSaved] = useState(false);
  const { problem, submit } = useSubmit();
  const words = say.print.settings;
  const save = (changed: PrintSettings) => {
    setSaved(false);
    submit(
      () => door.setPrintSettings(changed),
      (settings) => {
        setSettings(settings);
        setSaved(true);
      },
    );
  };
  const set = (printer: PrinterSettings) => {
    const others = settings.printers.filter(({ name }) => name !== printer.name);
    save({ ...settings, printers: [...others, printer] });
  };
  return (
    <>
      <Tick
        label={words.codes}
        hint={words.codesHint}
        checked={settings.numbers_only}
        onChange={(event) => save({ ...settings, numbers_only: event.target.checked })}
      />
      <h3>{words.labels}</h3>
      <p>{printers.length > 0 ? words.labelsNote : words.noPrinters}</p>
      {printers.map((name) => (
        <Printer
          key={name}
          printer={settings.printers.find((set) => set.name === name) ?? { name, right: 0, down: 0, scale: 1 }}
          onSet={set}
        />
      ))}
      {printers.length > 0 && <p className="grey">{words.bounds}</p>}
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <Told>{saved && <p className="grey">{words.saved}</p>}</Told>
    </>
  );
}

interface PrinterProps {
  printer: PrinterSettings;
  onSet: (printer: PrinterSettings) => void;
}

function Printer({ printer, onSet }: PrinterProps) {
  const { say } = useSpeech();
  const words = say.print.settings;
  const percent = Math.round((printer.scale ?? 1) * 1000) / 10;
  return (
    <fieldset className="printer">
      <legend>{printer.name}</legend>
      <Figure
        label={words.right}
        name={words.of(words.right, printer.name)}
        value={printer.right ?? 0}
        onValue={(right) => onSet({ ...printer, right })}
      />
      <Figure
        label={words.down}
        name={words.of(words.down, printer.name)}
        value={printer.down ?? 0}
        onValue={(down) => onSet({ ...printer, down })}
      />
      <Figure
        label={words.scale}
        name={words.of(words.scale, printer.name)}
        value={percent}
        onValue={(percent) => onSet({ ...printer, scale: percent / 100 })}
      />
    </fieldset>
  );
}

interface FigureProps {
  label: string;
  /** What it is called where nobody sees beside what it stands. */
  name: string;
  value: number;
  onValue: (value: number) => void;
}

/** A figure to type in any width. It is set when the field is left; what is no number stays, and is said to be none. */
function Figure({ label, name, value, onValue }: FigureProps) {
  const { say } = useSpeech();
  const shown = String(Math.round(value * 100) / 100);
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const commit = () => {
    if (typed === null) return;
    const text = typed
      .normalize("NFKC")
      .trim()
      .replace(/[−‐ー]/, "-")
      .replace(",", ".");
    const figure = Number(text);
    if (text === "" || !Number.isFinite(figure)) return setWrong(true);
    setWrong(false);
    setTyped(null);
    if (figure !== value) onValue(figure);
  };
  return (
    <Field
      label={label}
      aria-label={name}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? shown}
      wrong={wrong ? say.print.settings.number : undefined}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isConverting(event)) commit();
      }}
    />
  );
}
