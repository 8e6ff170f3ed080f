import { useCallback } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Problem, StatusView } from "../../ipc/door";
import type { Syncing } from "../../ipc/syncing";
import { Button } from "../../kit/Button";
import { MaintenanceNotice } from "../../kit/MaintenanceNotice";
import { Notice } from "../../kit/Notice";
import { Progress } from "../../kit/Progress";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { Due } from "./Due";
import { Requests } from "./Requests";
import "./home.css";
import { Told } from "../../kit/Told";

interface Props {
  status: StatusView;
  syncing: Syncing;
  onSync: () => void;
  onSignIn: () => void;
}

/** What is to be done today, before anything else. */
export function Home({ status, syncing, onSync, onSignIn }: Props) {
  const { say, format, explain } = useSpeech();
  const door = useDoor();
  // Whenever the state of the office is told anew, what is to be done may be something else.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state is why it is asked again
  const ask = useCallback(() => door.today(), [door, status]);
  const { answering } = useAnswer(ask);
  const today = dataOf(answering);
  const firstSync = syncing.state === "running" && !status.last_sync;
  const hasKeys = status.counts.keys > 0;
  return (
    <div className="home">
      <div className="title">
        <h1>{say.room.today}</h1>
        <p className="grey">{format.date(new Date().toISOString())}</p>
        {!firstSync && <Sync status={status} syncing={syncing} onSync={onSync} />}
      </div>
      <Notices status={status} syncing={syncing} onSignIn={onSignIn} />
      {firstSync && <FirstSync syncing={syncing} />}
      {today && <Requests today={today} />}
      {answering.state === "problem" && <Notice words={explain(answering.problem)} kind="danger" />}
      <Told>{answering.state === "asking" && !today && answering.slow && <p>{say.home.loading}</p>}</Told>
      {/* Until something is known of them, a list would say that there are none. */}
      {today && status.last_sync && (hasKeys || today.total > 0 ? <Due today={today} /> : <p>{say.home.noKeys}</p>)}
      {(status.last_sync || hasKeys) && <Counts status={status} />}
    </div>
  );
}

function FirstSync({ syncing }: Pick<Props, "syncing">) {
  const { say, format } = useSpeech();
  const { done, total } = syncing.state === "running" ? syncing : { done: 0, total: 0 };
  return (
    <section className="card sync" aria-label={say.home.firstSync}>
      <h2>{say.home.firstSync}</h2>
      <Progress
        label={say.home.firstSync}
        done={done}
        total={total}
        text={total > 0 ? say.home.progress(format.count(done), format.count(total)) : say.home.syncing}
      />
      <p className="grey">{say.home.firstSyncNote}</p>
    </section>
  );
}

function Sync({ status, syncing, onSync }: Pick<Props, "status" | "syncing" | "onSync">) {
  const { say, format } = useSpeech();
  const running = syncing.state === "running";
  return (
    <section className="sync-line" aria-label={say.status.label}>
      <p>
        {standing(status, syncing, say.home)}{" "}
        <span className="grey">
          {status.last_sync && say.home.lastSync(format.moment(status.last_sync))}{" "}
          <span role="status">{syncing.state === "finished" && say.home.news(syncing.applied)}</span>
        </span>
      </p>
      <Button kind={status.last_sync ? "plain" : "main"} onClick={onSync} unavailable={running && say.home.syncing}>
        {running ? say.home.syncing : say.home.syncNow}
      </Button>
    </section>
  );
}

function standing(
  status: StatusView,
  syncing: Syncing,
  say: Record<"upToDate" | "neverSynced" | "offlineTitle" | "stopped", string>,
) {
  if (status.online.state === "offline") return say.offlineTitle;
  if (syncing.state === "stopped") return say.stopped;
  return status.last_sync ? say.upToDate : say.neverSynced;
}

function Notices({ status, syncing, onSignIn }: Pick<Props, "status" | "syncing" | "onSignIn">) {
  const { say, explain } = useSpeech();
  const problem = problemOf(status, syncing);
  if (!problem && status.maintenance.length === 0 && status.warnings.length === 0) return null;
  return (
    <div className="notices">
      {problem && (
        <Notice words={explain(problem)}>
          {problem.code === "session_ended" && (
            <p>
              <Button kind="main" onClick={onSignIn}>
                {say.home.signInAgain}
              </Button>
            </p>
          )}
        </Notice>
      )}
      <MaintenanceNotice windows={status.maintenance} />
      {status.warnings.map((warning) => (
        <Notice key={warning.code} words={explain(warning)} />
      ))}
    </div>
  );
}

/** What keeps the office from being in step, if anything does. */
function problemOf(status: StatusView, syncing: Syncing): Problem | null {
  if (syncing.state === "stopped") return syncing.problem;
  return status.online.state === "offline" ? status.online.problem : null;
}

function Counts({ status }: Pick<Props, "status">) {
  const { say } = useSpeech();
  const { keys, registered, devices, customers } = status.counts;
  return (
    <ul className="figures" aria-label={say.home.counts}>
      <li>{say.home.keys(keys, registered)}</li>
      <li>{say.home.devices(devices)}</li>
      <li>{say.home.customers(customers)}</li>
    </ul>
  );
}
