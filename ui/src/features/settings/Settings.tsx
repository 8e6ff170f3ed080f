import { useState } from "react";
import { useSpeech } from "../../i18n";
import { type Role, type Theme, themes } from "../../i18n/names";
import { useDoor } from "../../ipc/context";
import { type AccountView, type Language, languages, type Problem, type StatusView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { Notice } from "../../kit/Notice";
import "./settings.css";

interface Props {
  status: StatusView;
  account: AccountView;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onLanguage: (language: Language) => void;
  onSignedOut: (status: StatusView) => void;
}

/** What can be set, and what this computer is to the office. */
export function Settings({ status, account, theme, onTheme, onLanguage, onSignedOut }: Props) {
  const { say, language, explain } = useSpeech();
  const door = useDoor();
  const [problem, setProblem] = useState<Problem | null>(null);
  const signOut = async () => {
    const answer = await door.signOut();
    if (answer.status === "ok") onSignedOut(answer.data);
    else setProblem(answer.error);
  };
  const keyInFile = status.warnings.find((warning) => warning.code === "key_in_file");
  return (
    <div className="settings">
      <h1>{say.room.settings}</h1>
      <section className="card">
        <Choice
          label={say.settings.language}
          value={language}
          options={languages}
          names={say.settings.languages}
          onChoose={onLanguage}
        />
        <Choice
          label={say.settings.theme}
          value={theme}
          options={themes}
          names={say.settings.themes}
          onChoose={onTheme}
        />
      </section>
      <section className="card" aria-labelledby="account">
        <h2 id="account">{say.settings.account}</h2>
        <dl className="selectable">
          <dt>{say.settings.company}</dt>
          <dd>{account.company}</dd>
          <dt>{say.settings.login}</dt>
          <dd>{account.login}</dd>
          <dt>{say.settings.role}</dt>
          <dd>{say.settings.roles[account.role as Role] ?? account.role}</dd>
          <dt>{say.settings.server}</dt>
          <dd>{account.server}</dd>
        </dl>
        {problem && <Notice words={explain(problem)} kind="danger" />}
        <p className="row">
          <Button onClick={signOut}>{say.settings.signOut}</Button>
          <span className="grey">{say.settings.signOutNote}</span>
        </p>
      </section>
      <section className="card" aria-labelledby="computer">
        <h2 id="computer">{say.settings.computer}</h2>
        {keyInFile ? <Notice words={explain(keyInFile)} /> : <p>{say.settings.keyInKeychain}</p>}
      </section>
    </div>
  );
}
