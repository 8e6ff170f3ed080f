import { useEffect, useState } from "react";
import { Blocked } from "../features/blocked/Blocked";
import { Demo } from "../features/issue/Demo";
import { SignIn } from "../features/signin/SignIn";
import { SpeechProvider } from "../i18n";
import { themes } from "../i18n/names";
import { type AccountView, languages } from "../ipc/door";
import { CopiedNote } from "../kit/CopiedNote";
import { Desk } from "./Desk";
import { HelpAround } from "./Help";
import { useRemembered } from "./remembered";
import { useOffice } from "./useOffice";
import { useStrayFiles } from "./useStrayFiles";
import { useZoom } from "./useZoom";

/** The window: opening, blocked, signed out or at work. */
export function App() {
  const { office, open, sync, setLanguage, setStatus, signedIn } = useOffice();
  const [theme, setTheme] = useRemembered("theme", themes, "system");
  const [zoom, setZoom] = useZoom();
  useStrayFiles();
  // The office's language is known once it is open; until then, the one it had the last time.
  const [lastLanguage, setLastLanguage] = useRemembered("language", languages, "ja");
  const [isDemo, setIsDemo] = useState(false);
  /** Counts up when another member takes the place of the one before, who has left nothing in sight. */
  const [sitting, setSitting] = useState(0);
  const language = office.phase === "open" ? office.language : lastLanguage;

  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => setLastLanguage(language), [language, setLastLanguage]);

  return (
    <SpeechProvider language={language}>
      <HelpAround>
        {office.phase === "blocked" && <Blocked problem={office.problem} retrying={office.retrying} onRetry={open} />}
        {office.phase === "open" &&
          !office.status.account &&
          (isDemo ? (
            <Demo onClose={() => setIsDemo(false)} />
          ) : (
            <SignIn
              maintenance={office.status.maintenance}
              onSignedIn={signedIn}
              onLanguage={setLanguage}
              onDemo={() => setIsDemo(true)}
            />
          ))}
        {office.phase === "open" && office.status.account && (
          <Desk
            key={sitting}
            office={office}
            account={office.status.account}
            onStatus={setStatus}
            onSignedIn={(status, before) => {
              if (!isSame(before, status.account)) setSitting(sitting + 1);
              signedIn(status);
            }}
            onSync={sync}
            onLanguage={setLanguage}
            looks={{ theme, onTheme: setTheme, zoom, onZoom: setZoom }}
          />
        )}
      </HelpAround>
      <CopiedNote />
    </SpeechProvider>
  );
}

/** Whether both are the same member. */
function isSame(one: AccountView, other: AccountView | null): boolean {
  return one.login === other?.login && one.server === other.server;
}
