import { type Dispatch, type SetStateAction, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ConsentView, ProfileField, SignUpForm, StatusView } from "../../ipc/door";
import { emptyProfile, ProfileFields, type Typing } from "../../kit/account/ProfileFields";
import { Button } from "../../kit/Button";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { Steps } from "../../kit/Steps";
import { useSubmit } from "../../kit/useSubmit";
import { Consent } from "./Consent";
import { FromMail } from "./FromMail";
import { useExplainHere } from "./places";
import { Summary } from "./Summary";

/** What is typed for registering, and what was agreed to. */
export interface Draft extends Typing {
  consent: ConsentView | null;
}

export const emptyDraft: Draft = { consent: null, profile: emptyProfile, email: "", email_confirmation: "" };

type Step = { at: "consent" } | { at: "form" } | { at: "check" } | { at: "mailed"; minutes: number };

const steps: Step["at"][] = ["consent", "form", "check", "mailed"];

interface Props {
  server: string;
  onServer: (server: string) => void;
  draft: Draft;
  onDraft: Dispatch<SetStateAction<Draft>>;
  onSignedIn: (status: StatusView) => void;
  onSignIn: (login?: string) => void;
}

/** Registering (ACC-1): consent, form, confirmation, done. Each step can be gone back from, and nothing typed is lost by it. */
export function Register({ server, onServer, draft, onDraft, onSignedIn, onSignIn }: Props) {
  const { say, language } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const [step, setStep] = useState<Step>({ at: "consent" });
  const [wrong, setWrong] = useState<ReadonlySet<ProfileField>>(new Set());
  const { working, problem, setProblem, submit } = useSubmit();

  const form: SignUpForm = {
    server,
    consent: draft.consent?.version ?? "",
    profile: draft.profile,
    email: draft.email,
    email_confirmation: draft.email_confirmation,
    language,
  };
  const leave = async (field: ProfileField) => {
    // What was left empty is asked for when one goes on.
    if (isEmpty(draft, field)) return;
    const checked = await door.checkSignUp(form);
    if (checked.status === "error") return;
    setWrong((wrong) => {
      const others = [...wrong].filter((other) => other !== field);
      return new Set(checked.data.includes(field) ? [...others, field] : others);
    });
  };
  const goOn = async (fields: HTMLFormControlsCollection) => {
    const checked = await door.checkSignUp(form);
    if (checked.status === "error") return setProblem(checked.error);
    setWrong(new Set(checked.data));
    if (checked.data[0]) return focusOn(fields, checked.data[0]);
    setStep({ at: "check" });
  };
  const send = () =>
    submit(
      () => door.signUp(form),
      ({ minutes }) => setStep({ at: "mailed", minutes }),
      (problem) => {
        if (problem.code === "fields_refused") {
          setWrong(new Set(problem.fields));
          setStep({ at: "form" });
        }
        if (problem.code === "consent_outdated") {
          onDraft((draft) => ({ ...draft, consent: null }));
          setStep({ at: "consent" });
        }
      },
    );

  const nth = steps.indexOf(step.at);
  return (
    <>
      <header className="wizard">
        <h1>{say.register.title}</h1>
        <Steps
          label={say.register.step(nth + 1, steps.length, say.register.steps[nth] ?? "")}
          steps={say.register.steps}
          at={nth}
        />
      </header>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      {step.at === "consent" && (
        <Consent
          server={server}
          onServer={onServer}
          consent={draft.consent}
          onConsent={(consent) => onDraft((draft) => ({ ...draft, consent }))}
          onAgree={() => {
            setProblem(null);
            setStep({ at: "form" });
          }}
          onRefuse={() => onSignIn()}
        />
      )}
      {step.at === "form" && (
        <Form className="step" onSubmit={goOn} aria-label={say.register.formTitle}>
          <ProfileFields
            value={draft}
            onChange={(typing) => onDraft((draft) => ({ ...draft, ...typing }))}
            wrong={wrong}
            onLeave={leave}
            autoFocus
          />
          <p className="buttons">
            <Button kind="quiet" onClick={() => onSignIn()} title={say.register.draftNote}>
              {say.account.cancel}
            </Button>
            <Button onClick={() => setStep({ at: "consent" })}>{say.register.back}</Button>
            <Button kind="main" type="submit" hotkey="Enter">
              {say.register.next}
            </Button>
          </p>
        </Form>
      )}
      {step.at === "check" && (
        <Form className="step" onSubmit={send} aria-label={say.register.checkTitle}>
          <h2>{say.register.checkTitle}</h2>
          <p>{say.register.checkLead}</p>
          <Summary typing={draft} />
          <p className="buttons">
            <Button kind="quiet" onClick={() => onSignIn()} title={say.register.draftNote}>
              {say.account.cancel}
            </Button>
            <Button onClick={() => setStep({ at: "form" })}>{say.register.back}</Button>
            <Button kind="main" type="submit" hotkey="Enter" autoFocus unavailable={working && say.account.sending}>
              {working ? say.account.sending : say.register.send}
            </Button>
          </p>
        </Form>
      )}
      {step.at === "mailed" && (
        <FromMail
          server={server}
          onServer={onServer}
          onSignedIn={onSignedIn}
          onSignIn={onSignIn}
          onRegister={() => setStep({ at: "form" })}
          above={
            <>
              <h2>{say.register.mailTitle}</h2>
              <p>{say.register.mailed(draft.email.trim(), step.minutes)}</p>
              <p>{say.register.mailedTodo}</p>
            </>
          }
          below={
            <Notice words={{ what: say.register.noMail, todo: say.register.noMailTodo }}>
              <p>
                <Button onClick={() => setStep({ at: "form" })}>{say.register.back}</Button>
              </p>
            </Notice>
          }
        />
      )}
    </>
  );
}

function isEmpty(draft: Draft, field: ProfileField): boolean {
  if (field === "login") return true;
  if (field === "email" || field === "email_confirmation") return draft[field] === "";
  if (field === "address") return draft.profile.address.every((line) => line === "");
  return draft.profile[field] === "";
}
