import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PasswordFault, ProfileField, StaffRole } from "../../ipc/door";
import { PasswordField } from "../../kit/account/PasswordField";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import { DialogButtons, OwnPasswordField } from "./parts";
import { roles, useWantsPassword } from "./roles";

interface Props {
  onClose: () => void;
  onDone: (words: string) => void;
}

/** One more person who may sign in. */
export function AddStaff({ onClose, onDone }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.account.staff;
  const [login, setLogin] = useState("");
  const [role, setRole] = useState<StaffRole>("clerk");
  const [email, setEmail] = useState("");
  const [how, setHow] = useState<"mail" | "now">("mail");
  const [password, setPassword] = useState("");
  const [own, setOwn] = useState("");
  const [wrong, setWrong] = useState<ReadonlySet<ProfileField>>(new Set());
  const [fault, setFault] = useState<PasswordFault | null>(null);
  const wantsOwn = useWantsPassword(null, role, false);
  const { working, problem, setProblem, submit } = useSubmit();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is typed mends what was said
  useEffect(() => setProblem(null), [login, email, password, own]);

  const checkLogin = async () => {
    const checked = await door.checkLogin(login);
    const mistyped = checked.status === "ok" && checked.data;
    setWrong(mistyped ? new Set<ProfileField>(["login"]) : new Set());
    return !mistyped;
  };
  const send = async (fields: HTMLFormControlsCollection) => {
    if (!(await checkLogin())) return focusOn(fields, "login");
    if (how === "now") {
      const checked = await door.checkPassword(password);
      const fault = checked.status === "ok" ? checked.data : null;
      setFault(fault);
      if (fault) return focusOn(fields, "provisional");
    }
    if (wantsOwn && own === "") return focusOn(fields, "own");
    submit(
      () =>
        door.addStaff({
          login,
          role,
          email,
          password: how === "now" ? password : null,
          own_password: wantsOwn ? own : null,
        }),
      () => onDone(how === "now" ? words.added(login.trim()) : words.invited(login.trim())),
      (problem) => {
        if (problem.code === "fields_refused") {
          setWrong(new Set(problem.fields));
          focusOn(fields, problem.fields[0]);
        }
        if (problem.code === "login_taken") focusOn(fields, "login");
        if (problem.code === "wrong_credentials") focusOn(fields, "own");
        if (problem.code === "password_refused") setFault(problem.why);
      },
    );
  };
  const beside = ["fields_refused", "login_taken", "wrong_credentials", "password_refused"];
  return (
    <Dialog title={words.add} className="ask" onClose={onClose}>
      <Form className="form" onSubmit={send}>
        <Field
          name="login"
          label={words.login}
          hint={words.loginHint}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          data-first
          value={login}
          onChange={(event) => {
            setLogin(event.target.value);
            setWrong(new Set());
          }}
          onBlur={() => login !== "" && checkLogin()}
          wrong={
            problem?.code === "login_taken"
              ? explain(problem)
              : wrong.has("login")
                ? say.account.wrong.login
                : undefined
          }
        />
        <Choice label={words.role} value={role} options={roles} names={words.roles} onChoose={setRole} />
        <p className="hint">{words.rights[role]}</p>
        <Field
          name="email"
          label={words.email}
          hint={words.emailHint}
          inputMode="email"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
            setWrong(new Set());
          }}
          wrong={wrong.has("email") ? say.account.wrong.email : undefined}
        />
        <Choice label={words.how} value={how} options={["mail", "now"]} names={words.hows} onChoose={setHow} />
        {how === "now" && (
          <PasswordField
            name="provisional"
            label={words.provisional}
            hint={say.account.passwordRule}
            autoComplete="new-password"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
              setFault(null);
            }}
            wrong={fault ? say.account.passwordWrong[fault] : undefined}
          />
        )}
        {wantsOwn && (
          <OwnPasswordField
            label={say.account.ownPassword}
            value={own}
            onChange={setOwn}
            isWrong={problem?.code === "wrong_credentials"}
          />
        )}
        {problem && !beside.includes(problem.code) && <Notice words={explain(problem)} kind="danger" />}
        <DialogButtons act={words.add} working={working} hotkey="Enter" onClose={onClose} />
      </Form>
    </Dialog>
  );
}
