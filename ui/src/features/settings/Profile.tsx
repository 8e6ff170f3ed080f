import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import {
  type DealerCheckView,
  type DealerForm,
  type DealerView,
  languages,
  type ProfileField,
  type StatusView,
} from "../../ipc/door";
import { AskedPage, useAsked } from "../../kit/Asked";
import { ProfileFields } from "../../kit/account/ProfileFields";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { Select } from "../../kit/Select";
import { useSubmit } from "../../kit/useSubmit";
import { OwnPasswordField } from "./parts";

/** What is said of the dealer. */
export function Profile({ onStatus }: { onStatus: (status: StatusView) => void }) {
  const door = useDoor();
  const { asked, again } = useAsked(() => door.dealer());
  return (
    <AskedPage asked={asked} onAgain={again}>
      {(dealer) => <ProfileForm dealer={dealer} onStatus={onStatus} />}
    </AskedPage>
  );
}

const formOf = (dealer: DealerView): DealerForm => ({
  login: dealer.login,
  profile: dealer.profile,
  email: dealer.email,
  email_confirmation: "",
  language: dealer.language,
  own_password: null,
});

function ProfileForm({ dealer, onStatus }: { dealer: DealerView; onStatus: (status: StatusView) => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [saved, setSaved] = useState(dealer);
  const [form, setForm] = useState(() => formOf(dealer));
  const [password, setPassword] = useState("");
  const [check, setCheck] = useState<DealerCheckView>({ refused: [], wants_password: false });
  const [done, setDone] = useState(false);
  const { working, problem, setProblem, submit } = useSubmit();
  const wrong = new Set(check.refused);
  const wrongPassword = problem?.code === "wrong_credentials";
  const change = (part: Partial<DealerForm>) => {
    setForm({ ...form, ...part });
    setDone(false);
    setProblem(null);
  };
  const ask = async () => {
    const checked = await door.checkDealer(form, saved.login, saved.email);
    return checked.status === "ok" ? checked.data : null;
  };
  const leave = async (field: ProfileField) => {
    const now = await ask();
    if (!now) return;
    setCheck((before) => {
      const others = before.refused.filter((other) => other !== field);
      const refused = now.refused.includes(field) ? [...others, field] : others;
      return { refused, wants_password: now.wants_password };
    });
  };
  const save = async (fields: HTMLFormControlsCollection) => {
    const now = await ask();
    if (!now) return;
    setCheck(now);
    if (now.refused[0]) return focusOn(fields, now.refused[0]);
    if (now.wants_password && password === "") return setTimeout(() => focusOn(fields, "own"));
    submit(
      () => door.changeDealer({ ...form, own_password: now.wants_password ? password : null }),
      async (dealer) => {
        setSaved(dealer);
        setForm(formOf(dealer));
        setPassword("");
        setCheck({ refused: [], wants_password: false });
        setDone(true);
        const status = await door.status();
        if (status.status === "ok") onStatus(status.data);
      },
      (problem) => {
        if (problem.code === "fields_refused") setCheck({ ...now, refused: problem.fields });
        if (problem.code === "login_taken") focusOn(fields, "login");
        if (problem.code === "wrong_credentials") focusOn(fields, "own");
      },
    );
  };
  const beside = problem?.code === "login_taken" || problem?.code === "fields_refused" || wrongPassword;
  return (
    <Form className="form" onSubmit={save}>
      <ProfileFields
        value={form}
        onChange={change}
        wrong={wrong}
        onLeave={leave}
        emailHint={say.account.profile.emailNote}
      />
      <div className="two">
        <Field
          name="login"
          label={say.account.fields.login}
          hint={say.account.profile.loginNote}
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="username"
          value={form.login}
          onChange={(event) => change({ login: event.target.value })}
          onBlur={() => leave("login")}
          wrong={
            problem?.code === "login_taken"
              ? explain(problem)
              : wrong.has("login")
                ? say.account.wrong.login
                : undefined
          }
        />
        <Select
          label={say.account.mailLanguage}
          value={form.language}
          options={languages.map((language) => [language, say.settings.languages[language]])}
          onChange={(event) => change({ language: event.target.value === "en" ? "en" : "ja" })}
        />
        {check.wants_password && (
          <OwnPasswordField
            label={say.account.oldPassword}
            value={password}
            onChange={(password) => {
              setPassword(password);
              setProblem(null);
            }}
            isWrong={wrongPassword}
          />
        )}
      </div>
      {problem && !beside && <Notice words={explain(problem)} kind="danger" />}
      {done && saved.email_to_confirm && (
        <Notice
          words={{
            what: say.account.profile.mailed(saved.email_to_confirm),
            todo: say.account.profile.mailedTodo,
          }}
        />
      )}
      <p className="buttons">
        <span role="status">{done && say.account.saved}</span>
        <Button
          kind="main"
          type="submit"
          unavailable={working ? say.account.sending : same(form, formOf(saved)) && say.account.unchanged}
        >
          {working ? say.account.sending : say.account.save}
        </Button>
      </p>
    </Form>
  );
}

const same = (one: DealerForm, other: DealerForm) => JSON.stringify(one) === JSON.stringify(other);
