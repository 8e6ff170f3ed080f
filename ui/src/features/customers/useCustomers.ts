import { useCallback, useEffect, useRef, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { CustomersView, Problem } from "../../ipc/door";

/** As many as are looked at before somebody scrolls on. */
const first = 300;
const everyone = 1_000_000;

export type List =
  | { state: "loading" }
  | { state: "problem"; problem: Problem }
  /** `filter` is what `view` was found by. */
  | { state: "open"; filter: string; view: CustomersView };

/** The customers that `filter` finds; asked again when the office has news, and when `again` is called. */
export function useCustomers(filter: string) {
  const door = useDoor();
  const [list, setList] = useState<List>({ state: "loading" });
  const [whole, setWhole] = useState(false);
  const [news, setNews] = useState(0);
  const again = useCallback(() => setNews((news) => news + 1), []);
  const newest = useRef(0);
  useEffect(() => door.onStatus(again), [door, again]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: news are a reason to ask again.
  useEffect(() => {
    const question = ++newest.current;
    door.customers(filter, 0, whole ? everyone : first).then((answer) => {
      if (question !== newest.current) return;
      if (answer.status === "ok") setList({ state: "open", filter, view: answer.data });
      else setList({ state: "problem", problem: answer.error });
    });
  }, [door, filter, whole, news]);
  return { list, news, again, askForAll: () => setWhole(true) };
}
