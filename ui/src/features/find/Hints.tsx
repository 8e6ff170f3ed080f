import { type RefObject, useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { KeyHints } from "../../kit/KeyHints";
import { commandKey } from "../../kit/keys";
import { resultsId } from "./ResultTable";

interface Props {
  list: RefObject<HTMLElement | null>;
  details: RefObject<HTMLElement | null>;
}

/** The keys that work where the focus is, for those who do not know them yet. */
export function Hints({ list, details }: Props) {
  const { say } = useSpeech();
  const { select, open, toList, print, copy, filter, back, clear } = say.search.keys;
  const hints = {
    list: [
      ["↑ ↓", select],
      ["Enter", open],
      ["P", print],
      ["C", copy],
      ["/", filter],
      ["Esc", back],
    ],
    field: [
      ["↑ ↓", select],
      ["Enter", toList],
      [commandKey("P"), print],
      ["Esc", clear],
    ],
    details: [
      ["P", print],
      ["Esc", toList],
    ],
    elsewhere: [],
  }[useFocus({ list, details })];
  return <KeyHints hints={hints} />;
}

/** Where the focus is. In the list and the details, a letter alone is an order; in the search field it is typed. */
function useFocus({ list, details }: Props) {
  const [focus, setFocus] = useState<"list" | "field" | "details" | "elsewhere">("elsewhere");
  useEffect(() => {
    const look = () => {
      const at = document.activeElement;
      if (at?.getAttribute("aria-controls") === resultsId) setFocus("field");
      else if (list.current?.contains(at)) setFocus("list");
      else setFocus(details.current?.contains(at) ? "details" : "elsewhere");
    };
    look();
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", look);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", look);
    };
  }, [list, details]);
  return focus;
}
