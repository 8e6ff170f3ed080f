import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { StatusView } from "../../ipc/door";

/** What the member who is signed in may do (ACC-5); nothing until it is known. */
export function useRole(): string | null {
  const door = useDoor();
  const [role, setRole] = useState<string | null>(null);
  useEffect(() => {
    const hear = (status: StatusView) => setRole(status.account?.role ?? null);
    door.status().then((answer) => answer.status === "ok" && hear(answer.data));
    return door.onStatus(hear);
  }, [door]);
  return role;
}
