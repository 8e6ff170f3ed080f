import { useCallback, useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { IntentView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { type Place, useFrame } from "../../kit/place";
import { draftOf, nameOf, type Refusals, type Start } from "./draft";
import { Reasons } from "./Reasons";
import { pairOf } from "./useKnown";
import "./applications.css";

interface Props {
  onStart: (start: Start) => void;
  onNew: () => void;
}

/** What was applied for and waits, or was refused. */
export function Applications({ onStart, onNew }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const { go } = useFrame();
  const { list, problem, read } = useApplications();
  const [failed, setFailed] = useState<Problem | null>(null);
  const words = say.issue.list;

  const correct = async (intent: IntentView) => {
    const answer = await door.application(intent.intent);
    if (answer.status === "error") return setFailed(answer.error);
    const draft = draftOf(answer.data);
    onStart({ draft, stage: { at: "keys" }, refusals: refusalsOf(intent, draft.lines), replaces: [intent.intent] });
  };
  const putAway = async (intent: IntentView) => {
    const answer = await door.putAway(intent.intent);
    if (answer.status === "error") setFailed(answer.error);
    await read();
  };

  const wrong = failed ?? problem;
  if (wrong) return <Notice words={explain(wrong)} kind="danger" />;
  if (!list) return null;
  const waiting = list.filter((intent) => !intent.answer).toReversed();
  const refused = list.filter((intent) => intent.answer);
  if (list.length === 0) {
    return (
      <div className="empty">
        <h2>{words.empty}</h2>
        <p className="grey">{words.emptyTodo}</p>
        <Button onClick={onNew}>{words.startNew}</Button>
      </div>
    );
  }
  return (
    <div className="applications">
      {refused.length > 0 && (
        <section>
          <h2>{words.refused(refused.length)}</h2>
          <p className="grey">{words.refusedNote}</p>
          <ul>
            {refused.map((intent) => (
              <Application key={intent.intent} intent={intent}>
                {intent.ask === "register" && (
                  <Button kind="main" onClick={() => correct(intent)}>
                    {words.correct}
                  </Button>
                )}
                {(intent.ask === "apply" || intent.ask === "extend") && (
                  <Button kind="main" onClick={() => go(renewing(intent))}>
                    {words.again}
                  </Button>
                )}
                <Button onClick={() => putAway(intent)}>{words.putAway}</Button>
              </Application>
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section>
          <h2>{words.waiting(waiting.length)}</h2>
          <p className="grey">{words.waitingNote}</p>
          <ul>
            {waiting.map((intent) => (
              <Application key={intent.intent} intent={intent} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** The applications, read again whenever something has come of them. */
export function useApplications() {
  const door = useDoor();
  const [list, setList] = useState<IntentView[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = useCallback(async () => {
    const answer = await door.applications();
    if (answer.status === "ok") setList(answer.data);
    setProblem(answer.status === "ok" ? null : answer.error);
  }, [door]);
  useEffect(() => {
    void read();
    return door.onStatus(() => void read());
  }, [door, read]);
  return { list, problem, read };
}

/** Where つながるねっと is applied for again, with everything that was typed. */
function renewing({ ask, intent }: IntentView): Place {
  return { room: "renew", tab: ask === "apply" ? "apply" : "extend", again: intent };
}

function refusalsOf(intent: IntentView, lines: Start["draft"]["lines"]): Refusals {
  const { answer } = intent;
  if (answer?.outcome !== "refused" || answer.code !== "lines_refused") return new Map();
  return new Map(
    answer.lines.flatMap(({ activation_key, ...refusal }) =>
      lines
        .filter((line) => pairOf(line).activation_key === activation_key)
        .map((line) => [nameOf(line), refusal] as const),
    ),
  );
}

function Application({ intent, children }: { intent: IntentView; children?: React.ReactNode }) {
  const { say, format } = useSpeech();
  const words = say.issue.list;
  const { answer } = intent;
  return (
    <li className="card application">
      <div>
        <p className="number selectable">{intent.device}</p>
        <p className="grey">
          {intent.ask === "register" ? words.keys(intent.keys.length) : say.home.asks[intent.ask]}・
          {words.by(format.moment(intent.at), intent.by)}
        </p>
      </div>
      {answer?.outcome === "refused" && <Reasons answer={answer} />}
      {children && <p className="buttons">{children}</p>}
    </li>
  );
}
