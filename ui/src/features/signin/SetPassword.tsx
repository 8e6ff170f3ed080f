import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Answer, LinkForm, LinkView } from "../../ipc/door";
import { faultIn, faultOf, NewPassword, noPassword } from "../../kit/account/NewPassword";
import { Button } from "../../kit/Button";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import type { Outcome } from "./Finished";
import { useExplainHere } from "./places";

interface Props {
  link: LinkForm;
  opened: LinkView;
  onDone: (outcome: Outcome) => void;
  /** Another link to this mailbox was used meanwhile: what this one opens now is to be looked at anew. */
  onKnown: () => void;
}

/** The password that finishes a registration, or takes the place of a forgotten one. */
export function SetPassword({ link, opened, onDone, onKnown }: Props) {
  const { say } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const [password, setPassword] = useState(noPassword);
  const { working, problem, submit } = useSubmit();
  const registers = opened.purpose === "register";
  const known = opened.accounts[0]?.login ?? "";
  const send = (fields: HTMLFormControlsCollection) => {
    const wrong = faultOf(password);
    if (wrong) {
      setPassword({ ...password, wrong });
      return focusOn(fields, wrong === "different" ? "again" : "new");
    }
    const form = { link, password: password.first };
    const set = async (): Promise<Answer<string>> => {
      if (registers) return door.finishSignUp(form);
      const answer = await door.setPassword(form);
      return answer.status === "ok" ? { status: "ok", data: known } : answer;
    };
    submit(
      set,
      (login) => onDone({ what: registers ? "registered" : "passwordSet", login, password: password.first }),
      (problem) => {
        if (problem.code === "address_known") return onKnown();
        const wrong = faultIn(problem);
        if (!wrong) return;
        setPassword((now) => ({ ...now, wrong }));
        focusOn(fields, "new");
      },
    );
  };
  return (
    <Form className="step" onSubmit={send}>
      <h2>{registers ? say.register.finishTitle : say.register.newPasswordTitle}</h2>
      <p>{registers ? say.register.finishLead(opened.email) : say.register.newPasswordLead(known)}</p>
      {problem && !faultIn(problem) && <Notice words={explain(problem)} kind="danger" />}
      <NewPassword value={password} onChange={setPassword} autoFocus />
      <p className="buttons">
        <Button kind="main" type="submit" hotkey="Enter" unavailable={working && say.account.sending}>
          {working ? say.account.sending : registers ? say.register.finish : say.register.setPassword}
        </Button>
      </p>
    </Form>
  );
}
