import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PlaceOf } from "../../kit/place";
import { Tabs } from "../../kit/Tabs";
import { Apply } from "./Apply";
import { Extend } from "./Extend";
import { Forms, kinds } from "./Forms";
import { Plan } from "./plan/Plan";
import { Search } from "./Search";
import "./renew.css";

const tabs = ["extend", "apply", "search", "plan"] as const;
type Tab = (typeof tabs)[number];

/** Subscriptions: extending them, applying anew, searching, and what-if. */
export function RenewPage({ place }: { place: PlaceOf<"renew"> }) {
  const { say } = useSpeech();
  const door = useDoor();
  // Once seen, the terms are on this computer, and an extension can be made without the network.
  useEffect(() => void door.terms(), [door]);
  const [entered, setEntered] = useState(place);
  const [tab, setTab] = useState<Tab>(place.tab ?? "extend");
  if (entered !== place) {
    setEntered(place);
    if (place.tab) setTab(place.tab);
  }
  // A device that one comes with belongs to the tab that one comes to, and to no other.
  const comesWith = (name: Tab) => (name === (place.tab ?? "extend") ? place : null);
  return (
    <div className="renew">
      <h1>{say.room.renew}</h1>
      <Tabs
        label={say.renew.tabList}
        tabs={tabs}
        names={say.renew.tabs}
        at={tab}
        onTab={setTab}
        panel={(name) => {
          switch (name) {
            case "extend":
              return <Forms kind={kinds.extend} place={comesWith("extend")} form={Extend} />;
            case "apply":
              return <Forms kind={kinds.apply} place={comesWith("apply")} form={Apply} />;
            case "search":
              return <Search place={comesWith("search")} />;
            case "plan":
              return <Plan />;
          }
        }}
      />
    </div>
  );
}
