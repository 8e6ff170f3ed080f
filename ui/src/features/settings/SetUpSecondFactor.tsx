import { useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Problem, SecondFactorBegunView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { Tick } from "../../kit/Tick";
import { useSubmit } from "../../kit/useSubmit";
import { DialogButtons, OwnPasswordField } from "./parts";

type Step =
  | { at: "password" }
  | { at: "scan"; begun: SecondFactorBegunView }
  | { at: "recovery"; codes: string[]; kept: boolean };

/** Setting a second factor up: the own password, the code for the app, a code from the app, and the codes for the day it is lost. */
export function SetUpSecondFactor({ onClose }: { onClose: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.account.factor;
  const id = useId();
  const [step, setStep] = useState<Step>({ at: "password" });
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { working, problem, setProblem, submit } = useSubmit();
  const begin = (fields: HTMLFormControlsCollection) => {
    if (password === "") return focusOn(fields, "password");
    submit(
      () => door.beginSecondFactor(password),
      (begun) => {
        setPassword("");
        setStep({ at: "scan", begun });
      },
      () => focusOn(fields, "password"),
    );
  };
  const confirm = (codes: string[]) => (fields: HTMLFormControlsCollection) => {
    if (code.trim() === "") return focusOn(fields, "code");
    submit(
      () => door.confirmSecondFactor(code),
      () => setStep({ at: "recovery", codes, kept: false }),
      () => focusOn(fields, "code"),
    );
  };
  const beside = (codes: Problem["code"][]) => (problem && codes.includes(problem.code) ? problem : null);
  const aside = (codes: Problem["code"][]) =>
    problem && !codes.includes(problem.code) && <Notice words={explain(problem)} kind="danger" />;

  if (step.at === "password") {
    const wrong = beside(["wrong_credentials"]);
    return (
      <Dialog title={words.begin} className="ask" onClose={onClose}>
        <Form className="form" onSubmit={begin}>
          <OwnPasswordField
            name="password"
            label={say.account.oldPassword}
            data-first
            value={password}
            onChange={(password) => {
              setPassword(password);
              setProblem(null);
            }}
            isWrong={wrong !== null}
          />
          {aside(["wrong_credentials"])}
          <DialogButtons act={words.next} working={working} hotkey="Enter" onClose={onClose} />
        </Form>
      </Dialog>
    );
  }
  if (step.at === "scan") {
    const { begun } = step;
    const wrong = beside(["second_factor_wrong"]);
    return (
      <Dialog key="scan" title={words.scan} className="ask wide" onClose={onClose}>
        <Form className="form scan" onSubmit={confirm(begun.recovery_codes)}>
          <img src={begun.image} alt={words.image} width="208" height="208" />
          <div className="form">
            <p>{words.scanNote}</p>
            <Field
              name="code"
              label={words.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              data-first
              value={code}
              onChange={(event) => {
                setCode(event.target.value);
                setProblem(null);
              }}
              wrong={wrong ? explain(wrong) : undefined}
            />
            <div>
              <p className="hint">{words.orType}</p>
              <p className="secret selectable">
                <span className="number">{begun.secret}</span>
                <CopyButton what={words.secret} text={begun.secret.replaceAll(" ", "")} />
              </p>
            </div>
            {aside(["second_factor_wrong"])}
          </div>
          <DialogButtons act={words.confirm} working={working} hotkey="Enter" onClose={onClose} />
        </Form>
      </Dialog>
    );
  }
  const { codes, kept } = step;
  return (
    // Shown once: it closes only when they are kept.
    <Dialog key="recovery" title={words.recovery} className="ask wide" onClose={() => kept && onClose()}>
      <div className="form">
        <p id={id}>{words.nowOn}</p>
        <Notice words={words.recoveryNote} />
        <ul className="recovery-sheet selectable" aria-label={words.recovery}>
          {codes.map((code) => (
            <li key={code} className="number">
              {code}
            </li>
          ))}
        </ul>
        <p className="row">
          <Button onClick={() => window.print()}>{words.print}</Button>
          <CopyButton what={words.recovery} text={codes.join("\n")} />
        </p>
        <Tick
          label={words.keptThem}
          checked={kept}
          onChange={(event) => setStep({ at: "recovery", codes, kept: event.target.checked })}
        />
        <p className="buttons">
          <Button kind="main" onClick={onClose} unavailable={!kept && words.keepFirst} aria-describedby={id} data-first>
            {words.finish}
          </Button>
        </p>
      </div>
    </Dialog>
  );
}
