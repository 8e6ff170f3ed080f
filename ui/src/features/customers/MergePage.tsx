import { useEffect, useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerField, MergeView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { fieldNames } from "./fields";
import "./merge.css";
import "./sides.css";

interface Props {
  stays: string;
  goes: string;
  onBack: () => void;
  onMerged: (id: string) => void;
}

type Shown = { state: "loading" } | { state: "problem"; problem: Problem } | { state: "open"; offer: MergeView };

/** Two customers beside each other, before the one goes into the other. */
export function MergePage({ onBack, onMerged, ...asked }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [{ stays, goes }, setPair] = useState({ stays: asked.stays, goes: asked.goes });
  const [shown, setShown] = useState<Shown>({ state: "loading" });
  useEffect(() => {
    let wanted = true;
    door.mergeOffer(stays, goes).then((answer) => {
      if (!wanted) return;
      if (answer.status === "ok") setShown({ state: "open", offer: answer.data });
      else setShown({ state: "problem", problem: answer.error });
    });
    return () => {
      wanted = false;
    };
  }, [door, stays, goes]);
  return (
    <div className="merge">
      <div className="title">
        <h1>{say.customers.mergeTitle}</h1>
        <Button kind="quiet" onClick={onBack}>
          {say.customers.importBack}
        </Button>
      </div>
      {shown.state === "problem" && <Notice words={explain(shown.problem)} kind="danger" />}
      {shown.state === "open" && (
        <Offer
          key={`${stays} ${goes}`}
          offer={shown.offer}
          onSwap={() => setPair({ stays: goes, goes: stays })}
          onBack={onBack}
          onMerged={() => onMerged(stays)}
        />
      )}
    </div>
  );
}

interface OfferProps {
  offer: MergeView;
  onSwap: () => void;
  onBack: () => void;
  onMerged: () => void;
}

function Offer({ offer: { stays, goes, offered }, onSwap, onBack, onMerged }: OfferProps) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [fields, setFields] = useState(offered);
  const [sure, setSure] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const id = useId();
  const words = say.customers;

  const merge = async () => {
    const answer = await door.mergeCustomers({
      stays: stays.id,
      stays_version: stays.version,
      goes: goes.id,
      goes_version: goes.version,
      before: stays.fields,
      fields,
    });
    if (answer.status === "error") setProblem(answer.error);
    else if (answer.data.outcome.outcome === "refused") setProblem(answer.data.outcome);
    else onMerged();
  };
  const choice = (field: CustomerField, text: string, name: string) => (
    <label>
      <input
        type="radio"
        name={`${id} ${field}`}
        aria-label={name}
        checked={fields[field] === text}
        onChange={() => setFields({ ...fields, [field]: text })}
      />
      <span>{text || <span className="grey">{words.blank}</span>}</span>
    </label>
  );
  return (
    <>
      <div className="card">
        <table className="sides">
          <thead>
            <tr>
              <td />
              <th scope="col">
                <small>{words.stays}</small>
                {stays.fields.name}
              </th>
              <th scope="col">
                <small>{words.goes}</small>
                {goes.fields.name}
              </th>
            </tr>
          </thead>
          <tbody>
            {fieldNames
              .filter((field) => stays.fields[field] || goes.fields[field])
              .map((field) => {
                const [one, other] = [stays.fields[field], goes.fields[field]];
                const name = words.field[field];
                return (
                  <tr key={field}>
                    <th scope="row">{name}</th>
                    {one === other ? (
                      <td colSpan={2}>{one}</td>
                    ) : (
                      <>
                        <td>{choice(field, one, `${name} ${words.stays} ${one || words.blank}`)}</td>
                        <td>
                          {choice(field, other, `${name} ${words.goes} ${other || words.blank}`)}
                          {offered[field] !== one && offered[field] !== other && (
                            <div className="both">{choice(field, offered[field], `${name} ${words.both}`)}</div>
                          )}
                        </td>
                      </>
                    )}
                  </tr>
                );
              })}
          </tbody>
        </table>
        <Button kind="quiet" onClick={onSwap}>
          {words.swap}
        </Button>
      </div>
      <div className="ends">
        <section className="card">
          <p>{words.moves(goes.devices.length, stays.fields.name)}</p>
          <ul>
            {goes.devices.map((device) => (
              <li key={device}>{device}</li>
            ))}
          </ul>
        </section>
        <div className="irreversible">
          <p>{words.mergeLoses(goes.fields.name)}</p>
          <label>
            <input type="checkbox" checked={sure} onChange={(event) => setSure(event.target.checked)} />
            {words.mergeConfirm}
          </label>
        </div>
      </div>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <div className="acts">
        <Button kind="final" onClick={merge} unavailable={!sure && words.mergeConfirmFirst}>
          {words.mergeDo}
        </Button>
        <Button onClick={onBack}>{words.cancel}</Button>
      </div>
    </>
  );
}
