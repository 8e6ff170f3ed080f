import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { Answer, DetailView, ThingView } from "../../ipc/door";

/** All that is known of `thing`; nothing until it is there. Read again whenever `changed` is another. */
export function useDetail({ kind, id }: ThingView, changed: unknown): Answer<DetailView> | null {
  const door = useDoor();
  const [answer, setAnswer] = useState<Answer<DetailView> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever changed is a reason to read again.
  useEffect(() => {
    let current = true;
    door.thing(kind, id).then((answer) => {
      if (current) setAnswer(answer);
    });
    return () => {
      current = false;
    };
  }, [door, kind, id, changed]);
  return answer;
}
