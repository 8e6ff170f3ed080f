import { useSpeech } from "../../i18n";
import type { AccountView, Language, MaintenanceView, StatusView } from "../../ipc/door";
import { languages } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { MaintenanceNotice } from "../../kit/MaintenanceNotice";
import { Mark } from "../../kit/Mark";
import { SignInFields } from "./SignInFields";
import "./signin.css";

interface FirstProps {
  maintenance: MaintenanceView[];
  onSignedIn: (status: StatusView) => void;
  onLanguage: (language: Language) => void;
}

/** The whole window while nobody is signed in. */
export function SignIn({ maintenance, onSignedIn, onLanguage }: FirstProps) {
  const { say, language } = useSpeech();
  return (
    <main className="sign-in">
      <section className="card">
        <p className="product">
          <Mark />
          鍵札 Kagifuda
        </p>
        <h1>{say.signIn.title}</h1>
        <p>{say.signIn.intro}</p>
        <MaintenanceNotice windows={maintenance} />
        <SignInFields onSignedIn={onSignedIn} />
      </section>
      <p className="languages">
        {languages.map((name) => (
          <Button key={name} kind="quiet" lang={name} aria-pressed={name === language} onClick={() => onLanguage(name)}>
            {say.settings.languages[name]}
          </Button>
        ))}
      </p>
    </main>
  );
}

interface AgainProps {
  account: AccountView;
  onSignedIn: (status: StatusView) => void;
  onCancel: () => void;
}

/** A dialog when the session has ended: everything behind it goes on. */
export function SignInAgain({ account, onSignedIn, onCancel }: AgainProps) {
  const { say } = useSpeech();
  return (
    <Dialog title={say.signIn.again} className="sign-in-again" onClose={onCancel}>
      <SignInFields account={account} onSignedIn={onSignedIn} onCancel={onCancel} />
    </Dialog>
  );
}
