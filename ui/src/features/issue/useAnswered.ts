import { useEffect, useEffectEvent } from "react";
import { useDoor } from "../../ipc/context";
import type { Door, OutcomeView } from "../../ipc/door";
import type { Applied } from "./draft";

/** Follows an application that is kept, until the server has answered it. */
export function useAnswered(intent: string, applied: Applied, onAnswered: (outcome: OutcomeView) => void) {
  const door = useDoor();
  const tell = useEffectEvent(onAnswered);
  useEffect(() => {
    let isOpen = true;
    const ask = async () => {
      const outcome = await answerTo(door, intent, applied);
      if (!isOpen || !outcome) return;
      isOpen = false;
      // It is told here, and needs no telling elsewhere.
      if (outcome.outcome !== "refused") void door.putAway(intent);
      tell(outcome);
    };
    void ask();
    const ends = [door.onStatus(() => void ask()), door.onSync((event) => void (event.state === "finished" && ask()))];
    return () => {
      isOpen = false;
      for (const end of ends) end();
    };
  }, [door, intent, applied]);
}

/** What the server answered, if it has. Of those that were accepted only the keys are left, with the device. */
async function answerTo(door: Door, intent: string, { device, keys }: Applied): Promise<OutcomeView | null> {
  const list = await door.applications();
  if (list.status === "error") return null;
  const listed = list.data.find((one) => one.intent === intent);
  if (listed) return listed.answer;
  const facts = await door.deviceFacts(device);
  if (facts.status === "error") return null;
  const registrations = keys.flatMap((number) =>
    facts.data.issued
      .filter((key) => key.activation_key === number)
      .map(({ activation_key, registration_key }) => ({ activation_key, registration_key })),
  );
  return registrations.length === keys.length ? { outcome: "issued", registrations } : null;
}
