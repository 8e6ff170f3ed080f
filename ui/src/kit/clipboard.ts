import { useEffect, useState, useSyncExternalStore } from "react";
import { useDoor } from "../ipc/context";
import type { Answer, Problem } from "../ipc/door";

/** What lies in the clipboard by this window's doing. There is one clipboard, so there is one of it. */
export type Copied =
  | { state: "nothing" }
  | { state: "held"; what: string; until: number }
  /** It is not there any more: taken back, or replaced by something else. */
  | { state: "gone" }
  | { state: "refused"; what: string; problem: Problem };

let copied: Copied = { state: "nothing" };
let ending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function become(next: Copied): Copied {
  copied = next;
  for (const listener of listeners) listener();
  return next;
}

function listen(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** What lies in the clipboard by this window's doing, whoever copied it. */
export function useCopied(): Copied {
  return useSyncExternalStore(listen, () => copied);
}

/** What is copied: a text, or one that has to be asked for first. */
export type Copyable = string | (() => Promise<Answer<string>>);

/** Copies, and answers what became of it. The desk takes it back after a while, also when this window sleeps; here is only told of it. */
export function useCopy(): (what: string, text: Copyable) => Promise<Copied> {
  const door = useDoor();
  return async (what, text) => {
    const asked: Answer<string> = typeof text === "string" ? { status: "ok", data: text } : await text();
    const answer = asked.status === "ok" ? await door.copy(asked.data) : asked;
    clearTimeout(ending);
    if (answer.status === "error") return become({ state: "refused", what, problem: answer.error });
    const stays = answer.data * 1000;
    ending = setTimeout(() => become({ state: "gone" }), stays);
    return become({ state: "held", what, until: Date.now() + stays });
  };
}

/** The whole seconds until `until`, counted down. */
export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
