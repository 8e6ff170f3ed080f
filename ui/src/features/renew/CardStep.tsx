import { type ReactNode, useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CardForm, Problem, SubscriptionView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { keepConversion } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import type { Asking } from "../../kit/useAsking";
import { Machine } from "./Machine";
import { CardFields } from "./numbers";
import { beside, Trouble } from "./problems";
import { Known } from "./standing";
import { useFacts } from "./useFacts";

interface Props {
  intro: string;
  card: CardForm;
  onCard: (card: CardForm) => void;
  problem: Problem | null;
  asking: Asking;
  onCancel: () => void;
  onSubmit: () => void;
  submit?: string;
  waiting?: string;
  /** What else is typed. */
  children?: ReactNode;
}

/** The numbers in hand; beside them, what the office knows of the device as soon as it is typed. */
export function CardStep({
  intro,
  card,
  onCard,
  problem,
  asking,
  onCancel,
  onSubmit,
  submit,
  waiting,
  children,
}: Props) {
  const { say, explain } = useSpeech();
  const { fields, rest } = beside(problem, explain);
  const known = useKnown(card.device);
  return (
    <div className="step in-hand">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        onKeyDown={keepConversion}
        noValidate
      >
        <p className="intro">{intro}</p>
        <Machine />
        <CardFields card={card} wrong={fields} onCard={onCard} />
        {children}
        {rest && <Trouble problem={rest} device={card.device} />}
        <div className="buttons">
          <span className="wait" role="status">
            {asking === "slow" && (waiting ?? say.renew.checkingSlow)}
          </span>
          {asking === "slow" && <Button onClick={onCancel}>{say.renew.cancel}</Button>}
          <Button kind="main" type="submit" unavailable={asking !== "no" && say.renew.checking}>
            {submit ?? say.renew.next}
          </Button>
        </div>
      </form>
      <aside aria-label={say.renew.standing} aria-live="polite">
        {known.state === "none" && <p className="note">{say.renew.noStanding}</p>}
        {known.state === "known" && <Known subscription={known.subscription} />}
        <Near device={card.device} onUse={(device) => onCard({ ...card, device })} />
      </aside>
    </div>
  );
}

/** Devices that could have been meant: they differ in a digit or two. */
function Near({ device, onUse }: { device: string; onUse: (device: string) => void }) {
  const { say } = useSpeech();
  const near = useFacts(device)?.near ?? [];
  if (near.length === 0) return null;
  return (
    <Notice words={say.issue.device.near}>
      <ul>
        {near.map((other) => (
          <li key={other.device}>
            <span className="number">{other.device}</span> {[other.customer, other.site].filter(Boolean).join(" ")}
            <Button kind="quiet" onClick={() => onUse(other.device)}>
              {say.issue.device.useNear}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type Knowledge = { state: "nothing typed" } | { state: "none" } | { state: "known"; subscription: SubscriptionView };

/** What the office knows of the device that is typed, once it is whole. */
function useKnown(device: string): Knowledge {
  const door = useDoor();
  const [known, setKnown] = useState<Knowledge>({ state: "nothing typed" });
  useEffect(() => {
    let current = true;
    const look = async () => {
      const answer = await door.subscription(device);
      if (!current) return;
      if (answer.status === "error") setKnown({ state: "nothing typed" });
      else setKnown(answer.data ? { state: "known", subscription: answer.data } : { state: "none" });
    };
    if (device.trim() === "") setKnown({ state: "nothing typed" });
    else void look();
    return () => {
      current = false;
    };
  }, [device, door]);
  return known;
}
