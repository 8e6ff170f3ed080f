import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { faultIn, faultOf, NewPassword, noPassword } from "../../kit/account/NewPassword";
import { PasswordField } from "../../kit/account/PasswordField";
import { Button } from "../../kit/Button";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";

/** Another password for oneself (ACC-4). */
export function OwnPassword() {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [old, setOld] = useState("");
  const [missing, setMissing] = useState(false);
  const [password, setPassword] = useState(noPassword);
  const [ended, setEnded] = useState<number | null>(null);
  const { working, problem, setProblem, submit } = useSubmit();
  const wrongOld = problem?.code === "wrong_credentials";
  const send = (fields: HTMLFormControlsCollection) => {
    const wrong = faultOf(password);
    setMissing(old === "");
    setPassword({ ...password, wrong });
    if (old === "") return focusOn(fields, "old");
    if (wrong) return focusOn(fields, wrong === "different" ? "again" : "new");
    submit(
      () => door.changePassword({ old, new: password.first }),
      (ended) => {
        setOld("");
        setPassword(noPassword);
        setEnded(ended);
      },
      (problem) => {
        const wrong = faultIn(problem);
        if (wrong) setPassword((now) => ({ ...now, wrong }));
        focusOn(fields, wrong ? "new" : "old");
      },
    );
  };
  return (
    <Form className="form narrow" onSubmit={send}>
      <Notice words={say.account.password.note} />
      <PasswordField
        name="old"
        label={say.account.oldPassword}
        autoComplete="current-password"
        value={old}
        onChange={(event) => {
          setOld(event.target.value);
          setMissing(false);
          setProblem(null);
          setEnded(null);
        }}
        wrong={missing ? say.account.required : wrongOld ? say.account.wrongOwnPassword : undefined}
      />
      <NewPassword value={password} onChange={setPassword} />
      {problem && !wrongOld && !faultIn(problem) && <Notice words={explain(problem)} kind="danger" />}
      <p className="buttons">
        <span role="status">{ended !== null && say.account.password.done(ended)}</span>
        <Button kind="main" type="submit" unavailable={working && say.account.sending}>
          {working ? say.account.sending : say.account.password.change}
        </Button>
      </p>
    </Form>
  );
}
