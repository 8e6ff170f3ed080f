import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { StatusView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import { FromMail } from "./FromMail";
import { placeOf, useExplainHere } from "./places";
import { ServerField } from "./ServerField";

interface Props {
  server: string;
  onServer: (server: string) => void;
  onSignedIn: (status: StatusView) => void;
  onSignIn: (login?: string) => void;
}

/** A forgotten password (ACC-3). The answer is the same whether there is such a login or not. */
export function Forgotten(props: Props) {
  const { server, onServer, onSignIn } = props;
  const { say } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const [login, setLogin] = useState("");
  const [mistyped, setMistyped] = useState(false);
  const [minutes, setMinutes] = useState<number | null>(null);
  const { working, problem, submit } = useSubmit();
  const check = async () => {
    const checked = await door.checkLogin(login);
    const wrong = checked.status === "ok" && checked.data;
    setMistyped(wrong);
    return !wrong;
  };
  const send = async (fields: HTMLFormControlsCollection) => {
    if (!(await check())) return focusOn(fields, "login");
    submit(
      () => door.passwordForgotten(server, login),
      ({ minutes }) => setMinutes(minutes),
      (problem) => focusOn(fields, placeOf(problem)),
    );
  };
  if (minutes !== null) {
    return (
      <FromMail
        {...props}
        onRegister={() => onSignIn()}
        above={
          <>
            <h1>{say.register.mailTitle}</h1>
            <p>{say.register.forgottenMailed(minutes)}</p>
          </>
        }
      />
    );
  }
  return (
    <Form className="step" onSubmit={send}>
      <h1>{say.register.forgottenTitle}</h1>
      <p>{say.register.forgottenLead}</p>
      {problem && placeOf(problem) !== "server" && <Notice words={explain(problem)} kind="danger" />}
      <ServerField server={server} onServer={onServer} problem={problem} autoFocus={server === ""} />
      <Field
        name="login"
        label={say.signIn.login}
        autoCapitalize="none"
        autoComplete="username"
        spellCheck={false}
        autoFocus={server !== ""}
        value={login}
        onChange={(event) => {
          setLogin(event.target.value);
          setMistyped(false);
        }}
        onBlur={() => login !== "" && check()}
        wrong={mistyped ? say.account.wrong.login : undefined}
      />
      <Notice words={say.register.loginForgotten} />
      <p className="buttons">
        <Button onClick={() => onSignIn()}>{say.register.toSignIn}</Button>
        <Button kind="main" type="submit" hotkey="Enter" unavailable={working && say.account.sending}>
          {working ? say.account.sending : say.register.forgottenSend}
        </Button>
      </p>
    </Form>
  );
}
