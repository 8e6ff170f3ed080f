import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { DraftNotice } from "../../kit/DraftNotice";
import type { PlaceOf } from "../../kit/place";
import { Tabs } from "../../kit/Tabs";
import { useDraft } from "../../kit/useDraft";
import { Applications, useApplications } from "./Applications";
import { application, draftFor, type Start } from "./draft";
import { Wizard } from "./Wizard";
import "./issue.css";

const tabs = ["new", "list"] as const;

const startFor = (device: string): Start => ({ draft: draftFor(device), stage: { at: "device" } });

/** Applying for registration keys, and what was applied for. */
export function IssuePage({ place }: { place: PlaceOf<"issue"> }) {
  const { say } = useSpeech();
  const [tab, setTab] = useState<(typeof tabs)[number]>("new");
  const drafting = useDraft(application);
  const { list } = useApplications();

  const begin = (start: Start) => {
    drafting.offer(start);
    setTab("new");
  };
  // Entering a room anew, even with the same device, is another wish.
  const entered = useRef<PlaceOf<"issue">>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that was gone to counts.
  useEffect(() => {
    if (entered.current === place) return;
    entered.current = place;
    if (place.list) setTab("list");
    else if (place.device) begin(startFor(place.device));
  }, [place]);

  return (
    <div className="issue">
      <h1>{say.issue.title}</h1>
      <Tabs
        label={say.issue.title}
        tabs={tabs}
        names={{ new: say.issue.tabs.new, list: say.issue.tabs.list(list?.length ?? 0) }}
        at={tab}
        onTab={setTab}
        panel={(name) =>
          name === "list" ? (
            <Applications onStart={begin} onNew={() => begin(application.blank())} />
          ) : (
            <div className="wizard">
              <DraftNotice drafting={drafting} />
              {drafting.start && (
                <Wizard
                  key={drafting.number}
                  start={drafting.start}
                  keeping={drafting}
                  onNextCustomer={drafting.anew}
                  onOpenList={() => setTab("list")}
                />
              )}
            </div>
          )
        }
      />
    </div>
  );
}
