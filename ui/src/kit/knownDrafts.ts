import { createContext, useEffect, useState } from "react";
import { useDoor } from "../ipc/context";
import type { DraftName, DraftView } from "../ipc/door";

/** What was kept of each form, as far as it is known. */
export type Known = Partial<Record<DraftName, DraftView>>;

const names = ["issue", "apply", "extend"] as const satisfies DraftName[];

/** Known before a room is entered: whoever types as soon as one is there types into its form. */
export const KnownDrafts = createContext<Known>({});

/** Asks for them once. */
export function useKnownDrafts(): Known {
  const door = useDoor();
  const [known, setKnown] = useState<Known>({});
  useEffect(() => {
    for (const name of names) {
      void door.draft(name).then((answer) => {
        if (answer.status === "ok") setKnown((known) => ({ ...known, [name]: answer.data }));
      });
    }
  }, [door]);
  return known;
}
