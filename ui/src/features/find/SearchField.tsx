import type { KeyboardEvent, Ref } from "react";
import { useSpeech } from "../../i18n";
import type { ThingView } from "../../ipc/door";
import { commandKey, hasCommand, isConverting } from "../../kit/keys";
import { setIn, takeFilters, without } from "./filters";
import { moveFor } from "./moves";
import { resultsId, rowId } from "./ResultTable";
import { useSearching } from "./Searching";
import { chosenThing } from "./search";

interface Props {
  ref: Ref<HTMLInputElement>;
  /** Whether the results are in sight. */
  open: boolean;
  /** The results are wanted in sight. */
  onOpen: () => void;
  onEnter: () => void;
  onPrint: (thing: ThingView) => void;
}

/** Whether what stands at the end is a filter but for its space. */
function endsWithFilter(typed: string): boolean {
  return Object.keys(takeFilters(`${typed} `).filter).length > 0;
}

/** The field that is always there. The results are steered from it without leaving it. */
export function SearchField({ ref, open, onOpen, onEnter, onPrint }: Props) {
  const { say } = useSpeech();
  const { state, send } = useSearching();
  const thing = chosenThing(state);
  const filters = setIn(state.filter);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isConverting(event)) return;
    const by = moveFor(event.key);
    const last = filters.at(-1);
    if (!open && (by !== undefined || event.key === "Enter")) onOpen();
    else if (by !== undefined) send({ type: "moved", by });
    // A filter that stands at the end is whole with Enter, too.
    else if (event.key === "Enter" && endsWithFilter(state.typed)) send({ type: "typed", text: `${state.typed} ` });
    else if (event.key === "Enter" && thing) onEnter();
    else if (event.key === "Escape" && state.typed) send({ type: "typed", text: "" });
    else if (event.key === "Escape" && last) send({ type: "filtered", filter: without(state.filter, last) });
    else if (event.key === "Backspace" && state.typed === "" && last)
      send({ type: "filtered", filter: without(state.filter, last) });
    else if (hasCommand(event) && event.key.toLowerCase() === "p" && open && thing) onPrint(thing);
    else return;
    event.preventDefault();
  };

  return (
    <div className="search-field">
      <input
        ref={ref}
        className="input"
        role="combobox"
        aria-label={say.search.label}
        aria-controls={resultsId}
        aria-haspopup="grid"
        aria-expanded={open && thing !== undefined}
        aria-activedescendant={open && thing ? rowId(state.chosen) : undefined}
        aria-autocomplete="list"
        placeholder={say.search.placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={state.typed}
        onChange={(event) => {
          send({ type: "typed", text: event.target.value });
          if (!open) onOpen();
        }}
        onCompositionStart={() => send({ type: "conversion-began" })}
        onCompositionEnd={(event) => send({ type: "conversion-ended", text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">{commandKey("K")}</kbd>
    </div>
  );
}
