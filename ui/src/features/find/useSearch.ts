import { type Dispatch, useEffect, useEffectEvent, useReducer, useRef } from "react";
import { useDoor } from "../../ipc/context";
import { emptySearch, isAsking, nextSearch, type Search, type SearchEvent } from "./search";

/** As many as one look is worth; who has more of them types another word. */
const limit = 100;

/** The search and how to change it. */
export interface SearchHandle {
  state: Search;
  send: Dispatch<SearchEvent>;
}

/** A search that asks the desk on every keystroke, and again when `synced` changes. */
export function useSearch(synced: string | null): SearchHandle {
  const door = useDoor();
  const [state, send] = useReducer(nextSearch, emptySearch);
  const asking = useRef(false);
  const newest = useRef(0);

  // One question is under way at a time: whatever was typed meanwhile, only the newest is worth asking.
  const ask = useEffectEvent(async () => {
    if (asking.current || !isAsking(state) || newest.current === state.question) return;
    asking.current = true;
    newest.current = state.question;
    const { question, typed, filter } = state;
    const answer = await door.lookUp({ text: typed, filter }, limit);
    asking.current = false;
    send({ type: "answered", question, query: typed, answer });
    void ask();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question is a reason to ask.
  useEffect(() => void ask(), [state.question]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each finished sync is a reason to ask again.
  useEffect(() => send({ type: "asked-again" }), [synced]);

  return { state, send };
}
