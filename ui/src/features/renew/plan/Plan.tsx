import { useEffect, useState } from "react";
import { useSpeech } from "../../../i18n";
import { useDoor } from "../../../ipc/context";
import type { PlanAct, PlanForm, PlanView, Problem } from "../../../ipc/door";
import { Choice } from "../../../kit/Choice";
import { Notice } from "../../../kit/Notice";
import { Answer } from "./Answer";
import { Licences } from "./Licences";
import { Questions } from "./Questions";
import { acts, beginning, misread, programmeOf, programmes, withLicence } from "./typed";
import "./plan.css";

/** 試算: what would come of an act on any day, in all programmes that count days. */
export function Plan() {
  const { say, explain } = useSpeech();
  const words = say.renew.plan;
  const [form, setForm] = useState(() => beginning(new Date()));
  const answered = useAnswer(form);
  const problem = answered.state === "problem" ? answered.problem : null;
  const programme = programmeOf(form.act);
  return (
    <div className="plan">
      <div className="asked">
        <p className="intro">{words.intro}</p>
        <Licences onChosen={(known) => setForm(withLicence(form, known))} />
        <div>
          <Choice
            label={words.programme}
            value={programme}
            options={programmes}
            names={words.programmes}
            onChoose={(programme) => setForm({ ...form, act: acts[programme][0] })}
          />
          <p className="note">{words.kms}</p>
        </div>
        <Choice<PlanAct>
          label={words.act}
          value={form.act}
          options={acts[programme]}
          names={words.acts}
          onChoose={(act) => setForm({ ...form, act })}
        />
        <Questions form={form} wrong={misread(problem, form)} onForm={setForm} />
      </div>
      <section className="answer card" aria-label={words.result} aria-live="polite">
        <h2>{words.result}</h2>
        {answered.state === "worked out" && <Answer plan={answered.plan} />}
        {problem?.code === "plan_mistyped" && <p className="note">{words.incomplete}</p>}
        {problem && problem.code !== "plan_mistyped" && <Notice words={explain(problem)} />}
      </section>
    </div>
  );
}

type Answered = { state: "asking" } | { state: "problem"; problem: Problem } | { state: "worked out"; plan: PlanView };

/** The answer to what is typed, worked out anew at every change. */
function useAnswer(form: PlanForm): Answered {
  const door = useDoor();
  const [answered, setAnswered] = useState<Answered>({ state: "asking" });
  useEffect(() => {
    let current = true;
    void door.plan(form).then((answer) => {
      if (!current) return;
      if (answer.status === "ok") setAnswered({ state: "worked out", plan: answer.data });
      else setAnswered({ state: "problem", problem: answer.error });
    });
    return () => {
      current = false;
    };
  }, [door, form]);
  return answered;
}
