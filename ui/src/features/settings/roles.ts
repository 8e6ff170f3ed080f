import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { StaffRole } from "../../ipc/door";

/** Every role, the one that fits most first. */
export const roles = ["clerk", "viewer", "owner"] as const satisfies StaffRole[];

/** Whether the rules want the own password for this change of a member. */
export function useWantsPassword(before: StaffRole | null, after: StaffRole, drops: boolean): boolean {
  const door = useDoor();
  const [wants, setWants] = useState(false);
  useEffect(() => {
    let left = false;
    door.staffWantsPassword(before, after, drops).then((answer) => {
      if (!left && answer.status === "ok") setWants(answer.data);
    });
    return () => {
      left = true;
    };
  }, [door, before, after, drops]);
  return wants;
}
