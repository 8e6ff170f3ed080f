import { useSpeech } from "../../i18n";
import type { AccountView, Language, StatusView } from "../../ipc/door";
import { languages } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Mark } from "../../kit/Mark";
import { SignInFields } from "./SignInFields";
import "./signin.css";

interface FirstProps {
  onSignedIn: (status: StatusView) => void;
  onLanguage: (language: Language) => void;
  onDemo: () => void;
}

/** The whole window while nobody is signed in. */
export function SignIn({ onSignedIn, onLanguage, onDemo }: FirstProps) {
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
        <SignInFields onSignedIn={onSignedIn} />
        <p className="demo-offer">
          <Button kind="quiet" onClick={onDemo}>
            {say.issue.demo.open}
          </Button>
        </p>
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
