import { type ReactNode, useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { LinkForm, LinkView, StatusView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Form } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import { Finished, type Outcome } from "./Finished";
import { Known } from "./Known";
import { placeOf, useExplainHere } from "./places";
import { ServerField } from "./ServerField";
import { SetPassword } from "./SetPassword";
import { rememberServer } from "./SignInFields";

interface Props {
  server: string;
  onServer: (server: string) => void;
  onSignedIn: (status: StatusView) => void;
  onSignIn: (login?: string) => void;
  onRegister: () => void;
  /** It is a page of its own. */
  heading?: boolean;
  /** What stands above and below it until the link is opened. */
  above?: ReactNode;
  below?: ReactNode;
}

type State =
  | { at: "paste" }
  | { at: "opened"; link: LinkForm; opened: LinkView }
  | { at: "finished"; outcome: Outcome };

/**
 * Finishes what a mailed link began, here: the link also opens the server's own page, but the mail may have been read on another computer,
 * and here one is signed in at once.
 */
export function FromMail(props: Props) {
  const { server, onServer, onSignedIn, onSignIn, onRegister, heading, above, below } = props;
  const { say } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const id = useId();
  const [state, setState] = useState<State>({ at: "paste" });
  const [pasted, setPasted] = useState("");
  const { working, problem, setProblem, submit } = useSubmit();
  const link = { server, link: pasted };
  const open = () => {
    if (pasted.trim() === "") return document.getElementById(id)?.focus();
    submit(
      () => door.openLink(link),
      (opened) => setState({ at: "opened", link, opened }),
    );
  };
  const onDone = (outcome: Outcome) => {
    rememberServer(server);
    setState({ at: "finished", outcome });
  };

  if (state.at === "finished")
    return <Finished server={server} outcome={state.outcome} onSignedIn={onSignedIn} onSignIn={onSignIn} />;
  if (state.at === "opened") {
    const { link, opened } = state;
    switch (opened.purpose) {
      case "register":
      case "new_password":
        return (
          <SetPassword
            link={link}
            opened={opened}
            onDone={onDone}
            onKnown={() => {
              setState({ at: "paste" });
              open();
            }}
          />
        );
      case "known_address":
        return <Known link={link} opened={opened} onDone={onDone} onAnother={onRegister} />;
      case "new_address":
        return (
          <Form
            className="step"
            onSubmit={() =>
              submit(
                () => door.confirmAddress(link),
                () => onDone({ what: "confirmed", email: opened.email }),
              )
            }
          >
            <h2>{say.register.confirmTitle}</h2>
            <p>{say.register.confirmLead(opened.email)}</p>
            {problem && <Notice words={explain(problem)} kind="danger" />}
            <p className="buttons">
              <Button onClick={() => onSignIn()}>{say.register.toSignIn}</Button>
              <Button kind="main" type="submit" autoFocus unavailable={working && say.account.sending}>
                {say.register.confirm}
              </Button>
            </p>
          </Form>
        );
    }
  }
  const ofServer = problem && placeOf(problem) === "server" ? problem : null;
  const aside = problem && !ofServer ? explain(problem) : null;
  return (
    <Form className="step" onSubmit={open}>
      {above}
      {heading && <h1>{say.register.fromMail}</h1>}
      {heading && (
        <ServerField
          server={server}
          onServer={(server) => {
            onServer(server);
            setProblem(null);
          }}
          problem={problem}
          autoFocus={server === ""}
        />
      )}
      <div className="field">
        <label htmlFor={id}>{say.register.paste}</label>
        <textarea
          id={id}
          name="link"
          className="input area"
          rows={3}
          spellCheck={false}
          autoFocus={!heading || server !== ""}
          aria-invalid={aside ? true : undefined}
          aria-describedby={`${id}-said`}
          value={pasted}
          onChange={(event) => {
            setPasted(event.target.value);
            setProblem(null);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            open();
          }}
        />
        {aside ? (
          <p id={`${id}-said`} className="wrong" role="alert">
            {aside.what} <span>{aside.todo}</span>
          </p>
        ) : (
          <p id={`${id}-said`} className="hint">
            {say.register.pasteHint}
          </p>
        )}
      </div>
      {ofServer && !heading && <Notice words={explain(ofServer)} kind="danger" />}
      <p className="buttons">
        <Button onClick={() => onSignIn()}>{say.register.toSignIn}</Button>
        <Button kind="main" type="submit" hotkey="Enter" unavailable={working && say.register.opening}>
          {working ? say.register.opening : say.register.open}
        </Button>
      </p>
      {below}
    </Form>
  );
}
