import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { IntentView, TodayView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { type Place, useFrame } from "../../kit/place";

/** As many as there is room for before what else is to be done. */
const shown = 3;

/** Applications that were refused, that were done after they waited, and that wait. */
export function Requests({ today }: { today: TodayView }) {
  const { say } = useSpeech();
  const { go } = useFrame();
  const all = [...today.refused, ...today.done, ...today.waiting];
  if (all.length === 0) return null;
  // What was done comes up as those before it are looked at; the others have a list.
  const more = all.slice(shown).filter((request) => !today.done.includes(request)).length;
  return (
    <section className="requests card" aria-label={say.home.requests}>
      <h2>{say.home.requests}</h2>
      <ul>
        {all.slice(0, shown).map((request) => (
          <Line key={request.intent} request={request} />
        ))}
      </ul>
      {more > 0 && (
        <Button kind="quiet" onClick={() => go({ room: "issue", list: true })}>
          {say.home.moreRequests(more)}
        </Button>
      )}
    </section>
  );
}

function Line({ request }: { request: IntentView }) {
  const { say, format } = useSpeech();
  const door = useDoor();
  const { go } = useFrame();
  const { state, why } = useStanding(request);
  const open = () => {
    // Whoever looks at what was done knows of it.
    if (state === "done") void door.putAway(request.intent);
    go(placeOf(request));
  };
  return (
    <li>
      <button type="button" onClick={open}>
        <span className={state}>{say.home[state]}</span>
        <span>
          {say.home.asks[request.ask] ?? request.ask} <span className="number">{request.device}</span>
        </span>
        <span className="why">{why}</span>
        <span className="grey">{format.recent(request.at, new Date())}</span>
      </button>
    </li>
  );
}

function useStanding({ answer }: IntentView) {
  const { say, explain } = useSpeech();
  if (!answer) return { state: "waiting", why: say.home.waitingNote } as const;
  if (answer.outcome === "refused") return { state: "refused", why: explain(answer).what } as const;
  return { state: "done", why: say.home.doneNote } as const;
}

/** Where what came of it can be seen, or what was asked for can be asked for again. */
function placeOf({ ask, device, customer, answer }: IntentView): Place {
  if (customer) return { room: "customers", customer };
  if (device && answer && answer.outcome !== "refused") return { room: "find", query: device };
  return ask === "import_customers" ? { room: "customers" } : { room: "issue", list: true };
}
