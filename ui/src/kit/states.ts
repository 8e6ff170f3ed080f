import type { Speech } from "../i18n";

/** The state of a key or a subscription, in words. */
export function stateWord(state: string | null, say: Speech["say"]): string {
  const words: Record<string, string> = { ...say.thing.keyStates, ...say.standing };
  return (state && words[state]) || "";
}
