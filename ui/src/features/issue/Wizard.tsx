import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Problem, SubmitView } from "../../ipc/door";
import { Notice } from "../../kit/Notice";
import { Steps } from "../../kit/Steps";
import { Told } from "../../kit/Told";
import { type Keeping, unkept, useKept, useReplacing } from "../../kit/useDraft";
import { CategoryStep } from "./CategoryStep";
import { DeviceCheck } from "./DeviceCheck";
import { DeviceStep } from "./DeviceStep";
import {
  type Applied,
  type Draft,
  isWhole,
  keptOf,
  nameOf,
  nextFor,
  numbered,
  type Refusals,
  type Start,
  stepOf,
  steps,
} from "./draft";
import { KeysCheck } from "./KeysCheck";
import { KeysStep } from "./KeysStep";
import { filled, holds, type Pasted } from "./pasted";
import { ResultStep } from "./ResultStep";
import { ReviewStep } from "./ReviewStep";
import { pairOf, useFacts, useForeseen } from "./useKnown";

interface Props {
  start: Start;
  /** Everything is made up, and nothing is kept. */
  isDemo?: boolean;
  keeping?: Keeping<Start>;
  onNextCustomer: () => void;
  onOpenList: () => void;
}

/** An application for registration keys, in five steps. */
export function Wizard({ start, isDemo = false, keeping = unkept, onNextCustomer, onOpenList }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [draft, setDraft] = useState(() => numbered(start.draft));
  const [stage, setStage] = useState(start.stage);
  const [refusals, setRefusals] = useState<Refusals>(start.refusals ?? new Map());
  /** What came of pasting a text, and the draft it made. */
  const [lastPaste, setLastPaste] = useState<{ pasted: Pasted; made: Draft } | null>(null);
  const { replaces, settle } = useReplacing(keeping, start.replaces ?? []);
  const [siteProblem, setSiteProblem] = useState<Problem | null>(null);
  const { facts, learn } = useFacts(draft.device.join(""));
  const foreseen = useForeseen(facts?.device ?? null, draft.lines);
  useKept(keeping, keptOf(draft, stage, replaces), stage.at);

  const change = (changed: Partial<Draft>) => setDraft((draft) => ({ ...draft, ...changed }));
  const go = (stage: Start["stage"]) => {
    setLastPaste(null);
    setStage(stage);
  };
  // A site is recalled with its device, unless it was typed for that very device.
  useEffect(() => {
    if (!facts) return;
    setDraft((draft) =>
      draft.siteFor === facts.device || draft.siteFor === "any"
        ? draft
        : { ...draft, site: facts.known?.site ?? ["", ""], siteFor: null },
    );
  }, [facts]);

  const paste = async (text: string, wanted: "device" | "keys") => {
    const found = await door.findNumbers(text);
    const numbers = found.status === "ok" ? found.data : { devices: [], keys: [], unnamed: [] };
    const [made, pasted] = filled(draft, numbers, wanted);
    setDraft(made);
    setLastPaste({ pasted, made });
  };
  const pasted = lastPaste && holds(lastPaste.made, draft, lastPaste.pasted) ? lastPaste.pasted : null;
  const saveSite = async () => {
    if (!facts || String(facts.known?.site ?? ["", ""]) === String(draft.site)) return;
    setSiteProblem(null);
    const answer = await door.saveSite(facts.device, draft.site);
    if (answer.status === "error") setSiteProblem(answer.error);
    else if (answer.data.outcome.outcome === "refused") setSiteProblem(answer.data.outcome);
  };
  const goOn = ({ intent, outcome }: Pick<SubmitView, "intent" | "outcome">, applied: Applied) => {
    settle(intent, outcome);
    if (outcome.outcome === "refused" && outcome.code === "lines_refused") {
      const whole = draft.lines.filter(isWhole);
      setRefusals(
        new Map(
          outcome.lines.flatMap(({ activation_key, ...refusal }) =>
            whole
              .filter((line) => pairOf(line).activation_key === activation_key)
              .map((line) => [nameOf(line), refusal] as const),
          ),
        ),
      );
      return go({ at: "keys" });
    }
    if (outcome.outcome === "refused") return go({ at: "review", problem: outcome });
    void learn(draft.device.join(""));
    go({ at: "result", intent, outcome, applied });
  };

  const common = { draft, change, go, facts };
  return (
    <>
      <Steps
        label={say.issue.stepsOf}
        steps={steps.map((step) => say.issue.steps[step])}
        at={steps.indexOf(stepOf(stage))}
      />
      <Told>{start.replaces?.[0] && stage.at !== "result" && <p>{say.issue.list.correcting}</p>}</Told>
      {siteProblem && (
        <Notice words={explain(siteProblem)} kind="danger">
          <p>{say.issue.result.siteRefused}</p>
        </Notice>
      )}
      {stage.at === "category" && <CategoryStep {...common} />}
      {stage.at === "device" && (
        <DeviceStep {...common} learn={learn} pasted={pasted} onText={(text) => paste(text, "device")} />
      )}
      {stage.at === "device-check" && facts && <DeviceCheck {...common} facts={facts} onYes={saveSite} />}
      {stage.at === "keys" && facts && (
        <KeysStep
          {...common}
          facts={facts}
          foreseen={foreseen}
          refusals={refusals}
          pasted={pasted}
          onText={(text) => paste(text, "keys")}
        />
      )}
      {stage.at === "keys-check" && facts && <KeysCheck {...common} foreseen={foreseen} />}
      {stage.at === "review" && facts && (
        <ReviewStep
          {...common}
          facts={facts}
          foreseen={foreseen}
          problem={stage.problem}
          isDemo={isDemo}
          id={keeping.id()}
          onSubmitted={goOn}
        />
      )}
      {stage.at === "result" && (
        <ResultStep
          issued={facts?.device === stage.applied.device ? facts.issued : []}
          applied={stage.applied}
          intent={stage.intent}
          outcome={stage.outcome}
          onAnswered={(outcome) => {
            void learn(draft.device.join(""));
            go({ ...stage, outcome });
          }}
          onCorrect={() => goOn(stage, stage.applied)}
          isDemo={isDemo}
          onSameDevice={() => {
            setDraft(nextFor(draft));
            setRefusals(new Map());
            go({ at: "keys" });
          }}
          onNextCustomer={onNextCustomer}
          onOpenList={onOpenList}
        />
      )}
    </>
  );
}
