import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Problem, SubmitView } from "../../ipc/door";
import { Notice } from "../../kit/Notice";
import { Steps } from "../../kit/Steps";
import { CategoryStep } from "./CategoryStep";
import { DeviceCheck } from "./DeviceCheck";
import { DeviceStep } from "./DeviceStep";
import { type Applied, type Draft, isWhole, nameOf, nextFor, type Refusals, type Stage, stepOf, steps } from "./draft";
import { KeysCheck } from "./KeysCheck";
import { KeysStep } from "./KeysStep";
import { filled, holds, type Pasted } from "./pasted";
import { ResultStep } from "./ResultStep";
import { ReviewStep } from "./ReviewStep";
import { pairOf, useFacts, useForeseen } from "./useKnown";

/** What the wizard begins with. */
export interface Start {
  draft: Draft;
  stage: Stage;
  refusals?: Refusals;
  /** The refused application that this one replaces. */
  replaces?: string;
}

interface Props {
  start: Start;
  /** Everything is made up, and nothing is kept. */
  isDemo?: boolean;
  onDraft?: (draft: Draft, stage: Stage) => void;
  onNextCustomer: () => void;
  onOpenList: () => void;
}

/** An application for registration keys, in five steps. */
export function Wizard({ start, isDemo = false, onDraft, onNextCustomer, onOpenList }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [draft, setDraft] = useState(start.draft);
  const [stage, setStage] = useState(start.stage);
  const [refusals, setRefusals] = useState<Refusals>(start.refusals ?? new Map());
  /** What came of pasting a text, and the draft it made. */
  const [lastPaste, setLastPaste] = useState<{ pasted: Pasted; made: Draft } | null>(null);
  /** The refused applications that this one takes the place of: they are put away once it is accepted. */
  const [replaces, setReplaces] = useState(start.replaces ? [start.replaces] : []);
  const [siteProblem, setSiteProblem] = useState<Problem | null>(null);
  const { facts, learn } = useFacts(draft.device.join(""));
  const foreseen = useForeseen(facts?.device ?? null, draft.lines);
  useEffect(() => onDraft?.(draft, stage), [draft, stage, onDraft]);

  const change = (changed: Partial<Draft>) => setDraft((draft) => ({ ...draft, ...changed }));
  const go = (stage: Stage) => {
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
  const settle = ({ intent, outcome }: Pick<SubmitView, "intent" | "outcome">, applied: Applied) => {
    if (outcome.outcome === "refused") setReplaces((earlier) => [...earlier, intent]);
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
    for (const refused of replaces) void door.putAway(refused);
    setReplaces([]);
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
      {start.replaces && stage.at !== "result" && <p role="status">{say.issue.list.correcting}</p>}
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
          onSubmitted={settle}
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
          onCorrect={() => settle(stage, stage.applied)}
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
