import { useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerField, OvertakenView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import "./sides.css";

interface Props {
  overtaken: OvertakenView;
  mayNot: string | false;
  onSettled: () => void;
}

/** A change that came too late, beside what stands there now: somebody chooses, field by field. */
export function Overtaken({ overtaken, mayNot, onSettled }: Props) {
  const { say, format, explain } = useSpeech();
  const door = useDoor();
  const [chosen, setChosen] = useState<Partial<Record<CustomerField, "theirs" | "mine">>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const heading = useId();
  const words = say.customers;
  const open = overtaken.fields.some(({ field }) => !chosen[field]);

  const settle = async () => {
    const { intent, customer, version } = overtaken;
    const mine = overtaken.fields.map(({ field }) => field).filter((field) => chosen[field] === "mine");
    const answer = await door.settleCustomer({ intent, customer, version, mine });
    if (answer.status === "error") setProblem(answer.error);
    else onSettled();
  };
  const choice = (field: CustomerField, side: "theirs" | "mine", text: string) => (
    <td>
      <label>
        <input
          type="radio"
          name={`${heading} ${field}`}
          checked={chosen[field] === side}
          onChange={() => setChosen({ ...chosen, [field]: side })}
        />
        <span>{text || <span className="grey">{words.blank}</span>}</span>
      </label>
    </td>
  );
  return (
    <section className="overtaken" aria-labelledby={heading}>
      <h3 id={heading}>{words.overtakenTitle}</h3>
      <p>{overtaken.merged ? words.overtakenMerged : words.overtakenTodo(overtaken.by, format.moment(overtaken.at))}</p>
      <table className="sides">
        <thead>
          <tr>
            <td />
            <th scope="col">
              {words.theirs}
              <small>
                {overtaken.theirs_by && words.theirsBy(overtaken.theirs_by)}
                <br />
                {overtaken.theirs_at && format.moment(overtaken.theirs_at)}
              </small>
            </th>
            <th scope="col">
              {words.mine}
              <small>
                {words.theirsBy(overtaken.by)}
                <br />
                {format.moment(overtaken.at)}
              </small>
            </th>
          </tr>
        </thead>
        <tbody>
          {overtaken.fields.map(({ field, theirs, mine }) => (
            <tr key={field}>
              <th scope="row">{words.field[field]}</th>
              {choice(field, "theirs", theirs)}
              {choice(field, "mine", mine)}
            </tr>
          ))}
        </tbody>
      </table>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <Button kind="main" onClick={settle} unavailable={mayNot || (open && words.settleFirst)}>
        {words.settle}
      </Button>
    </section>
  );
}
