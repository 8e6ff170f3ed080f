import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerLink } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { isConverting } from "../../kit/keys";
import { dataOf, useAnswer } from "../../kit/useAnswer";

/** As many as are offered at once. */
const offered = 8;

interface Props {
  customer: CustomerLink | null;
  onCustomer: (customer: CustomerLink | null) => void;
}

/** One customer, found by typing a part of the name; nobody in particular while none is chosen. */
export function CustomerField({ customer, onCustomer }: Props) {
  const { say } = useSpeech();
  const door = useDoor();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [at, setAt] = useState(0);
  const query = typed.trim();
  const ask = useMemo(() => (query === "" ? null : () => door.customers(query, 0, offered)), [door, query]);
  const found = dataOf(useAnswer(ask).answering)?.rows;
  const rows = isOpen && query !== "" && found ? found : null;

  const choose = (place: number) => {
    const row = rows?.[place];
    if (!row) return;
    onCustomer({ id: row.id, name: row.name });
    setTyped("");
    setIsOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isConverting(event) || !rows) return;
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, rows.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") choose(at);
    else if (event.key === "Escape") setIsOpen(false);
    else return;
    event.preventDefault();
  };
  if (customer) {
    return (
      <div className="field customer-field">
        <p className="label" id={id}>
          {say.print.customer}
        </p>
        <p className="chosen">
          <span title={customer.name}>{customer.name}</span>
          <Button
            kind="quiet"
            aria-describedby={id}
            autoFocus
            onClick={() => {
              onCustomer(null);
              setTimeout(() => input.current?.focus());
            }}
          >
            {say.print.anyCustomer}
          </Button>
        </p>
      </div>
    );
  }
  return (
    <div className="field customer-field">
      <label htmlFor={id}>{say.print.customer}</label>
      <div className="box">
        <input
          ref={input}
          id={id}
          className="input"
          role="combobox"
          aria-expanded={rows !== null}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={rows?.[at] ? `${id}-${at}` : undefined}
          autoComplete="off"
          placeholder={say.print.customerHint}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setIsOpen(true);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setIsOpen(false)}
        />
        <div id={`${id}-list`} className="offered" role="listbox" aria-label={say.print.customer} hidden={!rows}>
          {rows?.map((row, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys of its list.
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus.
            <div
              key={row.id}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === at}
              // The field would lose the focus before the click came.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(place)}
            >
              {row.name} <small>{row.kana}</small>
            </div>
          ))}
        </div>
      </div>
      {rows?.length === 0 && (
        <p className="hint" role="status">
          {say.customers.noneTitle(query)}
        </p>
      )}
    </div>
  );
}
