import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerRowView, CustomerView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import "./pick.css";

const shown = 20;

interface Props {
  customer: CustomerView;
  onPick: (id: string) => void;
  onClose: () => void;
}

/** Looks for the customer that another one is merged with. */
export function PickDialog({ customer, onPick, onClose }: Props) {
  const { say } = useSpeech();
  const door = useDoor();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<CustomerRowView[]>(customer.alike);
  const words = say.customers;
  useEffect(() => {
    let asked = true;
    if (typed.trim() === "") setFound(customer.alike);
    else
      door.customers(typed, 0, shown).then((answer) => {
        if (asked && answer.status === "ok") setFound(answer.data.rows);
      });
    return () => {
      asked = false;
    };
  }, [door, typed, customer.alike]);
  const others = found.filter((row) => row.id !== customer.id);
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
      <ul className="choices" aria-live="polite">
        {others.map((row) => (
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
        {typed.trim() !== "" && others.length === 0 && <li className="grey">{words.noneTitle(typed)}</li>}
      </ul>
      <div className="acts">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  );
}
