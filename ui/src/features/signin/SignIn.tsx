import { useState } from "react";
import { useSpeech } from "../../i18n";
import type { AccountView, Language, MaintenanceView, StatusView } from "../../ipc/door";
import { languages } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { useHelp, useTopic } from "../../kit/help";
import { MaintenanceNotice } from "../../kit/MaintenanceNotice";
import { Mark } from "../../kit/Mark";
import { Forgotten } from "./Forgotten";
import { FromMail } from "./FromMail";
import { emptyDraft, Register } from "./Register";
import { SignInFields, serverLastTime } from "./SignInFields";
import "./signin.css";

interface FirstProps {
  maintenance: MaintenanceView[];
  onSignedIn: (status: StatusView) => void;
  onLanguage: (language: Language) => void;
  onDemo: () => void;
}

/** Where one is before the office opens. */
type Stand = { at: "sign-in"; login?: string } | { at: "register" } | { at: "forgotten" } | { at: "link" };

/** The whole window while nobody is signed in. What was typed for registering stays, wherever one looks meanwhile. */
export function SignIn({ maintenance, onSignedIn, onLanguage, onDemo }: FirstProps) {
  const { say, language } = useSpeech();
  const help = useHelp();
  const [stand, setStand] = useState<Stand>({ at: "sign-in" });
  const [server, setServer] = useState(serverLastTime);
  const [draft, setDraft] = useState(emptyDraft);
  useTopic("start");
  const elsewhere = {
    server,
    onServer: setServer,
    onSignedIn,
    onSignIn: (login?: string) => setStand(login === undefined ? { at: "sign-in" } : { at: "sign-in", login }),
  };
  return (
    <main className="sign-in">
      <section className={stand.at === "register" ? "card wide" : "card"}>
        <p className="product">
          <Mark />
          鍵札 Kagifuda
        </p>
        {stand.at === "sign-in" && (
          <>
            <h1>{say.signIn.title}</h1>
            <p>{say.signIn.intro}</p>
            <MaintenanceNotice windows={maintenance} />
            <SignInFields
              account={stand.login === undefined ? { server, login: "" } : { server, login: stand.login }}
              onServer={setServer}
              onSignedIn={onSignedIn}
            />
            <ul className="elsewhere">
              <li>
                <Button kind="quiet" onClick={() => setStand({ at: "register" })}>
                  {say.register.link}
                </Button>
              </li>
              <li>
                <Button kind="quiet" onClick={() => setStand({ at: "forgotten" })}>
                  {say.register.forgotten}
                </Button>
              </li>
              <li>
                <Button kind="quiet" onClick={() => setStand({ at: "link" })}>
                  {say.register.fromMail}
                </Button>
              </li>
              <li>
                <Button kind="quiet" onClick={onDemo}>
                  {say.issue.demo.open}
                </Button>
              </li>
            </ul>
          </>
        )}
        {stand.at === "register" && <Register {...elsewhere} draft={draft} onDraft={setDraft} />}
        {stand.at === "forgotten" && <Forgotten {...elsewhere} />}
        {stand.at === "link" && <FromMail {...elsewhere} heading onRegister={() => setStand({ at: "register" })} />}
      </section>
      <p className="languages">
        {languages.map((name) => (
          <Button key={name} kind="quiet" lang={name} aria-pressed={name === language} onClick={() => onLanguage(name)}>
            {say.settings.languages[name]}
          </Button>
        ))}
        <Button kind="quiet" onClick={() => help.manual()} aria-keyshortcuts="F1">
          {say.manual.open}
        </Button>
        <Button kind="quiet" onClick={help.policies}>
          {say.manual.policies}
        </Button>
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
