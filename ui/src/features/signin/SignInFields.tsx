import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { AccountView, Problem, SignInForm, StatusView } from "../../ipc/door";
import { PasswordField } from "../../kit/account/PasswordField";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { Form } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { missingFields, placeOf, useExplainHere } from "./places";

/** Where the server was the last time, so that nobody types it twice. */
const lastServer = "server";

export const serverLastTime = () => localStorage.getItem(lastServer) ?? "";
export const rememberServer = (server: string) => localStorage.setItem(lastServer, server);

interface Props {
  account?: Pick<AccountView, "server" | "login"> | undefined;
  /** The address as it is typed, for those who go elsewhere from here. */
  onServer?: (server: string) => void;
  onSignedIn: (status: StatusView) => void;
  onCancel?: () => void;
}

/** Server, 登録ID, password, and a code where the server wants one; what was typed stays, whatever happens. */
export function SignInFields({ account, onServer, onSignedIn, onCancel }: Props) {
  const { say } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const [form, setForm] = useState<SignInForm>(() => ({
    server: account?.server ?? serverLastTime(),
    login: account?.login ?? "",
    password: "",
    code: "",
  }));
  const [codeWanted, setCodeWanted] = useState(false);
  const [working, setWorking] = useState(false);
  const [missing, setMissing] = useState<ReadonlySet<keyof SignInForm>>(new Set());
  const [problem, setProblem] = useState<Problem | null>(null);

  const submit = async (fields: HTMLFormControlsCollection) => {
    if (working) return;
    const empty = missingFields(form);
    setMissing(empty);
    if (empty.size > 0) return goTo(fields, [...empty][0]);
    setWorking(true);
    const answer = await door.signIn(form);
    setWorking(false);
    if (answer.status === "error") {
      if (placeOf(answer.error) === "code" && !codeWanted) {
        // Nothing is wrong yet: the field, which takes the caret as it appears, says what is wanted.
        setCodeWanted(true);
        return setProblem(null);
      }
      setProblem(answer.error);
      return goTo(fields, placeOf(answer.error));
    }
    rememberServer(form.server);
    onSignedIn(answer.data);
  };

  const field = (name: keyof SignInForm) => ({
    name,
    value: form[name] ?? "",
    autoCapitalize: "none",
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => {
      setForm({ ...form, [name]: event.target.value });
      if (name === "server") onServer?.(event.target.value);
      setMissing(new Set([...missing].filter((other) => other !== name)));
      if (problem && placeOf(problem) === name) setProblem(null);
    },
    wrong: missing.has(name)
      ? { what: say.signIn.required, todo: "" }
      : problem && placeOf(problem) === name
        ? explain(problem)
        : undefined,
  });

  return (
    <Form className="sign-in-fields" onSubmit={submit}>
      {problem && placeOf(problem) === "form" && <Notice words={explain(problem)} kind="danger" />}
      <Field
        {...field("server")}
        label={say.signIn.server}
        hint={say.signIn.serverHint}
        inputMode="url"
        autoFocus={!form.server}
      />
      <Field
        {...field("login")}
        label={say.signIn.login}
        autoComplete="username"
        autoFocus={form.server !== "" && !form.login}
      />
      <PasswordField
        {...field("password")}
        label={say.signIn.password}
        autoComplete="current-password"
        autoFocus={form.login !== ""}
        data-first
      />
      {codeWanted && (
        <Field
          {...field("code")}
          label={say.signIn.code}
          hint={say.signIn.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
        />
      )}
      <p className="buttons">
        {onCancel && (
          <Button onClick={onCancel} hotkey="Esc">
            {say.signIn.cancel}
          </Button>
        )}
        <Button kind="main" type="submit" hotkey="Enter" unavailable={working && say.signIn.signingIn}>
          {working ? say.signIn.signingIn : say.signIn.submit}
        </Button>
      </p>
    </Form>
  );
}

/** Puts the caret where something is to be mended; what no field can mend leaves it where it is. */
function goTo(fields: HTMLFormControlsCollection, place: keyof SignInForm | "form" | undefined) {
  const field = place && fields.namedItem(place);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  // A code that is refused is not mended but typed anew.
  if (place === "code") field.select();
}
