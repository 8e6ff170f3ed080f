import { useId } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { StatusView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import { placeOf, useExplainHere } from "./places";

/** What a link did. With a password that was just set one can sign in at once. */
export type Outcome =
  | { what: "registered" | "passwordSet"; login: string; password: string }
  | { what: "kept" | "overwritten"; login: string }
  | { what: "confirmed"; email: string };

interface Props {
  server: string;
  outcome: Outcome;
  onSignedIn: (status: StatusView) => void;
  onSignIn: (login?: string) => void;
}

/** The 登録ID, large enough to write down, and the way on. */
export function Finished({ server, outcome, onSignedIn, onSignIn }: Props) {
  const { say } = useSpeech();
  const door = useDoor();
  const explain = useExplainHere();
  const id = useId();
  const { working, problem, submit } = useSubmit();
  if (outcome.what === "confirmed") {
    return (
      <div className="step">
        <p id={id}>{say.register.confirmed(outcome.email)}</p>
        <p className="buttons">
          <Button kind="main" autoFocus aria-describedby={id} onClick={() => onSignIn()}>
            {say.register.goSignIn}
          </Button>
        </p>
      </div>
    );
  }
  const { login } = outcome;
  const goOn = () => {
    if (!("password" in outcome)) return onSignIn(login);
    submit(
      () => door.signIn({ server, login, password: outcome.password, code: null }),
      onSignedIn,
      // Where a second factor is wanted, the page for signing in asks for it.
      (problem) => placeOf(problem) === "code" && onSignIn(login),
    );
  };
  return (
    <div className="step">
      <h2 id={id}>{say.register[outcome.what]}</h2>
      <p>{outcome.what === "registered" ? say.register.registeredLead : say.register.useLogin}</p>
      <p className="issued selectable">
        <span className="number">{login}</span>
        <CopyButton what={say.signIn.login} text={login} />
      </p>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <p className="buttons">
        {problem && <Button onClick={() => onSignIn(login)}>{say.register.toSignIn}</Button>}
        <Button
          kind="main"
          autoFocus
          aria-describedby={id}
          onClick={goOn}
          unavailable={working && say.signIn.signingIn}
        >
          {"password" in outcome ? say.register.signInNow : say.register.goSignIn}
        </Button>
      </p>
    </div>
  );
}
