import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Problem, RecoveredView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import "./blocked.css";

interface Props {
  problem: Problem;
  retrying: boolean;
  onRetry: () => void;
}

/** The window when its data cannot be opened: why, what to do, and another try. */
export function Blocked({ problem, retrying, onRetry }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [refused, setRefused] = useState<Problem | null>(null);
  const [recovered, setRecovered] = useState<RecoveredView | null>(null);
  const setAside = async () => {
    const answer = await door.setAside();
    if (answer.status === "error") setRefused(answer.error);
    else if (answer.data) setRecovered(answer.data);
    else onRetry();
  };
  if (recovered) return <Recovered recovered={recovered} onGoOn={onRetry} />;
  return (
    <main className="blocked">
      <section className="card">
        <h1>{say.blocked.title}</h1>
        <Notice words={explain(problem)} kind="danger" />
        {isLost(problem) && <p>{say.blocked.setAsideNote}</p>}
        {refused && <Notice words={explain(refused)} kind="danger" />}
        <p className="buttons">
          <Button kind="main" autoFocus unavailable={retrying && say.blocked.retrying} onClick={onRetry} hotkey="Enter">
            {retrying ? say.blocked.retrying : say.blocked.retry}
          </Button>
          {isLost(problem) && <Button onClick={setAside}>{say.blocked.setAside}</Button>}
        </p>
      </section>
    </main>
  );
}

/** Whether the data will not come back by itself, so that fetching it anew is a way out. */
function isLost(problem: Problem): boolean {
  return ["cache_damaged", "cache_key_missing", "cache_vanished", "cache_wrong_key"].includes(problem.code);
}

/** What could be carried over: whoever applied for something that was lost has to know before going on. */
function Recovered({ recovered, onGoOn }: { recovered: RecoveredView; onGoOn: () => void }) {
  const { say } = useSpeech();
  const words = say.blocked.recovered;
  return (
    <main className="blocked">
      <section className="card">
        <h1>{words.title}</h1>
        {recovered.applications === null ? (
          <Notice words={words.applicationsLost} kind="danger" />
        ) : (
          <p>{words.applications(recovered.applications)}</p>
        )}
        <p>{recovered.prints === null ? words.printsLost : words.prints(recovered.prints)}</p>
        <p className="buttons">
          <Button kind="main" autoFocus onClick={onGoOn} hotkey="Enter">
            {words.goOn}
          </Button>
        </p>
      </section>
    </main>
  );
}
