import { useRef, useState } from "react";

/** How long nobody needs to be told that something is being done. */
const patience = 300;

/** A question that is under way: not at all, unnoticed, or long enough to be told of. */
export type Asking = "no" | "asked" | "slow";

/** Asks one thing at a time. An answer that nobody waits for any more is `null`. */
export function useAsking() {
  const [asking, setAsking] = useState<Asking>("no");
  const turn = useRef(0);
  const ask = async <T>(question: Promise<T>): Promise<T | null> => {
    const mine = ++turn.current;
    const isMine = () => mine === turn.current;
    setAsking("asked");
    const timer = setTimeout(() => isMine() && setAsking("slow"), patience);
    const answer = await question;
    clearTimeout(timer);
    if (!isMine()) return null;
    setAsking("no");
    return answer;
  };
  const cancel = () => {
    turn.current++;
    setAsking("no");
  };
  return { asking, ask, cancel };
}
