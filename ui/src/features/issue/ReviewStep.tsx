import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { DeviceFactsView, ForeseenView, Problem, SubmitView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { type Boxes, emptyBoxes, inBoxes } from "../../kit/boxes";
import { Notice } from "../../kit/Notice";
import { NumberField } from "../../kit/NumberField";
import { MailWish, mailOf } from "./MailWish";
import { Step, type StepProps } from "./Step";
import { pairOf } from "./useKnown";

interface Props extends StepProps {
  facts: DeviceFactsView;
  foreseen: ReadonlyMap<number, ForeseenView>;
  problem?: Problem | undefined;
  isDemo: boolean;
  onSubmitted: (submitted: SubmitView) => void;
}

/** The last four digits of a device, in one box. */
const four = [4];

/** Everything once more, and the digits of the device again, before what cannot be undone. */
export function ReviewStep({ draft, change, go, facts, foreseen, problem, isDemo, onSubmitted }: Props) {
  const { say, explain, language } = useSpeech();
  const door = useDoor();
  const words = say.issue.review;
  const [again, setAgain] = useState<Boxes>(isDemo ? inBoxes(facts.last_four, four) : emptyBoxes(four));
  const [asked, setAsked] = useState(false);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(problem ?? null);
  const [noAddress, setNoAddress] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  useEffect(() => (isDemo ? submit : field).current?.focus(), [isDemo]);

  const fits = again.join("") === facts.last_four;
  const send = async () => {
    if (sending) return;
    setAsked(true);
    if (!fits) return field.current?.focus();
    const mail = mailOf(draft, language);
    const empty = mail?.to.some((address) => address.trim() === "") ?? false;
    setNoAddress(empty);
    if (empty) return;
    setSending(true);
    setFailed(null);
    const keys = draft.lines.map(pairOf);
    const answer = await door.issue({ device: facts.device, keys, site: null, mail });
    setSending(false);
    if (answer.status === "error") setFailed(answer.error);
    else onSubmitted(answer.data);
  };
  const wrongDigits = (asked || again.join("").length >= 4) && !fits && again.join("") !== "";
  return (
    <Step title={words.title} className="with-side review" onBack={() => go({ at: "keys" })} onNext={send}>
      <div className="entry">
        <dl className="about selectable">
          <dt>{words.device}</dt>
          <dd className="number">{facts.device}</dd>
          <dt>{words.site}</dt>
          <dd>{draft.site.filter(Boolean).join(" ") || say.issue.device.noSite}</dd>
        </dl>
        <ToIssue lines={draft.lines} foreseen={foreseen} />
        <Issued facts={facts} />
      </div>
      <div className="side">
        <MailWish draft={draft} change={change} facts={facts} isAddressMissing={noAddress} problem={failed} />
        <section className="final-act" aria-label={words.final}>
          <h3>{words.final}</h3>
          <p>{words.finalNote(draft.lines.length)}</p>
          <NumberField
            ref={field}
            label={words.again}
            sizes={four}
            boxes={again}
            onBoxes={setAgain}
            onFull={(boxes) => (boxes.join("") === facts.last_four ? submit.current?.focus() : field.current?.select())}
            wrong={wrongDigits ? words.againWrong : undefined}
          />
        </section>
        {failed && failed.code !== "form_mistyped" && <Notice words={explain(failed)} kind="danger" />}
      </div>
      <div className="buttons">
        {sending && (
          <p className="sending" role="status">
            {words.sendingNote}
          </p>
        )}
        <Button onClick={() => go({ at: "keys" })} hotkey="Esc">
          {say.issue.back}
        </Button>
        <Button
          ref={submit}
          kind="final"
          type="submit"
          hotkey="Enter"
          unavailable={sending ? words.sending : !fits && words.againFirst}
        >
          {sending ? words.sending : words.submit}
        </Button>
      </div>
    </Step>
  );
}

function ToIssue({ lines, foreseen }: { lines: StepProps["draft"]["lines"]; foreseen: Props["foreseen"] }) {
  const { say, format, language } = useSpeech();
  const words = say.issue.keys;
  return (
    <section>
      <h3>{say.issue.review.toIssue(lines.length)}</h3>
      <table className="selectable">
        <thead>
          <tr>
            <th>{words.columns.line}</th>
            <th>{words.columns.key}</th>
            <th>{words.columns.product}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const view = foreseen.get(line.id);
            return (
              <tr key={line.id}>
                <td>{index + 1}</td>
                <td className="number">{pairOf(line).activation_key}</td>
                <td>
                  {view?.product ? `${view.product.code} ${view.product.purpose[language]}` : words.unknownProduct}
                  {view?.outlook.outlook === "again" && (
                    <p className="grey">{words.outlook.again(format.date(view.outlook.issued_at))}</p>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Issued({ facts }: { facts: DeviceFactsView }) {
  const { say, format, language } = useSpeech();
  const words = say.issue.review;
  if (facts.issued.length === 0) return <p className="grey">{words.noneIssued}</p>;
  return (
    <section>
      <h3>{words.issued(facts.issued.length)}</h3>
      <table className="selectable">
        <thead>
          <tr>
            <th>{words.issuedOn}</th>
            <th>{say.issue.keys.columns.key}</th>
            <th>{say.issue.keys.columns.product}</th>
          </tr>
        </thead>
        <tbody>
          {facts.issued.map((key) => (
            <tr key={key.activation_key}>
              <td>{format.date(key.issued_at)}</td>
              <td className="number">{key.activation_key}</td>
              <td>
                {key.product.code} {key.product.purpose[language]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
