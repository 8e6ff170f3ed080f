import { useEffect, useEffectEvent } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ConsentView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { Prose } from "../../kit/Prose";
import { Late } from "../../kit/Told";
import { useSubmit } from "../../kit/useSubmit";
import { placeOf, useExplainHere } from "./places";
import { ServerField } from "./ServerField";

interface Props {
  server: string;
  onServer: (server: string) => void;
  consent: ConsentView | null;
  onConsent: (consent: ConsentView) => void;
  onAgree: () => void;
  onRefuse: () => void;
}

/** What is agreed to before anything is typed; refusing it ends the registration (ACC-1). */
export function Consent({ server, onServer, consent, onConsent, onAgree, onRefuse }: Props) {
  const { say, language } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const { working, problem, submit } = useSubmit();
  const ask = (fields?: HTMLFormControlsCollection) =>
    submit(
      () => door.consent(server, language),
      onConsent,
      (problem) => fields && focusOn(fields, placeOf(problem)),
    );
  const begin = useEffectEvent(() => {
    if (server.trim() !== "") ask();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another language there is another text
  useEffect(() => begin(), [language]);

  if (!consent) {
    return (
      <Form className="step" onSubmit={ask}>
        {working ? (
          <Late words={say.account.asking} />
        ) : (
          <>
            <p>{say.register.serverLead}</p>
            {problem && placeOf(problem) !== "server" && <Notice words={explain(problem)} kind="danger" />}
            <ServerField server={server} onServer={onServer} problem={problem} autoFocus />
          </>
        )}
        <p className="buttons">
          <Button onClick={onRefuse}>{say.account.cancel}</Button>
          <Button
            kind="main"
            type="submit"
            hotkey="Enter"
            unavailable={working ? say.account.asking : server.trim() === "" && say.register.serverLead}
          >
            {say.register.next}
          </Button>
        </p>
      </Form>
    );
  }
  return (
    <Form className="step" onSubmit={onAgree}>
      <p>{say.register.consentLead}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys */}
      <section className="policies" tabIndex={0} aria-label={say.register.consent}>
        <Prose page="consent" text={consent.text} />
      </section>
      <p className="buttons">
        <Button onClick={onRefuse}>{say.register.refuse}</Button>
        <Button kind="main" type="submit" autoFocus>
          {say.register.agree}
        </Button>
      </p>
    </Form>
  );
}
