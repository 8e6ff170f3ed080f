import { useEffect, useId, useState } from "react";
import { useSpeech } from "../../../i18n";
import { useDoor } from "../../../ipc/context";
import type { LicenceView, PlanKnown } from "../../../ipc/door";
import { Field } from "../../../kit/Field";

/** As many as fit into sight. */
const listed = 6;

/** A licence of the cache instead of typing its days. */
export function Licences({ onChosen }: { onChosen: (known: PlanKnown) => void }) {
  const { say } = useSpeech();
  const words = say.renew.plan;
  const door = useDoor();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<LicenceView[]>([]);
  const list = useId();
  useEffect(() => {
    let current = true;
    if (query.trim() === "") setFound([]);
    else
      void door.licences(query, listed).then((answer) => {
        if (current && answer.status === "ok") setFound(answer.data);
      });
    return () => {
      current = false;
    };
  }, [door, query]);
  return (
    <div className="licences">
      <Field
        label={words.licence}
        placeholder={words.licencePlaceholder}
        value={query}
        autoComplete="off"
        aria-controls={list}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul id={list}>
        {found.map((licence) => (
          <li key={`${licence.number} ${licence.detail}`}>
            <button
              type="button"
              aria-label={words.use(`${licence.name} ${licence.number}`)}
              onClick={() => {
                onChosen(licence.known);
                setQuery("");
              }}
            >
              <span>{licence.name}</span>
              <span className="number">{licence.number}</span>
              <span className="note">{licence.detail}</span>
            </button>
          </li>
        ))}
      </ul>
      {query.trim() !== "" && found.length === 0 && <p className="note">{words.licenceNone}</p>}
    </div>
  );
}
