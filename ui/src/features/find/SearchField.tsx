import type { KeyboardEvent, Ref } from "react";
import { useSpeech } from "../../i18n";
import type { HitView } from "../../ipc/door";
import { commandKey, hasCommand, isConverting } from "../../kit/keys";
import { moveFor } from "./moves";
import { resultsId, rowId } from "./ResultTable";
import { chosenHit } from "./search";
import type { SearchHandle } from "./useSearch";

interface Props {
  ref: Ref<HTMLInputElement>;
  search: SearchHandle;
  /** Whether the results are in sight. */
  open: boolean;
  /** The results are wanted in sight. */
  onOpen: () => void;
  onEnter: () => void;
  onPrint: (hit: HitView) => void;
}

/** The field that is always there. The results are steered from it without leaving it. */
export function SearchField({ ref, search: { state, send }, open, onOpen, onEnter, onPrint }: Props) {
  const { say } = useSpeech();
  const hit = chosenHit(state);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isConverting(event)) return;
    const by = moveFor(event.key);
    if (!open && (by !== undefined || event.key === "Enter")) onOpen();
    else if (by !== undefined) send({ type: "moved", by });
    else if (event.key === "Enter" && hit) onEnter();
    else if (event.key === "Escape" && state.typed) send({ type: "typed", text: "" });
    else if (hasCommand(event) && event.key.toLowerCase() === "p" && open && hit) onPrint(hit);
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
        aria-expanded={open && hit !== undefined}
        aria-activedescendant={open && hit ? rowId(state.chosen) : undefined}
        aria-autocomplete="list"
        placeholder={say.search.placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={state.typed}
        onChange={(event) => {
          send({ type: "typed", text: event.target.value });
          onOpen();
        }}
        onCompositionStart={() => send({ type: "conversion-began" })}
        onCompositionEnd={(event) => send({ type: "conversion-ended", text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">{commandKey("K")}</kbd>
    </div>
  );
}
