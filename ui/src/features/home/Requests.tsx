import { useSpeech } from "../../i18n";
import type { IntentView, TodayView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { type Place, useFrame } from "../../kit/place";

/** As many as there is room for before what else is to be done. */
const shown = 3;

/** Applications that wait, and those that were refused. */
export function Requests({ today }: { today: TodayView }) {
  const { say } = useSpeech();
  const { go } = useFrame();
  const all = [...today.refused, ...today.waiting];
  if (all.length === 0) return null;
  return (
    <section className="requests card" aria-label={say.home.requests}>
      <h2>{say.home.requests}</h2>
      <ul>
        {all.slice(0, shown).map((request) => (
          <Line key={request.intent} request={request} />
        ))}
      </ul>
      {all.length > shown && (
        <Button kind="quiet" onClick={() => go({ room: "issue", list: true })}>
          {say.home.moreRequests(all.length - shown)}
        </Button>
      )}
    </section>
  );
}

function Line({ request }: { request: IntentView }) {
  const { say, format, explain } = useSpeech();
  const { go } = useFrame();
  const what = say.home.asks[request.ask] ?? request.ask;
  const refusal = request.answer?.outcome === "refused" ? request.answer : null;
  return (
    <li>
      <button type="button" onClick={() => go(placeOf(request))}>
        <span className={refusal ? "refused" : "waiting"}>{refusal ? say.home.refused : say.home.waiting}</span>
        <span>
          {what} <span className="number">{request.device}</span>
        </span>
        <span className="why">{refusal ? explain(refusal).what : say.home.waitingNote}</span>
        <span className="grey">{format.recent(request.at, new Date())}</span>
      </button>
    </li>
  );
}

/** Where what was asked for can be seen, or asked for again. */
function placeOf({ ask, customer }: IntentView): Place {
  if (customer) return { room: "customers", customer };
  return ask === "import_customers" ? { room: "customers" } : { room: "issue", list: true };
}
