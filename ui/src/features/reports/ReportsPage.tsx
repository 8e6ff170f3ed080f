import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import type { PlaceOf } from "../../kit/place";
import { Tabs } from "../../kit/Tabs";
import { Calendar } from "./Calendar";
import { Quotes } from "./Quotes";
import { Registered } from "./Registered";
import "./reports.css";

const tabs = ["totals", "history", "calendar", "quotes"] as const;
type Tab = (typeof tabs)[number];

/** What was registered, what ends when, and what to quote: all of it from what is known here. */
export function ReportsPage({ place }: { place: PlaceOf<"reports"> }) {
  const { say } = useSpeech();
  const [entered, setEntered] = useState(place);
  const [tab, setTab] = useState<Tab>(place.tab ?? "totals");
  // Whoever comes by way of a tab wants that one; whoever just comes back wants what was left.
  if (entered !== place) {
    setEntered(place);
    if (place.tab) setTab(place.tab);
  }
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.tab) page.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [place]);
  const panel = (name: Tab) => {
    switch (name) {
      case "totals":
      case "history":
        return <Registered kind={name} />;
      case "calendar":
        return <Calendar />;
      case "quotes":
        return <Quotes />;
    }
  };
  return (
    <div ref={page} className="reports">
      <h1>{say.room.reports}</h1>
      <Tabs label={say.room.reports} tabs={tabs} names={say.reports.tabs} at={tab} onTab={setTab} panel={panel} />
    </div>
  );
}
