import type { Answer, FindView, HitView, Problem } from "../../ipc/door";

/** What the latest answer was. It stays in sight until the next one is there, so that nothing flickers while typing. */
export type Found =
  | { state: "nothing-asked" }
  | { state: "found"; query: string; hits: HitView[]; more: boolean }
  | { state: "problem"; problem: Problem };

export interface Search {
  /** What stands in the field. */
  typed: string;
  /** Whether a Japanese conversion is going on; what stands there meanwhile is nothing to look for yet. */
  converting: boolean;
  /** The question that may be answered. Answers to earlier ones are stale. */
  question: number;
  found: Found;
  /** The hit that is chosen. */
  chosen: number;
}

export type SearchEvent =
  | { type: "typed"; text: string }
  | { type: "conversion-began" }
  | { type: "conversion-ended"; text: string }
  | { type: "asked-again" }
  | { type: "answered"; question: number; query: string; answer: Answer<FindView> }
  | { type: "moved"; by: number }
  | { type: "chose"; index: number };

export const emptySearch: Search = {
  typed: "",
  converting: false,
  question: 0,
  found: { state: "nothing-asked" },
  chosen: 0,
};

/** What follows from an event. A higher `question` than before means that the desk is to be asked for `typed`. */
export function nextSearch(search: Search, event: SearchEvent): Search {
  switch (event.type) {
    case "typed":
      return search.converting ? { ...search, typed: event.text } : asking(search, event.text);
    case "conversion-began":
      return { ...search, converting: true };
    case "conversion-ended":
      return asking({ ...search, converting: false }, event.text);
    case "asked-again":
      return search.typed.trim() === "" ? search : { ...search, question: search.question + 1 };
    case "answered":
      return event.question === search.question ? answered(search, event.query, event.answer) : search;
    case "moved":
      return { ...search, chosen: within(search, search.chosen + event.by) };
    case "chose":
      return { ...search, chosen: within(search, event.index) };
  }
}

function asking(search: Search, typed: string): Search {
  const next = { ...search, typed, question: search.question + 1 };
  return typed.trim() === "" ? { ...next, found: { state: "nothing-asked" }, chosen: 0 } : next;
}

function answered(search: Search, query: string, answer: Answer<FindView>): Search {
  if (answer.status === "error") return { ...search, found: { state: "problem", problem: answer.error }, chosen: 0 };
  const next: Search = { ...search, found: { state: "found", query, ...answer.data } };
  // The same question asked again, after a sync, keeps the eye where it was.
  const before = chosenHit(search)?.activation_key;
  const again = search.found.state === "found" && search.found.query === query;
  const index = again ? answer.data.hits.findIndex((hit) => hit.activation_key === before) : 0;
  return { ...next, chosen: Math.max(index, 0) };
}

function within(search: Search, index: number): number {
  const last = search.found.state === "found" ? search.found.hits.length - 1 : 0;
  return Math.max(0, Math.min(index, last));
}

/** The hit that is chosen, if there is one. */
export function chosenHit(search: Search): HitView | undefined {
  return search.found.state === "found" ? search.found.hits[search.chosen] : undefined;
}
