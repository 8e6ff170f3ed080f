import { useEffect, useRef, useState } from "react";
import { FindPage } from "../features/find/FindPage";
import { SearchField } from "../features/find/SearchField";
import { useSearch } from "../features/find/useSearch";
import { Home } from "../features/home/Home";
import { KeyPanel } from "../features/key/KeyPanel";
import { PrintDialog } from "../features/print/PrintDialog";
import { Settings } from "../features/settings/Settings";
import { SignInAgain } from "../features/signin/SignIn";
import { StatusLine } from "../features/status/StatusLine";
import { useSpeech } from "../i18n";
import type { Room, Theme } from "../i18n/names";
import type { AccountView, HitView, Language, StatusView } from "../ipc/door";
import { Navigation } from "./Navigation";
import { useNews } from "./useNews";
import type { Office } from "./useOffice";
import { useShortcuts } from "./useShortcuts";

interface Props {
  office: Extract<Office, { phase: "open" }>;
  account: AccountView;
  onStatus: (status: StatusView) => void;
  onSignedIn: (status: StatusView) => void;
  onSync: () => void;
  onLanguage: (language: Language) => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
}

/** The frame around every room, and which room it shows. */
export function Desk({ office, account, onStatus, onSignedIn, onSync, onLanguage, theme, onTheme }: Props) {
  const { say } = useSpeech();
  const [room, setRoom] = useState<Room>("today");
  const [printing, setPrinting] = useState<HitView | null>(null);
  const [signingIn, setSigningIn] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const search = useSearch(office.status.last_sync);

  const startSearch = () => {
    setRoom("find");
    field.current?.focus();
    field.current?.select();
  };
  useShortcuts({ onRoom: setRoom, onSearch: startSearch });
  useNews();
  useEffect(() => field.current?.focus(), []);

  return (
    <div className="desk">
      <Navigation room={room} onRoom={setRoom} />
      <header className="top">
        <SearchField
          ref={field}
          search={search}
          open={room === "find"}
          onOpen={() => setRoom("find")}
          onEnter={() => list.current?.focus()}
          onPrint={setPrinting}
        />
        <StatusLine status={office.status} syncing={office.syncing.state === "running"} />
      </header>
      <main id="page" className="page" tabIndex={-1} aria-label={say.room[room]}>
        {room === "today" && (
          <Home
            status={office.status}
            syncing={office.syncing}
            onSearch={startSearch}
            onSync={onSync}
            onSignIn={() => setSigningIn(true)}
          />
        )}
        {room === "find" && (
          <FindPage
            list={list}
            search={search}
            onBack={() => field.current?.focus()}
            onPrint={setPrinting}
            details={(hit) => (
              <KeyPanel
                key={hit.activation_key}
                hit={hit}
                query={search.state.typed}
                onPrint={() => setPrinting(hit)}
                printing={printing !== null}
              />
            )}
          />
        )}
        {room === "settings" && (
          <Settings
            status={office.status}
            account={account}
            theme={theme}
            onTheme={onTheme}
            onLanguage={onLanguage}
            onSignedOut={onStatus}
          />
        )}
      </main>
      {printing && <PrintDialog hit={printing} onClose={() => setPrinting(null)} />}
      {signingIn && (
        <SignInAgain
          account={account}
          onSignedIn={(status) => {
            setSigningIn(false);
            onSignedIn(status);
          }}
          onCancel={() => setSigningIn(false)}
        />
      )}
    </div>
  );
}
