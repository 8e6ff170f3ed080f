import { useSpeech } from "../../i18n";
import type { Problem } from "../../ipc/door";
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
  return (
    <main className="blocked">
      <section className="card">
        <h1>{say.blocked.title}</h1>
        <Notice words={explain(problem)} kind="danger" />
        <Button kind="main" autoFocus unavailable={retrying && say.blocked.retrying} onClick={onRetry} hotkey="Enter">
          {retrying ? say.blocked.retrying : say.blocked.retry}
        </Button>
      </section>
    </main>
  );
}
