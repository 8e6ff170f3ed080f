import type { Answer, FilterForm, LookUpForm, LookUpView, Problem, ThingView } from "../../ipc/door";
import { noFilter, setIn, takeFilters } from "./filters";
import { type Order, sorted } from "./order";

/** What the latest answer was. It stays in sight until the next one is there, so that nothing flickers while typing. */
export type Found =
  | { state: "nothing-asked" }
  | { state: "found"; query: string; things: ThingView[]; more: boolean }
  | { state: "problem"; problem: Problem };

export interface Search {
  /** What stands in the field. */
  typed: string;
  /** What of it is wanted. */
  filter: FilterForm;
  /** Whether a Japanese conversion is going on; what stands there meanwhile is nothing to look for yet. */
  converting: boolean;
  /** The question that may be answered. Answers to earlier ones are stale. */
  question: number;
  found: Found;
  /** By what the results are sorted; the best first, unless somebody wants otherwise. */
  order: Order | null;
  /** The place of the one that is chosen. */
  chosen: number;
}

export type SearchEvent =
  | { type: "typed"; text: string }
  | { type: "conversion-began" }
  | { type: "conversion-ended"; text: string }
  | { type: "filtered"; filter: FilterForm }
  /** Another question as a whole: a saved one, or none. */
  | { type: "asked"; form: LookUpForm }
  | { type: "asked-again" }
  | { type: "answered"; question: number; query: string; answer: Answer<LookUpView> }
  | { type: "sorted"; order: Order | null }
  | { type: "moved"; by: number }
  | { type: "chose"; index: number };

export const emptySearch: Search = {
  typed: "",
  filter: noFilter,
  converting: false,
  question: 0,
  found: { state: "nothing-asked" },
  order: null,
  chosen: 0,
};

/** What follows from an event. A higher `question` than before means that the desk is to be asked. */
export function nextSearch(search: Search, event: SearchEvent): Search {
  switch (event.type) {
    case "typed":
      return search.converting ? { ...search, typed: event.text } : asking(search, event.text);
    case "conversion-began":
      return { ...search, converting: true };
    case "conversion-ended":
      return asking({ ...search, converting: false }, event.text);
    case "filtered":
      return asking({ ...search, filter: event.filter }, search.typed);
    case "asked":
      return asking({ ...search, filter: { ...noFilter, ...event.form.filter } }, event.form.text);
    case "asked-again":
      return isAsking(search) ? { ...search, question: search.question + 1 } : search;
    case "answered":
      return event.question === search.question ? answered(search, event.query, event.answer) : search;
    case "sorted":
      return inOrder(search, event.order);
    case "moved":
      return { ...search, chosen: within(search, search.chosen + event.by) };
    case "chose":
      return { ...search, chosen: within(search, event.index) };
  }
}

/** Whether there is anything to ask. */
export function isAsking({ typed, filter }: Pick<Search, "typed" | "filter">): boolean {
  return typed.trim() !== "" || setIn(filter).length > 0;
}

function asking(search: Search, typed: string): Search {
  const taken = takeFilters(typed);
  const filter = { ...search.filter, ...taken.filter };
  const next = { ...search, typed: taken.text, filter, question: search.question + 1 };
  return isAsking(next) ? next : { ...next, found: { state: "nothing-asked" }, chosen: 0 };
}

function answered(search: Search, query: string, answer: Answer<LookUpView>): Search {
  if (answer.status === "error") return { ...search, found: { state: "problem", problem: answer.error }, chosen: 0 };
  const { things, more } = answer.data;
  const next: Search = {
    ...search,
    found: { state: "found", query, things: sorted(things, search.order), more },
  };
  // The same question asked again, after a sync, keeps the eye where it was.
  const before = chosenThing(search);
  const again = before && search.found.state === "found" && search.found.query === query;
  const index = again ? thingsOf(next).findIndex((thing) => thing.id === before.id && thing.kind === before.kind) : 0;
  return { ...next, chosen: Math.max(index, 0) };
}

/** Back to the best first, the desk is asked again. */
function inOrder(search: Search, order: Order | null): Search {
  const next = { ...search, order, chosen: 0 };
  if (!order) return nextSearch(next, { type: "asked-again" });
  if (search.found.state !== "found") return next;
  return { ...next, found: { ...search.found, things: sorted(search.found.things, order) } };
}

function within(search: Search, index: number): number {
  return Math.max(0, Math.min(index, thingsOf(search).length - 1));
}

/** What was found. */
function thingsOf(search: Search): ThingView[] {
  return search.found.state === "found" ? search.found.things : [];
}

/** The one that is chosen, if there is one. */
export function chosenThing(search: Search): ThingView | undefined {
  return thingsOf(search)[search.chosen];
}
