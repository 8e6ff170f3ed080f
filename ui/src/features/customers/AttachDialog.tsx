import { useMemo, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerView, LooseDeviceView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { Notice } from "../../kit/Notice";
import { dataOf, useAnswer } from "../../kit/useAnswer";

interface Props {
  customer: CustomerView;
  onAttach: (device: LooseDeviceView) => void;
  onClose: () => void;
}

/** Looks for a device that is to go to a customer. */
export function AttachDialog({ customer, onAttach, onClose }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [typed, setTyped] = useState("");
  const words = say.customers;
  const query = typed.trim();
  const ask = useMemo(() => (query === "" ? null : () => door.devicesToAttach(query)), [door, query]);
  const { answering } = useAnswer(ask);
  const found = query === "" ? null : dataOf(answering);
  return (
    <Dialog title={words.attachTitle(customer.fields.name)} className="pick" onClose={onClose}>
      <Field
        data-first
        label={words.attachField}
        hint={words.attachHint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
      />
      {answering.state === "problem" && <Notice words={explain(answering.problem)} kind="danger" />}
      <ul className="choices" aria-live="polite">
        {found?.map((device) => (
          <li key={device.device}>
            <div>
              <b className="number">{device.device}</b>
              <p>{device.site || <span className="grey">{words.noSite}</span>}</p>
              <p className="grey small">
                {device.customer === customer.id
                  ? words.attachOwn
                  : device.customer_name
                    ? words.attachFrom(device.customer_name)
                    : words.nobody}
              </p>
            </div>
            {device.customer !== customer.id && (
              <Button onClick={() => onAttach(device)}>
                {device.customer_name ? words.attachTake : words.attachHere}
              </Button>
            )}
          </li>
        ))}
        {found?.length === 0 && <li className="grey">{words.attachNone}</li>}
      </ul>
      <div className="acts">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </Dialog>
  );
}
