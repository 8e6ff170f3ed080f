import { useCallback, useEffect, useRef, useState } from "react";
import type { Answer, Problem } from "../ipc/door";

/** What was asked of the desk, and what has come of it. What was known before stays in sight while it is asked again. */
export type Answering<T> =
  | { state: "asking"; before: T | null; slow: boolean }
  | { state: "answered"; data: T }
  | { state: "problem"; problem: Problem }
  | { state: "cancelled" };

/** How long people need no word about waiting. */
const patience = 300;

/** Asks whenever `ask` is another, and again when the page comes into sight. `null` asks nothing. */
export function useAnswer<T>(ask: (() => Promise<Answer<T>>) | null) {
  const [answering, setAnswering] = useState<Answering<T>>({ state: "asking", before: null, slow: false });
  const current = useRef(0);
  useEffect(() => {
    if (!ask) return;
    const number = ++current.current;
    setAnswering((last) => ({ state: "asking", before: dataOf(last), slow: false }));
    const timer = setTimeout(
      () => setAnswering((last) => (last.state === "asking" ? { ...last, slow: true } : last)),
      patience,
    );
    ask().then((answer) => {
      clearTimeout(timer);
      if (number !== current.current) return;
      setAnswering(
        answer.status === "ok" ? { state: "answered", data: answer.data } : { state: "problem", problem: answer.error },
      );
    });
    return () => clearTimeout(timer);
  }, [ask]);
  const cancel = useCallback(() => {
    current.current++;
    setAnswering({ state: "cancelled" });
  }, []);
  return { answering, cancel };
}

/** What is known so far. */
export function dataOf<T>(answering: Answering<T>): T | null {
  if (answering.state === "answered") return answering.data;
  return answering.state === "asking" ? answering.before : null;
}
