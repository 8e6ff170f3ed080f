import { useSpeech } from "../../i18n";
import type { Problem, StatusView } from "../../ipc/door";
import type { Syncing } from "../../ipc/syncing";
import { Button } from "../../kit/Button";
import { commandKey } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import { Progress } from "../../kit/Progress";
import "./home.css";

interface Props {
  status: StatusView;
  syncing: Syncing;
  onSearch: () => void;
  onSync: () => void;
  onSignIn: () => void;
}

/** How things stand today, and what to do next. */
export function Home({ status, syncing, onSearch, onSync, onSignIn }: Props) {
  const { say } = useSpeech();
  return (
    <div className="home">
      <h1>{say.room.today}</h1>
      <Sync status={status} syncing={syncing} onSync={onSync} />
      {/* Until something is known of them, figures would say that there are none. */}
      {(status.last_sync || status.counts.keys > 0) && <KeyCounts status={status} />}
      <Next status={status} syncing={syncing} onSearch={onSearch} onSignIn={onSignIn} />
    </div>
  );
}

function Sync({ status, syncing, onSync }: Pick<Props, "status" | "syncing" | "onSync">) {
  const { say, format } = useSpeech();
  const running = syncing.state === "running";
  // A short sync is over before a bar could be read; the first one is worth watching.
  if (running && !status.last_sync) {
    return (
      <section className="card sync" aria-label={say.home.firstSync}>
        <h2>{say.home.firstSync}</h2>
        <Progress
          label={say.home.firstSync}
          done={syncing.done}
          total={syncing.total}
          text={
            syncing.total > 0
              ? say.home.progress(format.count(syncing.done), format.count(syncing.total))
              : say.home.syncing
          }
        />
        <p className="grey">{say.home.firstSyncNote}</p>
      </section>
    );
  }
  return (
    <section className="card sync row" aria-label={say.status.label}>
      <div>
        <h2>{standing(status, syncing, say.home)}</h2>
        <p className="grey">
          {status.last_sync && say.home.lastSync(format.moment(status.last_sync))}{" "}
          <span role="status">{syncing.state === "finished" && say.home.news(syncing.applied)}</span>
        </p>
      </div>
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

function KeyCounts({ status }: Pick<Props, "status">) {
  const { say, format } = useSpeech();
  const { keys, registered, devices, customers } = status.counts;
  const figures = [
    [say.home.keys, keys],
    [say.home.registered, registered],
    [say.home.unregistered, keys - registered],
    [say.home.devices, devices],
    [say.home.customers, customers],
  ] as const;
  return (
    <section aria-label={say.home.counts}>
      <h2>{say.home.counts}</h2>
      <dl className="figures">
        {figures.map(([name, figure]) => (
          <div key={name} className="card">
            <dt>{name}</dt>
            <dd>{format.count(figure)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Next({ status, syncing, onSearch, onSignIn }: Pick<Props, "status" | "syncing" | "onSearch" | "onSignIn">) {
  const { say, explain } = useSpeech();
  const problem = problemOf(status, syncing);
  // One main action at a time: whoever has to sync or sign in first does that.
  const ready = problem?.code !== "session_ended" && (status.last_sync || syncing.state === "running");
  return (
    <section className="next" aria-label={say.home.next}>
      <h2>{say.home.next}</h2>
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
      {status.waiting > 0 && <p>{say.home.waiting(status.waiting)}</p>}
      {status.counts.keys === 0 && status.last_sync ? (
        <p>{say.home.noKeys}</p>
      ) : (
        <p className="row">
          {say.home.lookUp}
          <Button kind={ready ? "main" : "plain"} onClick={onSearch} hotkey={commandKey("K")}>
            {say.home.startSearch}
          </Button>
        </p>
      )}
      {status.warnings.length > 0 && (
        <div className="warnings">
          {status.warnings.map((warning) => (
            <Notice key={warning.code} words={explain(warning)} />
          ))}
        </div>
      )}
    </section>
  );
}

/** What keeps the office from being in step, if anything does. */
function problemOf(status: StatusView, syncing: Syncing): Problem | null {
  if (syncing.state === "stopped") return syncing.problem;
  return status.online.state === "offline" ? status.online.problem : null;
}
