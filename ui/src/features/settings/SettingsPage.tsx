import { Activity, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import type { AccountView, Language, StatusView } from "../../ipc/door";
import type { PlaceOf } from "../../kit/place";
import { About } from "./About";
import { Appearance, type Looks } from "./Appearance";
import { Computer } from "./Computer";
import { OwnPassword } from "./OwnPassword";
import { Printing } from "./Printing";
import { Profile } from "./Profile";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";
import { Staff } from "./Staff";
import "./settings.css";

const tabs = [
  "profile",
  "password",
  "staff",
  "secondFactor",
  "sessions",
  "appearance",
  "print",
  "computer",
  "about",
] as const;
type Tab = (typeof tabs)[number];

interface Props {
  place: PlaceOf<"settings">;
  status: StatusView;
  account: AccountView;
  looks: Looks;
  onLanguage: (language: Language) => void;
  onStatus: (status: StatusView) => void;
}

/** The account, and what can be set: one tab for each, chosen by ↑ and ↓. */
export function SettingsPage({ place, status, account, looks, onLanguage, onStatus }: Props) {
  const { say } = useSpeech();
  const id = useId();
  const [entered, setEntered] = useState(place);
  const [tab, setTab] = useState<Tab>(() => tabIn(place) ?? "appearance");
  const list = useRef<HTMLDivElement>(null);
  if (entered !== place) {
    setEntered(place);
    setTab(tabIn(place) ?? tab);
  }
  const [visited, setVisited] = useState<ReadonlySet<Tab>>(new Set());
  if (!visited.has(tab)) setVisited(new Set([...visited, tab]));
  const pages: Record<Tab, () => ReactNode> = {
    profile: () => <Profile onStatus={onStatus} />,
    password: () => <OwnPassword />,
    staff: () => <Staff />,
    secondFactor: () => <SecondFactor />,
    sessions: () => <Sessions />,
    appearance: () => <Appearance looks={looks} onLanguage={onLanguage} />,
    print: () => <Printing />,
    computer: () => <Computer status={status} account={account} onSignedOut={onStatus} />,
    about: () => <About />,
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab;
    setTab(next);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(id)}-${next}`)?.focus();
  };
  return (
    <div className="settings">
      <h1>{say.room.settings}</h1>
      <div
        className="tabs"
        role="tablist"
        aria-orientation="vertical"
        aria-label={say.room.settings}
        ref={list}
        onKeyDown={move}
      >
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === tab}
            aria-controls={`${id}-${name}-page`}
            tabIndex={name === tab ? 0 : -1}
            onClick={() => setTab(name)}
          >
            {say.account.tabs[name]}
          </button>
        ))}
      </div>
      {/* What was typed stays while one looks at another tab. */}
      {tabs
        .filter((name) => visited.has(name))
        .map((name) => (
          <Activity key={name} mode={name === tab ? "visible" : "hidden"}>
            <section className="tab" role="tabpanel" id={`${id}-${name}-page`} aria-labelledby={`${id}-${name}`}>
              <h2>{say.account.tabs[name]}</h2>
              {pages[name]()}
            </section>
          </Activity>
        ))}
    </div>
  );
}

const tabIn = (place: PlaceOf<"settings">) => tabs.find((tab) => tab === place.tab);
