import { useCallback, useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import type { PlaceOf } from "../../kit/place";
import { Applications, useApplications } from "./Applications";
import { type Draft, draftFor, isTouched, newDraft, type Stage } from "./draft";
import { type Start, Wizard } from "./Wizard";
import "./issue.css";

const blank = (): Start => ({ draft: newDraft(), stage: { at: "category" } });
const startFor = (device: string): Start => ({ draft: draftFor(device), stage: { at: "device" } });

/** Applying for registration keys, and what was applied for. */
export function IssuePage({ place }: { place: PlaceOf<"issue"> }) {
  const { say } = useSpeech();
  const [tab, setTab] = useState<"new" | "list">("new");
  /** Each wizard has a number: another number is another application. */
  const [wizard, setWizard] = useState({ number: 0, start: blank() });
  const [offered, setOffered] = useState<string | null>(null);
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
  // Entering a room anew, even with the same device, is another wish.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that was gone to counts.
  useEffect(() => {
    if (place.list) setTab("list");
    else if (place.device && isUnfinished.current) setOffered(place.device);
    else if (place.device) begin(startFor(place.device));
  }, [place]);

  return (
    <div className="issue">
      <header>
        <h1>{say.issue.title}</h1>
        <div className="tabs">
          {(["new", "list"] as const).map((name) => (
            <Button key={name} kind="quiet" aria-pressed={tab === name} onClick={() => setTab(name)}>
              {say.issue.tabs[name]}
              {name === "list" && list && list.length > 0 && <span className="count">{list.length}</span>}
            </Button>
          ))}
        </div>
      </header>
      {tab === "list" && <Applications onStart={begin} onNew={() => begin(blank())} />}
      {tab === "new" && offered && (
        <Notice words={{ what: say.issue.offered.what, todo: say.issue.offered.todo(offered) }}>
          <p>
            <Button onClick={() => setOffered(null)}>{say.issue.goOn}</Button>{" "}
            <Button onClick={() => begin(startFor(offered))}>{say.issue.startFor(offered)}</Button>
          </p>
        </Notice>
      )}
      <div className="wizard" hidden={tab !== "new"}>
        <Wizard
          key={wizard.number}
          start={wizard.start}
          onDraft={watch}
          onNextCustomer={() => begin(blank())}
          onOpenList={() => setTab("list")}
        />
      </div>
    </div>
  );
}
