import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ExtensionView, OutcomeView } from "../../ipc/door";
import { Steps } from "../../kit/Steps";
import { useKept, useReplacing } from "../../kit/useDraft";
import { useSubmit } from "../../kit/useSubmit";
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
  const { asking, cancel, problem, setProblem, submit } = useSubmit();
  const [card, setCard] = useState(start.card);
  const [step, setStep] = useState<Step>({ at: "input" });
  const { replaces, settle } = useReplacing(drafting, start.replaces);
  const isDone = step.at === "done" && step.outcome?.outcome !== "refused";
  useKept(drafting, isDone ? null : { ...start, card, replaces }, step.at);

  const input = () => setStep({ at: "input" });
  const check = () =>
    submit(
      () => door.checkExtension(card),
      (shown) => setStep(shown.again ? { at: "done", shown, outcome: null } : { at: "terms", shown }),
      input,
    );
  const extend = (shown: ExtensionView, version: number) =>
    submit(
      () => door.extend({ card, accepted_terms: version, shown: shown.after, draft: drafting.id() }),
      ({ intent, outcome }) => {
        settle(intent, outcome);
        setStep({ at: "done", shown, outcome });
      },
      (problem) => setStep({ at: "done", shown, outcome: { outcome: "refused", ...problem } }),
    );

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
          onBack={input}
        />
      )}
      {step.at === "review" && (
        <ExtendReview
          shown={step.shown}
          asking={asking}
          onBack={input}
          onSubmit={() => extend(step.shown, step.version)}
        />
      )}
      {step.at === "done" && (
        <ExtendDone shown={step.shown} outcome={step.outcome} onAnew={drafting.anew} onRecheck={check} />
      )}
    </div>
  );
}
