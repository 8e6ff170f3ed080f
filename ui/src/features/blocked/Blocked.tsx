import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Problem, RecoveredView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
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
  /** What came of setting aside, and the problem that this was done about: another one comes after it. */
  const [done, setDone] = useState<{ recovered: RecoveredView; about: Problem } | null>(null);
  const { working, problem: refused, setProblem: setRefused, submit } = useSubmit();
  const setAside = () =>
    submit(
      () => door.setAside(),
      (recovered) => (recovered ? setDone({ recovered, about: problem }) : onRetry()),
    );
  const retry = () => {
    setRefused(null);
    onRetry();
  };
  const busy = retrying ? say.blocked.retrying : working && say.blocked.settingAside;
  if (done?.about === problem) return <Recovered recovered={done.recovered} retrying={retrying} onGoOn={onRetry} />;
  return (
    <main className="blocked">
      <section className="card">
        <h1>{say.blocked.title}</h1>
        <Notice words={explain(problem)} kind="danger" />
        {isLost(problem) && <p>{say.blocked.setAsideNote}</p>}
        {refused && <Notice words={explain(refused)} kind="danger" />}
        <p className="buttons">
          <Button kind="main" autoFocus unavailable={busy} onClick={retry} hotkey="Enter">
            {retrying ? say.blocked.retrying : say.blocked.retry}
          </Button>
          {isLost(problem) && (
            <Button unavailable={busy} onClick={setAside}>
              {working ? say.blocked.settingAside : say.blocked.setAside}
            </Button>
          )}
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
function Recovered({
  recovered,
  retrying,
  onGoOn,
}: {
  recovered: RecoveredView;
  retrying: boolean;
  onGoOn: () => void;
}) {
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
          <Button kind="main" autoFocus unavailable={retrying && say.blocked.retrying} onClick={onGoOn} hotkey="Enter">
            {retrying ? say.blocked.retrying : words.goOn}
          </Button>
        </p>
      </section>
    </main>
  );
}
