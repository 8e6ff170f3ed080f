import { useSpeech } from "../../i18n";
import type { DueGroup, TodayView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { DueTable } from "../../kit/due/DueTable";
import { useFrame } from "../../kit/place";

/** Licences that have ended or soon will, the most urgent first. */
export function Due({ today }: { today: TodayView }) {
  const { say } = useSpeech();
  if (today.total === 0) {
    return (
      <section className="all-done card" aria-label={say.home.due}>
        <h2>{say.home.allDone}</h2>
        <p className="grey">{say.home.allDoneNote}</p>
      </section>
    );
  }
  const groups = today.due.map((group) => ({
    name: group.urgency,
    heading: <Heading group={group} />,
    lines: group.first,
  }));
  return (
    <section className="expiries card" aria-label={say.home.due}>
      <DueTable label={say.home.due} groups={groups} />
    </section>
  );
}

function Heading({ group }: { group: DueGroup }) {
  const { say } = useSpeech();
  const { go } = useFrame();
  const more = group.count - group.first.length;
  return (
    <span className="heading">
      <span className={group.urgency === "ended" ? "past" : undefined}>{say.home.groups[group.urgency]}</span>
      <span className="count">{say.home.groupCount(group.count)}</span>
      {more > 0 && (
        <Button kind="quiet" onClick={() => go({ room: "reports", tab: "quotes" })}>
          {say.home.more(more)}
        </Button>
      )}
    </span>
  );
}
