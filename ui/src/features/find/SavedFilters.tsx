import { type FormEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Answer, LookUpForm, Problem, SavedFilterView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { isConverting } from "../../kit/keys";
import { isSame } from "./filters";
import { isAsking } from "./search";
import type { SearchHandle } from "./useSearch";

/** What is being done with the filters, beside applying them. */
type Doing =
  | { what: "nothing" }
  | { what: "saving"; problem?: Problem }
  | { what: "renaming"; name: string; problem?: Problem }
  | { what: "deleted"; filter: SavedFilterView };

/** The member's own questions: applied with a press or Alt and their number, renamed, deleted, and had back. */
export function SavedFilters({ search: { state, send }, onBack }: { search: SearchHandle; onBack: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [saved, setSaved] = useState<SavedFilterView[]>([]);
  const [doing, setDoing] = useState<Doing>({ what: "nothing" });
  useEffect(() => {
    let current = true;
    door.savedFilters().then((answer) => {
      if (current && answer.status === "ok") setSaved(answer.data);
    });
    return () => {
      current = false;
    };
  }, [door]);

  const section = useRef<HTMLElement>(null);
  /** What comes next takes away what was pressed: the focus goes on to the list. */
  const proceed = (next: Doing) => {
    if (section.current?.contains(document.activeElement)) onBack();
    setDoing(next);
  };

  const form: LookUpForm = { text: state.typed, filter: state.filter };
  const applied = saved.find((kept) => isSame(kept.form, form));
  const apply = ({ form }: SavedFilterView) => send({ type: "asked", form });
  useNumberKeys((place) => {
    const kept = saved[place];
    if (kept) apply(kept);
  });
  const take = (answer: Answer<SavedFilterView[]>, otherwise: (problem: Problem) => Doing, then: Doing) => {
    if (answer.status === "ok") setSaved(answer.data);
    if (answer.status === "ok") proceed(then);
    else setDoing(otherwise(answer.error));
  };
  const nothing: Doing = { what: "nothing" };
  const save = async (name: string) =>
    take(await door.saveFilter(name, form), (problem) => ({ what: "saving", problem }), nothing);
  const rename = async (from: string, to: string) =>
    take(await door.renameFilter(from, to), (problem) => ({ what: "renaming", name: from, problem }), nothing);
  const remove = async (filter: SavedFilterView) =>
    take(await door.deleteFilter(filter.name), () => nothing, { what: "deleted", filter });
  const undo = async (filter: SavedFilterView) =>
    take(await door.saveFilter(filter.name, filter.form), () => ({ what: "deleted", filter }), nothing);

  const asksSomething = isAsking(state);
  if (saved.length === 0 && !asksSomething && doing.what !== "deleted") return null;
  return (
    <section ref={section} className="saved" aria-label={say.filter.saved}>
      {saved.length > 0 && (
        <ul>
          {saved.map((kept, place) => (
            <li key={kept.name}>
              <button
                type="button"
                className="chip"
                aria-pressed={kept === applied}
                aria-keyshortcuts={place < 9 ? `Alt+${place + 1}` : undefined}
                onClick={() => apply(kept)}
              >
                {kept.name}
                {place < 9 && <kbd aria-hidden="true">Alt {place + 1}</kbd>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {doing.what === "nothing" && applied && (
        <>
          <Button kind="quiet" onClick={() => setDoing({ what: "renaming", name: applied.name })}>
            {say.filter.rename}
          </Button>
          <Button kind="quiet" onClick={() => remove(applied)}>
            {say.filter.delete}
          </Button>
        </>
      )}
      {doing.what === "nothing" && !applied && asksSomething && (
        <Button kind="quiet" onClick={() => setDoing({ what: "saving" })}>
          {say.filter.save}
        </Button>
      )}
      {(doing.what === "saving" || doing.what === "renaming") && (
        <NameForm
          label={doing.what === "saving" ? say.filter.name : say.filter.renameTo(doing.name)}
          name={doing.what === "saving" ? "" : doing.name}
          wrong={doing.problem && explain(doing.problem)}
          onName={(name) => (doing.what === "saving" ? save(name) : rename(doing.name, name))}
          onCancel={() => proceed(nothing)}
        />
      )}
      <p role="status">
        {doing.what === "deleted" && (
          <>
            {say.filter.deleted(doing.filter.name)}{" "}
            <Button kind="quiet" onClick={() => undo(doing.filter)}>
              {say.filter.undo}
            </Button>
          </>
        )}
      </p>
    </section>
  );
}

/** Alt and a number from 1 to 9. By the place of the key: on a Mac, Alt makes other signs of the digits. */
function useNumberKeys(onNumber: (place: number) => void) {
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!event.altKey || event.ctrlKey || event.metaKey || !digit) return;
    event.preventDefault();
    onNumber(Number(digit) - 1);
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

interface NameProps {
  label: string;
  name: string;
  wrong: { what: string; todo: string } | undefined;
  onName: (name: string) => void;
  onCancel: () => void;
}

function NameForm({ label, name, wrong, onName, onCancel }: NameProps) {
  const { say } = useSpeech();
  const [typed, setTyped] = useState(name);
  return (
    <form
      className="name"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onName(typed);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (isConverting(event) && event.key === "Enter") event.preventDefault();
        else if (event.key === "Escape") {
          event.preventDefault();
          onCancel();
        }
      }}
    >
      <Field label={label} value={typed} wrong={wrong} autoFocus onChange={(event) => setTyped(event.target.value)} />
      <Button type="submit">{say.filter.keep}</Button>
      <Button kind="quiet" onClick={onCancel}>
        {say.filter.cancel}
      </Button>
    </form>
  );
}
