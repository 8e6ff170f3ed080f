import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { Told } from "../../kit/Told";
import type { Answering } from "../../kit/useAnswer";

/** What stands where something asked for is not there yet, or will not be. */
export function Waiting<T>({ answering, onCancel }: { answering: Answering<T>; onCancel: () => void }) {
  const { say, explain } = useSpeech();
  const problem = answering.state === "problem" ? answering.problem : null;
  // What is wrong with a day stands beside its field.
  const beside = problem?.code === "day_unreadable" || problem?.code === "period_reversed";
  return (
    <>
      <Told>
        {answering.state === "asking" && answering.slow && (
          <p className="grey">
            {say.reports.counting}{" "}
            <Button kind="quiet" onClick={onCancel}>
              {say.reports.cancel}
            </Button>
          </p>
        )}
        {answering.state === "cancelled" && <p className="grey">{say.reports.cancelled}</p>}
      </Told>
      {problem && !beside && <Notice words={explain(problem)} kind="danger" />}
    </>
  );
}
