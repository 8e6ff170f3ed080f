import { type FormEvent, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ExtensionView, OutcomeView, Problem } from "../../ipc/door";
import { Steps } from "../../kit/Steps";
import { useAsking } from "../../kit/useAsking";
import { useKept, useReplacing } from "../../kit/useDraft";
import { CardStep } from "./CardStep";
import { ExtendDone } from "./ExtendDone";
import { ExtendReview } from "./ExtendReview";
import type { FormProps } from "./Forms";
import { Terms } from "./Terms";

type Step =
  | { at: "input" }
  | { at: "terms"; shown: ExtensionView }
  | { at: "review"; shown: ExtensionView; version: number }
  | { at: "done"; shown: ExtensionView; outcome: OutcomeView | null };

const order = ["input", "terms", "review", "done"] as const;

/** 期間の延長, from the numbers in hand to the new expiry. */
export function Extend({ start, drafting }: FormProps) {
  const { say } = useSpeech();
  const words = say.renew.extend;
  const door = useDoor();
  const { asking, ask, cancel } = useAsking();
  const [card, setCard] = useState(start.card);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [step, setStep] = useState<Step>({ at: "input" });
  const { replaces, settle } = useReplacing(drafting, start.replaces);
  const isDone = step.at === "done" && step.outcome?.outcome !== "refused";
  useKept(drafting, isDone ? null : { ...start, card, replaces }, step.at);

  const check = async (event?: FormEvent) => {
    event?.preventDefault();
    if (asking !== "no") return;
    const answer = await ask(door.checkExtension(card));
    if (!answer) return;
    setProblem(answer.status === "error" ? answer.error : null);
    if (answer.status === "error") setStep({ at: "input" });
    else if (answer.data.again) setStep({ at: "done", shown: answer.data, outcome: null });
    else setStep({ at: "terms", shown: answer.data });
  };
  const extend = async (shown: ExtensionView, version: number) => {
    if (asking !== "no") return;
    const answer = await ask(door.extend({ card, accepted_terms: version, shown: shown.after, draft: drafting.id() }));
    if (!answer) return;
    if (answer.status === "ok") settle(answer.data.intent, answer.data.outcome);
    const outcome = answer.status === "ok" ? answer.data.outcome : ({ outcome: "refused", ...answer.error } as const);
    setStep({ at: "done", shown, outcome });
  };

  return (
    <div className="flow">
      <Steps label={say.renew.steps} steps={words.steps} at={order.indexOf(step.at)} />
      {step.at === "input" && (
        <CardStep
          intro={words.intro}
          card={card}
          onCard={(card) => {
            setCard(card);
            setProblem(null);
          }}
          problem={problem}
          asking={asking}
          onCancel={cancel}
          onSubmit={check}
        />
      )}
      {step.at === "terms" && (
        <Terms
          kind={step.shown.card.terms}
          onAccept={(version) => setStep({ at: "review", shown: step.shown, version })}
          onBack={() => setStep({ at: "input" })}
        />
      )}
      {step.at === "review" && (
        <ExtendReview
          shown={step.shown}
          asking={asking}
          onBack={() => setStep({ at: "input" })}
          onSubmit={() => extend(step.shown, step.version)}
        />
      )}
      {step.at === "done" && (
        <ExtendDone shown={step.shown} outcome={step.outcome} onAnew={drafting.anew} onRecheck={() => check()} />
      )}
    </div>
  );
}
