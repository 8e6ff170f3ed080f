import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerDeviceView, CustomerView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useFrame } from "../../kit/place";
import { AttachDialog } from "./AttachDialog";

interface Props {
  customer: CustomerView;
  mayNot: string | false;
  onChanged: () => void;
}

/** The devices of a customer with what is licensed on them. */
export function Devices({ customer, mayNot, onChanged }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [attaching, setAttaching] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const words = say.customers;

  const attach = async (device: string, seen: string | null, to: string | null) => {
    const answer = await door.attachDevice({ device, seen, customer: to });
    if (answer.status === "error") setProblem(answer.error);
    else if (answer.data.outcome.outcome === "refused") setProblem(answer.data.outcome);
    else setProblem(null);
    onChanged();
  };
  return (
    <section className="devices" aria-label={words.devicesTitle}>
      <div className="title">
        <h3>{words.devicesTitle}</h3>
        <Button kind="quiet" onClick={() => setAttaching(true)} unavailable={mayNot}>
          {words.attach}
        </Button>
      </div>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      {customer.devices.length === 0 && <p className="grey">{words.noDevices}</p>}
      <ul>
        {customer.devices.map((device) => (
          <Device
            key={device.device}
            device={device}
            mayNot={mayNot}
            onDetach={() => attach(device.device, customer.id, null)}
          />
        ))}
      </ul>
      {attaching && (
        <AttachDialog
          customer={customer}
          onClose={() => setAttaching(false)}
          onAttach={(device) => {
            setAttaching(false);
            void attach(device.device, device.customer, customer.id);
          }}
        />
      )}
    </section>
  );
}

interface DeviceProps {
  device: CustomerDeviceView;
  mayNot: string | false;
  onDetach: () => void;
}

function Device({ device, mayNot, onDetach }: DeviceProps) {
  const { say, format } = useSpeech();
  const { go } = useFrame();
  const words = say.customers;
  const standing = device.subscription?.standing;
  return (
    <li>
      <div className="head">
        <span>
          <b className="number selectable">{device.device}</b>
          {device.waiting && <small className="badge">{words.waiting}</small>}
        </span>
        <span className="acts">
          <Button
            kind="quiet"
            aria-label={words.issueOf(device.device)}
            onClick={() => go({ room: "issue", device: device.device })}
          >
            {words.issueFor}
          </Button>
          <Button kind="quiet" aria-label={words.detachOf(device.device)} onClick={onDetach} unavailable={mayNot}>
            {words.detach}
          </Button>
        </span>
      </div>
      <p className={device.site ? undefined : "grey"}>{device.site || words.noSite}</p>
      {device.keys.length === 0 && !device.subscription && <p className="grey small">{words.noKeys}</p>}
      {device.keys.map((key) => (
        <p key={key.activation_key} className="licence">
          <span className="number selectable">{key.activation_key}</span>
          <span>{key.product}</span>
          <span className="grey">{key.issued_at && format.date(key.issued_at)}</span>
        </p>
      ))}
      {device.subscription && standing && (
        <p className="licence">
          <span>
            {words.connection} <span className="number selectable">{device.subscription.connection_no}</span>
          </span>
          <span className={`state ${standing.state}`}>{say.standing[standing.state]}</span>
          <span className="grey">
            {standing.expiry ? words.until(format.date(`${standing.expiry}T00:00`)) : words.relative(standing.months)}
          </span>
        </p>
      )}
    </li>
  );
}
