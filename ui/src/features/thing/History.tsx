import { type Speech, useSpeech } from "../../i18n";
import type { EventView } from "../../ipc/door";

/** Who did what when, the latest first. */
export function History({ events, keys }: { events: EventView[]; keys?: boolean }) {
  const { say, format } = useSpeech();
  return (
    <section className="part history" aria-label={say.thing.history}>
      <p className="label">{say.thing.history}</p>
      {events.length === 0 && <p className="grey">{say.thing.noHistory}</p>}
      <ul>
        {events.map((event) => (
          <li key={`${event.at} ${event.event} ${event.activation_key} ${words(event, say)}`}>
            {words(event, say)}
            {keys && event.activation_key && <span className="number"> {event.activation_key}</span>}
            <span className="at">{say.thing.doneBy(format.moment(event.at), event.by)}</span>
          </li>
        ))}
      </ul>
      <p className="note">{say.thing.shownHere}</p>
    </section>
  );
}

function words(event: EventView, say: Speech["say"]): string {
  const { events } = say.thing;
  switch (event.event) {
    case "registered":
      return events.registered(event.product);
    case "period":
      return events.period(event.product, event.months);
    case "printed":
      return say.thing.printed(say.print.documents[event.document], say.thing.copy(event.copy));
    case "shown":
      return events.shown(say.secret.names[event.secret]);
    case "asked":
      return events.asked(say.thing.asks[event.ask] ?? event.ask);
  }
}
