import { useSpeech } from "../../i18n";
import type { ApplicationView, OutcomeView, StandingView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import { useFrame } from "../../kit/place";
import { Trouble } from "./problems";
import { Expiry, Fact } from "./standing";

interface Props {
  may: ApplicationView;
  /** Nothing: the card had been applied with before. */
  outcome: OutcomeView | null;
  onAnew: () => void;
  onRecheck: () => void;
}

/** What became of an application: the key to enter, the connection number, the expiry. */
export function ApplyDone({ may, outcome, onAnew, onRecheck }: Props) {
  const { say, explain } = useSpeech();
  const words = say.renew.apply;
  if (outcome?.outcome === "refused") {
    return (
      <section className="step">
        <Trouble problem={outcome} device={may.device} />
        <div className="buttons">
          <Button kind="main" autoFocus onClick={onRecheck}>
            {say.renew.extend.recheck}
          </Button>
        </div>
      </section>
    );
  }
  if (outcome?.outcome === "queued") {
    return (
      <section className="step">
        <h2>{words.queuedTitle}</h2>
        <Notice words={explain(outcome.because)} />
        <p>{words.queued}</p>
        <div className="buttons">
          <Button kind="main" autoFocus onClick={onAnew}>
            {words.nextCustomer}
          </Button>
        </div>
      </section>
    );
  }
  const fresh = outcome?.outcome === "subscribed" ? outcome.subscribed : null;
  const done = fresh ?? may.done;
  return (
    <section className="step done">
      <h2>{fresh && !fresh.again ? words.doneTitle : words.againTitle}</h2>
      {done && <Result device={may.device} {...done} />}
      <p>{words.entry}</p>
      <Next may={may} onAnew={onAnew} />
    </section>
  );
}

interface ResultProps {
  device: string;
  connection_no: string;
  registration_key: string;
  standing: StandingView;
}

function Result({ device, connection_no, registration_key, standing }: ResultProps) {
  const { say } = useSpeech();
  return (
    <dl className="facts heroes">
      <Fact name={say.renew.card.device}>
        <span className="number large selectable">{device}</span>
      </Fact>
      <Fact name={say.renew.registrationKey}>
        <span className="number hero selectable">{registration_key}</span>
        <CopyButton what={say.renew.registrationKey} text={registration_key} />
      </Fact>
      <Fact name={say.renew.connectionNo}>
        <span className="number hero selectable">{connection_no}</span>
        <CopyButton what={say.renew.connectionNo} text={connection_no} />
      </Fact>
      <Fact name={say.renew.expiry}>
        <Expiry standing={standing} />
      </Fact>
    </dl>
  );
}

function Next({ may, onAnew }: { may: ApplicationView; onAnew: () => void }) {
  const { say } = useSpeech();
  const { go, print } = useFrame();
  const words = say.renew.apply;
  return (
    <div className="buttons">
      <Button onClick={() => print({ keys: [may.activation_key], device: may.device, document: "registration-sheet" })}>
        {words.print}
      </Button>
      <Button onClick={() => go({ room: "renew", tab: "extend", device: may.device })}>{words.extendNext}</Button>
      <Button kind="main" autoFocus onClick={onAnew}>
        {words.nextCustomer}
      </Button>
    </div>
  );
}
