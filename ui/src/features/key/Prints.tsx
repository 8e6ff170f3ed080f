import { useSpeech } from "../../i18n";
import type { PrintRecordView } from "../../ipc/door";

/** What was printed of a key on this computer, latest first. */
export function Prints({ prints }: { prints: PrintRecordView[] }) {
  const { say, format } = useSpeech();
  return (
    <section className="prints" aria-label={say.key.prints}>
      <p className="label">{say.key.prints}</p>
      {prints.length === 0 ? (
        <p className="grey">{say.key.noPrints}</p>
      ) : (
        <ul>
          {prints.map(({ document, at, by, copy }) => (
            <li key={`${document} ${copy}`}>
              {say.key.printed(say.print.documents[document], say.key.copy(copy))}
              <span className="at">{say.key.doneBy(format.moment(at), by)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
