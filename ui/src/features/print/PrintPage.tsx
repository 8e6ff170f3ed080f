import { useState } from "react";
import { useSpeech } from "../../i18n";
import type { PlaceOf } from "../../kit/place";
import { Tabs } from "../../kit/Tabs";
import { BatchPage } from "./BatchPage";
import { HistoryPage } from "./HistoryPage";
import "./print.css";
import "./room.css";

const tabs = ["batch", "history"] as const;

/** The room of prints: many documents at once, and what was printed. */
export function PrintPage({ place }: { place: PlaceOf<"print"> }) {
  const { say } = useSpeech();
  const [entered, setEntered] = useState(place);
  const [tab, setTab] = useState(place.tab ?? "batch");
  if (entered !== place) {
    setEntered(place);
    setTab(place.tab ?? tab);
  }
  const pages = { batch: () => <BatchPage />, history: () => <HistoryPage /> };
  return (
    <div className="print-room">
      <h1 className="hidden">{say.room.print}</h1>
      <Tabs
        label={say.room.print}
        tabs={tabs}
        names={say.print.tabs}
        at={tab}
        onTab={setTab}
        panel={(name) => pages[name]()}
      />
    </div>
  );
}
