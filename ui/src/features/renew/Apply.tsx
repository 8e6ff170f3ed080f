import { useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ApplicationView, OutcomeView, Problem, SiteView } from "../../ipc/door";
import { Field } from "../../kit/Field";
import { Steps } from "../../kit/Steps";
import { useKept, useReplacing } from "../../kit/useDraft";
import { useSubmit } from "../../kit/useSubmit";
import { ApplyDone } from "./ApplyDone";
import { ApplyReview } from "./ApplyReview";
import { CardStep } from "./CardStep";
import type { FormProps } from "./Forms";
import { type Held, NumberStep } from "./NumberStep";
import { Terms } from "./Terms";
import { useFacts } from "./useFacts";

type Step =
  | { at: "input" }
  | { at: "terms"; may: ApplicationView }
  | { at: "number"; may: ApplicationView; version: number }
  | { at: "review"; may: ApplicationView; version: number; held: Held }
  | { at: "done"; may: ApplicationView; outcome: OutcomeView | null };

const order = ["input", "terms", "number", "review", "done"] as const;
type Site = [string, string];
const noSite: Site = ["", ""];

/** 新規申請, from the numbers in hand to the registration key. */
export function Apply({ start, drafting }: FormProps) {
  const { say } = useSpeech();
  const words = say.renew.apply;
  const door = useDoor();
  const { asking, cancel, problem, setProblem, submit } = useSubmit();
  const [card, setCard] = useState(start.card);
  // As it was typed here; until then it is recalled (KMS-5).
  const [typedSite, setSite] = useState(start.site);
  const recalled = useFacts(card.device)?.known?.site;
  const site = typedSite ?? recalled ?? noSite;
  const [number, setNumber] = useState(start.number);
  const [step, setStep] = useState<Step>({ at: "input" });
  const { replaces, settle } = useReplacing(drafting, start.replaces);
  const isDone = step.at === "done" && step.outcome?.outcome !== "refused";
  useKept(drafting, isDone ? null : { card, site: typedSite, number, replaces }, step.at);

  const input = () => setStep({ at: "input" });
  const check = () =>
    submit(
      () => door.checkApplication(card),
      (may) => setStep(may.done ? { at: "done", may, outcome: null } : { at: "terms", may }),
      input,
    );
  const apply = (may: ApplicationView, version: number, connection_no: string) =>
    submit(
      () => door.apply({ card, site: typedSite, connection_no, accepted_terms: version, draft: drafting.id() }),
      ({ intent, outcome }) => {
        settle(intent, outcome);
        setStep({ at: "done", may, outcome });
      },
      input,
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
          problem={problem && siteLine(problem) === null ? problem : null}
          asking={asking}
          onCancel={cancel}
          onSubmit={check}
        >
          <SiteFields device={card.device} site={site} onSite={setSite} problem={problem} />
        </CardStep>
      )}
      {step.at === "terms" && (
        <Terms
          kind={step.may.card.terms}
          onAccept={(version) => setStep({ at: "number", may: step.may, version })}
          onBack={input}
        />
      )}
      {step.at === "number" && (
        <NumberStep
          device={step.may.device}
          wish={number}
          onChosen={(held) => {
            setNumber(held.number);
            setStep({ at: "review", may: step.may, version: step.version, held });
          }}
          onBack={input}
        />
      )}
      {step.at === "review" && (
        <ApplyReview
          may={step.may}
          site={site}
          held={step.held}
          asking={asking}
          onBack={() => setStep({ at: "number", may: step.may, version: step.version })}
          onSubmit={() => apply(step.may, step.version, step.held.number)}
        />
      )}
      {step.at === "done" && (
        <ApplyDone may={step.may} outcome={step.outcome} onAnew={drafting.anew} onRecheck={check} />
      )}
    </div>
  );
}

/** The line of the site that a problem is about. */
function siteLine(problem: Problem): number | null {
  return problem.code === "site_too_long" || problem.code === "site_unprintable" ? problem.line : null;
}

interface SiteProps {
  device: string;
  site: Site;
  onSite: (site: Site) => void;
  problem: Problem | null;
}

/** 設置先情報, two lines. Whenever one is left, the desk looks at them. */
function SiteFields({ device, site, onSite, problem }: SiteProps) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [looked, setLooked] = useState<{ view: SiteView | null; problem: Problem | null }>(unlooked);
  const look = async () => {
    const answer = await door.readSite(device, site);
    if (answer.status === "ok") setLooked({ view: answer.data, problem: null });
    else setLooked({ view: null, problem: answer.error });
  };
  const wrong = (line: 1 | 2): Words | undefined => {
    const found = [problem, looked.problem].find((one) => one && siteLine(one) === line);
    if (found) return explain(found);
    const personal = looked.view?.personal[line - 1];
    return personal === "phone" || personal === "email" ? say.issue.device[personal] : undefined;
  };
  const line = (number: 1 | 2) => ({
    value: site[number - 1],
    wrong: wrong(number),
    autoComplete: "off",
    onBlur: look,
    onChange: ({ target }: { target: { value: string } }) => {
      setLooked(unlooked);
      onSite(number === 1 ? [target.value, site[1]] : [site[0], target.value]);
    },
  });
  return (
    <>
      <Field label={say.renew.apply.site1} hint={say.renew.apply.siteHint} {...line(1)} />
      <Field label={say.renew.apply.site2} {...line(2)} />
    </>
  );
}

const unlooked = { view: null, problem: null };
