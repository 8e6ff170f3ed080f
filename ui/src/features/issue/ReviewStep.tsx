import { useLayoutEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { DeviceFactsView, ForeseenView, Problem, SubmitView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { type Boxes, emptyBoxes, inBoxes } from "../../kit/boxes";
import { Notice } from "../../kit/Notice";
import { NumberField } from "../../kit/NumberField";
import { Told } from "../../kit/Told";
import type { Applied, Line } from "./draft";
import { MailWish, mailOf } from "./MailWish";
import { Step, type StepProps } from "./Step";
import { pairOf } from "./useKnown";

interface Props extends StepProps {
  facts: DeviceFactsView;
  foreseen: ReadonlyMap<number, ForeseenView>;
  problem?: Problem | undefined;
  isDemo: boolean;
  /** The id of the request. */
  id: string | null;
  onSubmitted: (submitted: SubmitView, applied: Applied) => void;
}

/** The last four digits of a device, in one box. */
const four = [4];

/** Everything once more, and the digits of the device again, before what cannot be undone. */
export function ReviewStep({ draft, change, go, facts, foreseen, problem, isDemo, id, onSubmitted }: Props) {
  const { say, explain, language } = useSpeech();
  const door = useDoor();
  const words = say.issue.review;
  const [digits, setDigits] = useState<Boxes>(isDemo ? inBoxes(facts.last_four, four) : emptyBoxes(four));
  const [asked, setAsked] = useState(false);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(problem ?? null);
  const [noAddress, setNoAddress] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const numbered = draft.lines.map((line, index) => ({ line, place: index + 1, view: foreseen.get(line.id) }));
  const again = numbered.filter((one) => one.view?.outlook.outlook === "again");
  const fresh = numbered.filter((one) => !again.includes(one));
  /** Nothing is bound by it, so nothing has to be typed again. */
  const isShowing = fresh.length === 0;
  useLayoutEffect(() => (isDemo || isShowing ? submit : field).current?.focus(), [isDemo, isShowing]);

  const fits = isShowing || digits.join("") === facts.last_four;
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
    const applied: Applied = {
      device: facts.device,
      site: draft.site,
      keys: keys.map((key) => key.activation_key),
      again: again.map(({ line }) => pairOf(line).activation_key),
      isMailed: mail !== null,
    };
    // Where it is as it was recalled, nothing is said of it. What was typed goes along, and comes back should it have to be corrected.
    const typedSite = draft.siteFor === facts.device ? draft.site : null;
    const answer = await door.issue({ device: facts.device, keys, site: typedSite, mail, draft: id });
    setSending(false);
    if (answer.status === "error") setFailed(answer.error);
    else onSubmitted(answer.data, applied);
  };
  const wrongDigits = (asked || digits.join("").length >= 4) && !fits && digits.join("") !== "";
  // What is under way is about this device and these keys: they stay as they are until it is answered.
  const back = () => go({ at: "keys" });
  return (
    <Step title={words.title} className="with-side review" onBack={sending ? undefined : back} onNext={send}>
      <div className="entry">
        <dl className="about selectable">
          <dt>{words.device}</dt>
          <dd className="number">{facts.device}</dd>
          <dt>{words.site}</dt>
          <dd>{draft.site.filter(Boolean).join(" ") || say.issue.device.noSite}</dd>
        </dl>
        {!isShowing && <ToIssue lines={fresh} />}
        <Issued facts={facts} again={again} />
      </div>
      <div className="side">
        <MailWish draft={draft} change={change} facts={facts} isAddressMissing={noAddress} problem={failed} />
        {!isShowing && (
          <section className="final-act" aria-label={words.final}>
            <h3>{words.final}</h3>
            <p>{words.finalNote(fresh.length)}</p>
            <NumberField
              ref={field}
              label={words.again}
              sizes={four}
              boxes={digits}
              onBoxes={setDigits}
              onFull={(boxes) =>
                boxes.join("") === facts.last_four ? submit.current?.focus() : field.current?.select()
              }
              wrong={wrongDigits ? words.againWrong : undefined}
            />
          </section>
        )}
        {failed && failed.code !== "form_mistyped" && <Notice words={explain(failed)} kind="danger" />}
      </div>
      <div className="buttons">
        <Told>{sending && <p className="sending">{words.sendingNote}</p>}</Told>
        <Button onClick={back} hotkey="Esc" unavailable={sending && words.noWayBack}>
          {say.issue.back}
        </Button>
        <Button
          ref={submit}
          kind={isShowing ? "main" : "final"}
          type="submit"
          hotkey="Enter"
          unavailable={sending ? words.sending : !fits && words.againFirst}
        >
          {sending ? words.sending : isShowing ? words.show : words.submit}
        </Button>
      </div>
    </Step>
  );
}

/** A line, its place in what was typed, and what is known of it. */
interface Numbered {
  line: Line;
  place: number;
  view: ForeseenView | undefined;
}

function ToIssue({ lines }: { lines: Numbered[] }) {
  const { say, language } = useSpeech();
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
          {lines.map(({ line, place, view }) => (
            <tr key={line.id}>
              <td>{place}</td>
              <td className="number">{pairOf(line).activation_key}</td>
              <td>{view?.product ? `${view.product.code} ${view.product.purpose[language]}` : words.unknownProduct}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What this device has already: first what was asked for once more. */
function Issued({ facts, again }: { facts: DeviceFactsView; again: Numbered[] }) {
  const { say, format, language } = useSpeech();
  const words = say.issue.review;
  const asked = again.map(({ line }) => pairOf(line).activation_key);
  const others = facts.issued.filter((key) => !asked.includes(key.activation_key));
  if (again.length + others.length === 0) return <p className="grey">{words.noneIssued}</p>;
  return (
    <section>
      <h3>{words.issued(again.length + others.length)}</h3>
      <table className="selectable">
        <thead>
          <tr>
            <th>{words.issuedOn}</th>
            <th>{say.issue.keys.columns.key}</th>
            <th>{say.issue.keys.columns.product}</th>
          </tr>
        </thead>
        <tbody>
          {again.map(({ line, view }) => (
            <tr key={line.id}>
              <td>{view?.outlook.outlook === "again" && format.date(view.outlook.issued_at)}</td>
              <td className="number">{pairOf(line).activation_key}</td>
              <td>
                {view?.product && `${view.product.code} ${view.product.purpose[language]}`}
                <p className="grey">{words.shownAgain}</p>
              </td>
            </tr>
          ))}
          {others.map((key) => (
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
