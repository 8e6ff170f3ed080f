import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PrinterView, Problem } from "../../ipc/door";
import { PasswordField } from "../../kit/account/PasswordField";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import { Select } from "../../kit/Select";
import { Tick } from "../../kit/Tick";
import { Late } from "../../kit/Told";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { type Destination, proposePassword, ways } from "./destination";

interface Props {
  to: Destination;
  onTo: (to: Destination) => void;
  /** Whether it can still be chosen what is masked; what is printed once more is as it was. */
  masks: boolean;
  /** Many files are not opened. */
  many?: boolean;
}

/** Where a print goes: into the viewer, onto a printer, or into a file for mail. */
export function DestinationChoice({ to, onTo, masks, many }: Props) {
  const { say } = useSpeech();
  return (
    <div className="destination">
      <Choice
        label={say.print.destination}
        value={to.way}
        options={ways}
        names={many ? { ...say.print.ways, viewer: say.print.intoFiles } : say.print.ways}
        onChoose={(way) => onTo({ ...to, way })}
      />
      {to.way === "printer" && <Printers chosen={to.printer} onChoose={(printer) => onTo({ ...to, printer })} />}
      {to.way === "mail" && <ForMail to={to} onTo={onTo} masks={masks} />}
    </div>
  );
}

/** What a choice takes further may lie below what is in sight. */
function useInSight() {
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    part.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return part;
}

interface PrintersProps {
  chosen: string | null;
  onChoose: (printer: string) => void;
}

/** The printers of this computer; the usual one is chosen until somebody chooses another. */
function Printers({ chosen, onChoose }: PrintersProps) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const ask = useCallback(() => door.printers(), [door]);
  const { answering } = useAnswer(ask);
  const printers = dataOf(answering);
  const preset = printers?.find(({ usual }) => usual) ?? printers?.[0];
  const choose = useEffectEvent((name: string) => chosen === null && onChoose(name));
  useEffect(() => {
    if (preset) choose(preset.name);
  }, [preset]);
  if (answering.state === "problem") return <Notice words={explain(answering.problem)} />;
  if (!printers) return <Late words={say.print.askingPrinters} />;
  if (printers.length === 0) return <Notice words={say.print.noPrinters} />;
  return <PrinterChoice printers={printers} chosen={chosen} onChoose={onChoose} />;
}

function PrinterChoice({ printers, chosen, onChoose }: PrintersProps & { printers: PrinterView[] }) {
  const { say } = useSpeech();
  const part = useInSight();
  return (
    <div ref={part}>
      <Select
        label={say.print.printer}
        hint={say.print.printerHint}
        value={chosen ?? ""}
        options={printers.map(({ name, usual }) => [name, usual ? say.print.usualPrinter(name) : name])}
        onChange={(event) => onChoose(event.target.value)}
      />
    </div>
  );
}

/** What a file for mail needs: a password typed twice, and whether its numbers are masked. */
function ForMail({ to, onTo, masks }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.print;
  const part = useInSight();
  const [refused, setRefused] = useState<Problem | null>(null);
  const [left, setLeft] = useState(false);
  const differs = left && to.again !== "" && to.again !== to.password;
  const check = async (password: string) => {
    const answer = password === "" ? null : await door.checkFilePassword(password);
    setRefused(answer?.status === "error" ? answer.error : null);
  };
  const propose = () => {
    const password = proposePassword();
    onTo({ ...to, password, again: password });
    setRefused(null);
  };
  return (
    <div ref={part} className="for-mail">
      {masks && (
        <Tick
          label={words.masked}
          hint={words.maskedHint}
          checked={to.masked}
          onChange={(event) => onTo({ ...to, masked: event.target.checked })}
        />
      )}
      <div className="passwords">
        <PasswordField
          label={words.password}
          hint={words.passwordHint}
          autoComplete="off"
          value={to.password}
          wrong={refused ? explain(refused) : undefined}
          onChange={(event) => onTo({ ...to, password: event.target.value })}
          onBlur={() => check(to.password)}
        />
        <PasswordField
          label={words.passwordAgain}
          autoComplete="off"
          value={to.again}
          wrong={differs ? words.passwordsDiffer : undefined}
          onChange={(event) => onTo({ ...to, again: event.target.value })}
          onFocus={() => setLeft(false)}
          onBlur={() => setLeft(true)}
        />
      </div>
      <p className="proposal">
        <Button onClick={propose}>{words.propose}</Button>
        {to.password !== "" && to.password === to.again && (
          <CopyButton what={words.password} text={to.password} label={words.copyPassword} />
        )}
      </p>
    </div>
  );
}
