import { useSpeech } from "../../i18n";
import type { ExtensionView, OutcomeView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useFrame } from "../../kit/place";
import { Change } from "./ExtendReview";
import { Trouble } from "./problems";
import { Fact } from "./standing";

interface Props {
  shown: ExtensionView;
  /** Nothing: the card had extended it before. */
  outcome: OutcomeView | null;
  onAnew: () => void;
  onRecheck: () => void;
}

/** What became of an extension, and what can be done next. */
export function ExtendDone({ shown, outcome, onAnew, onRecheck }: Props) {
  const { say, explain } = useSpeech();
  const { print } = useFrame();
  const words = say.renew.extend;
  const device = (
    <dl className="facts row subject">
      <Fact name={say.renew.card.device}>
        <span className="number large selectable">{shown.device}</span>
      </Fact>
    </dl>
  );
  const anew = (
    <Button kind="main" autoFocus onClick={onAnew}>
      {words.anotherCard}
    </Button>
  );
  if (outcome?.outcome === "refused") {
    // What was confirmed no longer holds, or was never known here: look again, with everything that was typed.
    return (
      <section className="step">
        <Trouble problem={outcome} device={shown.device} />
        <div className="buttons">
          <Button kind="main" autoFocus onClick={onRecheck}>
            {words.recheck}
          </Button>
        </div>
      </section>
    );
  }
  if (outcome?.outcome === "queued") {
    return (
      <section className="step" aria-label={words.queuedTitle}>
        <h2>{words.queuedTitle}</h2>
        {device}
        <Notice words={explain(outcome.because)} />
        <p>{words.queued}</p>
        <Change before={shown.before} after={shown.after} />
        <p className="note">{words.queuedShown}</p>
        <div className="buttons">{anew}</div>
      </section>
    );
  }
  const extended = outcome?.outcome === "extended" ? outcome.extended : null;
  return (
    <section className="step done">
      <h2>{extended ? words.doneTitle : words.againTitle}</h2>
      {device}
      <Change before={extended?.before ?? shown.before} after={extended?.after ?? shown.after} />
      <p>{extended ? words.noEntry : words.again}</p>
      <div className="buttons">
        <Button onClick={() => print({ keys: [shown.activation_key], device: shown.device })}>
          {say.renew.apply.print}
        </Button>
        {anew}
      </div>
    </section>
  );
}
