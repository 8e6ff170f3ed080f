import { useCallback, useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import type { PlaceOf } from "../../kit/place";
import { Tabs } from "../../kit/Tabs";
import { Applications, useApplications } from "./Applications";
import { type Draft, draftFor, isTouched, newDraft, type Stage } from "./draft";
import { type Start, Wizard } from "./Wizard";
import "./issue.css";

const tabs = ["new", "list"] as const;

const blank = (): Start => ({ draft: newDraft(), stage: { at: "category" } });
const startFor = (device: string): Start => ({ draft: draftFor(device), stage: { at: "device" } });

/** Applying for registration keys, and what was applied for. */
export function IssuePage({ place }: { place: PlaceOf<"issue"> }) {
  const { say } = useSpeech();
  const [tab, setTab] = useState<(typeof tabs)[number]>("new");
  /** Each wizard has a number: another number is another application. */
  const [wizard, setWizard] = useState({ number: 0, start: blank() });
  /** What would take the place of an unfinished application, if a person says so. */
  const [offered, setOffered] = useState<Start | null>(null);
  const { list } = useApplications();

  const begin = (start: Start) => {
    setWizard(({ number }) => ({ number: number + 1, start }));
    setOffered(null);
    setTab("new");
  };
  /** Whether something would be lost by beginning anew. */
  const isUnfinished = useRef(false);
  const watch = useCallback((draft: Draft, stage: Stage) => {
    isUnfinished.current = isTouched(draft) && stage.at !== "result";
  }, []);
  const beginUnlessUnfinished = (start: Start) => {
    if (!isUnfinished.current) return begin(start);
    setOffered(start);
    setTab("new");
  };
  // Entering a room anew, even with the same device, is another wish.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that was gone to counts.
  useEffect(() => {
    if (place.list) setTab("list");
    else if (place.device) beginUnlessUnfinished(startFor(place.device));
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
            <Applications onStart={beginUnlessUnfinished} onNew={() => beginUnlessUnfinished(blank())} />
          ) : (
            <div className="wizard">
              {offered && (
                <Notice words={say.issue.offered}>
                  <p>
                    <Button onClick={() => setOffered(null)}>{say.issue.goOn}</Button>{" "}
                    <Button onClick={() => begin(offered)}>{say.issue.startAnew}</Button>
                  </p>
                </Notice>
              )}
              <Wizard
                key={wizard.number}
                start={wizard.start}
                onDraft={watch}
                onNextCustomer={() => begin(blank())}
                onOpenList={() => setTab("list")}
              />
            </div>
          )
        }
      />
    </div>
  );
}
