import { useId, useMemo, useState } from "react";
import { useSpeech } from "../../../i18n";
import { useDoor } from "../../../ipc/context";
import type { PlanKnown } from "../../../ipc/door";
import { Field } from "../../../kit/Field";
import { Notice } from "../../../kit/Notice";
import { dataOf, useAnswer } from "../../../kit/useAnswer";

/** As many as fit into sight. */
const listed = 6;

/** A licence of the cache instead of typing its days. */
export function Licences({ onChosen }: { onChosen: (known: PlanKnown) => void }) {
  const { say, explain } = useSpeech();
  const words = say.renew.plan;
  const door = useDoor();
  const [typed, setTyped] = useState("");
  const list = useId();
  const query = typed.trim();
  const ask = useMemo(() => (query === "" ? null : () => door.licences(query, listed)), [door, query]);
  const { answering } = useAnswer(ask);
  const found = query === "" ? null : dataOf(answering);
  return (
    <div className="licences">
      <Field
        label={words.licence}
        placeholder={words.licencePlaceholder}
        value={typed}
        autoComplete="off"
        aria-controls={list}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul id={list}>
        {found?.map((licence) => (
          <li key={`${licence.number} ${licence.detail}`}>
            <button
              type="button"
              aria-label={words.use(`${licence.name} ${licence.number}`)}
              onClick={() => {
                onChosen(licence.known);
                setTyped("");
              }}
            >
              <span>{licence.name}</span>
              <span className="number">{licence.number}</span>
              <span className="note">{licence.detail}</span>
            </button>
          </li>
        ))}
      </ul>
      {answering.state === "problem" && <Notice words={explain(answering.problem)} kind="danger" />}
      {found?.length === 0 && <p className="note">{words.licenceNone}</p>}
    </div>
  );
}
