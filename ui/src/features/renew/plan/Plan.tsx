import { useEffect, useState } from "react";
import { useSpeech } from "../../../i18n";
import { useDoor } from "../../../ipc/context";
import type { PlanView, Problem } from "../../../ipc/door";
import { Choice } from "../../../kit/Choice";
import { Notice } from "../../../kit/Notice";
import { Answer } from "./Answer";
import { Licences } from "./Licences";
import { Questions } from "./Questions";
import { type Act, acts, dayInJapan, programmes, question, type Typed, timeInJapan, withLicence } from "./questions";

/** 試算: what would come of an act on any day, in all programmes that count days. */
export function Plan() {
  const { say, explain } = useSpeech();
  const words = say.renew.plan;
  const [typed, setTyped] = useState<Typed>(beginning);
  const answered = useAnswer(typed);
  const act = typed.act[typed.programme];
  return (
    <div className="plan">
      <div className="asked">
        <p className="intro">{words.intro}</p>
        <Licences onChosen={(asked) => setTyped(withLicence(typed, asked))} />
        <Choice
          label={words.programme}
          value={typed.programme}
          options={programmes}
          names={words.programmes}
          onChoose={(programme) => setTyped({ ...typed, programme })}
        />
        <p className="note">{words.kms}</p>
        <Choice<Act>
          label={words.act}
          value={act}
          options={acts[typed.programme]}
          names={words.acts}
          onChoose={(act) => setTyped({ ...typed, act: { ...typed.act, [typed.programme]: act } })}
        />
        <Questions typed={typed} act={act} onTyped={setTyped} />
      </div>
      <section className="answer card" aria-label={words.result} aria-live="polite">
        <h2>{words.result}</h2>
        {answered.state === "incomplete" && <p className="note">{words.incomplete}</p>}
        {answered.state === "problem" && <Notice words={explain(answered.problem)} />}
        {answered.state === "worked out" && <Answer plan={answered.plan} />}
      </section>
    </div>
  );
}

function beginning(): Typed {
  const now = new Date();
  return {
    programme: "tsunagaru",
    act: { tsunagaru: "extend", miemasu: "renew", remo: "allocate" },
    day: dayInJapan(now),
    time: timeInJapan(now),
    terms: [{ months: 12, trial: false }],
    firstUsed: "",
    months: "12",
    trial: false,
    expiryMonth: "",
    currentExpiry: "",
    assigned: "",
    cameras: "",
  };
}

type Answered =
  | { state: "incomplete" }
  | { state: "problem"; problem: Problem }
  | { state: "worked out"; plan: PlanView };

/** The answer to what is typed, as soon as it is a question. */
function useAnswer(typed: Typed): Answered {
  const door = useDoor();
  const asked = JSON.stringify(question(typed));
  const [answered, setAnswered] = useState<Answered>({ state: "incomplete" });
  useEffect(() => {
    let current = true;
    const form = JSON.parse(asked);
    if (!form) setAnswered({ state: "incomplete" });
    else
      void door.plan(form).then((answer) => {
        if (!current) return;
        if (answer.status === "ok") setAnswered({ state: "worked out", plan: answer.data });
        else setAnswered({ state: "problem", problem: answer.error });
      });
    return () => {
      current = false;
    };
  }, [door, asked]);
  return answered;
}
