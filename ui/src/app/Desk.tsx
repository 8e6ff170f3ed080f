import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { CustomersPage } from "../features/customers/CustomersPage";
import { FindPage } from "../features/find/FindPage";
import { SearchField } from "../features/find/SearchField";
import { Searching } from "../features/find/Searching";
import { Home } from "../features/home/Home";
import { IssuePage } from "../features/issue/IssuePage";
import { PrintDialog } from "../features/print/PrintDialog";
import { PrintPage } from "../features/print/PrintPage";
import { RenewPage } from "../features/renew/RenewPage";
import { ReportsPage } from "../features/reports/ReportsPage";
import type { Looks } from "../features/settings/Appearance";
import { SettingsPage } from "../features/settings/SettingsPage";
import { SignInAgain } from "../features/signin/SignIn";
import { StatusLine } from "../features/status/StatusLine";
import { ThingPanel } from "../features/thing/ThingPanel";
import { useSpeech } from "../i18n";
import { useDoor } from "../ipc/context";
import type { AccountView, DetailView, Language, StatusView, ThingView } from "../ipc/door";
import { useTopic } from "../kit/help";
import { KnownDrafts, useKnownDrafts } from "../kit/knownDrafts";
import { type Frame, FrameContext, type Place, type Printable } from "../kit/place";
import { Navigation } from "./Navigation";
import { type Pages, Rooms } from "./Rooms";
import { useArrival } from "./useArrival";
import { useNews } from "./useNews";
import type { Office } from "./useOffice";
import { useShortcuts } from "./useShortcuts";

interface Props {
  office: Extract<Office, { phase: "open" }>;
  account: AccountView;
  onStatus: (status: StatusView) => void;
  /** Signed in again, where `before` was signed in. */
  onSignedIn: (status: StatusView, before: AccountView) => void;
  onSync: () => void;
  onLanguage: (language: Language) => void;
  looks: Looks;
}

/** The frame around every room, and which room it shows. */
export function Desk({ office, account, onStatus, onSignedIn, onSync, onLanguage, looks }: Props) {
  const { say } = useSpeech();
  const [place, go] = useState<Place>({ room: "today" });
  const [printing, print] = useState<Printable | null>(null);
  /** Who was signed in when it was asked for. */
  const [signingIn, setSigningIn] = useState<AccountView | null>(null);
  const page = useArrival(place.room);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const frame = useMemo<Frame>(() => ({ go, print }), []);

  const startSearch = () => {
    go({ room: "find" });
    field.current?.focus();
    field.current?.select();
  };
  const door = useDoor();
  const printThing = async (thing: ThingView) => {
    if (thing.kind === "key") return print({ keys: [thing.id], device: thing.device });
    const answer = await door.thing(thing.kind, thing.id);
    if (answer.status === "error") return;
    const what = printableOf(answer.data);
    if (what) print(what);
  };
  useShortcuts({ onRoom: (room) => go({ room }), onSearch: startSearch });
  const drafts = useKnownDrafts();
  useNews();
  useTopic(place.room === "settings" ? "account" : place.room);
  useLayoutEffect(() => field.current?.focus(), []);

  const pages: Pages = {
    today: () => (
      <Home status={office.status} syncing={office.syncing} onSync={onSync} onSignIn={() => setSigningIn(account)} />
    ),
    find: (place) => (
      <FindPage
        place={place}
        list={list}
        onBack={() => field.current?.focus()}
        onPrint={printThing}
        details={(thing, query) => (
          <ThingPanel
            key={`${thing.kind} ${thing.id}`}
            thing={thing}
            query={query}
            changed={`${printing !== null} ${office.status.last_sync} ${office.status.waiting}`}
          />
        )}
      />
    ),
    issue: (place) => <IssuePage place={place} />,
    renew: (place) => <RenewPage place={place} />,
    customers: (place) => <CustomersPage place={place} />,
    print: (place) => <PrintPage place={place} />,
    reports: (place) => <ReportsPage place={place} />,
    settings: (place) => (
      <SettingsPage
        place={place}
        status={office.status}
        account={account}
        looks={looks}
        onLanguage={onLanguage}
        onStatus={onStatus}
      />
    ),
  };

  return (
    <FrameContext value={frame}>
      <Searching synced={office.status.last_sync}>
        <div className="desk">
          <Navigation room={place.room} onRoom={(room) => go({ room })} />
          <header className="top">
            <SearchField
              ref={field}
              open={place.room === "find"}
              onOpen={() => go({ room: "find" })}
              onEnter={() => list.current?.focus()}
              onPrint={printThing}
            />
            <StatusLine status={office.status} syncing={office.syncing.state === "running"} />
          </header>
          <main ref={page} id="page" className="page" tabIndex={-1} aria-label={say.room[place.room]}>
            <KnownDrafts value={drafts}>
              <Rooms place={place} pages={pages} />
            </KnownDrafts>
          </main>
          {printing && <PrintDialog of={printing} onClose={() => print(null)} />}
          {signingIn && (
            <SignInAgain
              account={signingIn}
              onSignedIn={(status) => {
                setSigningIn(null);
                onSignedIn(status, signingIn);
              }}
              onCancel={() => setSigningIn(null)}
            />
          )}
        </div>
      </Searching>
    </FrameContext>
  );
}

/** What can be printed of what a page is about: of a device all its keys, of a customer all there is. */
function printableOf(detail: DetailView): Printable | null {
  if (detail.page === "device" && detail.keys.length > 0) {
    return { keys: detail.keys.map(({ id }) => id), device: detail.device, document: "registration-sheet" };
  }
  if (detail.page === "customer" && detail.devices.length > 0) {
    return { keys: [], customer: { id: detail.thing.id, name: detail.thing.name ?? "" } };
  }
  return null;
}
