import { useMemo, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { Notice } from "../../kit/Notice";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import "./pick.css";

const shown = 20;

interface Props {
  customer: CustomerView;
  onPick: (id: string) => void;
  onClose: () => void;
}

/** Looks for the customer that another one is merged with. */
export function PickDialog({ customer, onPick, onClose }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [typed, setTyped] = useState("");
  const words = say.customers;
  const query = typed.trim();
  const ask = useMemo(() => (query === "" ? null : () => door.customers(query, 0, shown)), [door, query]);
  const { answering } = useAnswer(ask);
  const found = query === "" ? customer.alike : dataOf(answering)?.rows;
  const others = found?.filter((row) => row.id !== customer.id);
  return (
    <Dialog title={words.pickTitle(customer.fields.name)} className="pick" onClose={onClose}>
      <Field
        data-first
        label={words.filter}
        hint={words.pickHint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
      />
      {answering.state === "problem" && <Notice words={explain(answering.problem)} kind="danger" />}
      <ul className="choices" aria-live="polite">
        {others?.map((row) => (
          <li key={row.id}>
            <div>
              <b>{row.name}</b>
              <p className="grey small">{[row.kana, row.contact, row.phone].filter(Boolean).join(" · ")}</p>
            </div>
            <Button aria-label={words.alikeMerge(row.name)} onClick={() => onPick(row.id)}>
              {words.merge}
            </Button>
          </li>
        ))}
        {query !== "" && others?.length === 0 && <li className="grey">{words.noneTitle(query)}</li>}
      </ul>
      <div className="acts">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  );
}
