import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import type { Answering } from "../../kit/useAnswer";

/** What stands where something asked for is not there yet, or will not be. */
export function Waiting<T>({ answering, onCancel }: { answering: Answering<T>; onCancel: () => void }) {
  const { say, explain } = useSpeech();
  switch (answering.state) {
    case "answered":
      return null;
    case "asking":
      return answering.slow ? (
        <p className="late" role="status">
          {say.reports.counting}{" "}
          <Button kind="quiet" onClick={onCancel}>
            {say.reports.cancel}
          </Button>
        </p>
      ) : null;
    case "cancelled":
      return (
        <p className="late" role="status">
          {say.reports.cancelled}
        </p>
      );
    case "problem":
      // What is wrong with a day stands beside its field.
      return answering.problem.code === "day_unreadable" || answering.problem.code === "period_reversed" ? null : (
        <Notice words={explain(answering.problem)} kind="danger" />
      );
  }
}
