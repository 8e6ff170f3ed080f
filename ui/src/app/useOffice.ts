import { useCallback, useEffect, useReducer } from "react";
import { useDoor } from "../ipc/context";
import type { Language, Problem, StatusView, SyncEvent } from "../ipc/door";
import { nextSyncing, type Syncing } from "../ipc/syncing";

/** The office, as the window knows it. */
export type Office =
  | { phase: "opening" }
  | { phase: "blocked"; problem: Problem; retrying: boolean }
  | { phase: "open"; status: StatusView; language: Language; syncing: Syncing };

type Happening =
  | { type: "opened"; status: StatusView; language: Language }
  | { type: "blocked"; problem: Problem }
  | { type: "retried" }
  | { type: "status"; status: StatusView }
  | { type: "language"; language: Language }
  | { type: "sync-asked" }
  | { type: "sync"; event: SyncEvent };

function nextOffice(office: Office, happening: Happening): Office {
  switch (happening.type) {
    case "opened":
      return { phase: "open", status: happening.status, language: happening.language, syncing: { state: "idle" } };
    case "blocked":
      return { phase: "blocked", problem: happening.problem, retrying: false };
    case "retried":
      return office.phase === "blocked" ? { ...office, retrying: true } : office;
  }
  if (office.phase !== "open") return office;
  switch (happening.type) {
    case "status":
      return { ...office, status: happening.status };
    case "language":
      return { ...office, language: happening.language };
    case "sync-asked":
      return { ...office, syncing: { state: "running", done: 0, total: 0 } };
    case "sync":
      return { ...office, syncing: nextSyncing(happening.event) };
  }
}

/** Opens the office and follows what happens in it. */
export function useOffice() {
  const door = useDoor();
  const [office, happen] = useReducer(nextOffice, { phase: "opening" });

  const open = useCallback(async () => {
    happen({ type: "retried" });
    const [status, language] = await Promise.all([door.status(), door.language()]);
    if (status.status === "error") happen({ type: "blocked", problem: status.error });
    else if (language.status === "error") happen({ type: "blocked", problem: language.error });
    else happen({ type: "opened", status: status.data, language: language.data });
  }, [door]);

  useEffect(() => {
    void open();
    const ends = [
      door.onStatus((status) => happen({ type: "status", status })),
      door.onSync((event) => happen({ type: "sync", event })),
    ];
    const sync = () => void door.sync();
    window.addEventListener("online", sync);
    return () => {
      for (const end of ends) end();
      window.removeEventListener("online", sync);
    };
  }, [door, open]);

  const sync = useCallback(async () => {
    happen({ type: "sync-asked" });
    await door.sync();
  }, [door]);
  const setLanguage = useCallback(
    async (language: Language) => {
      happen({ type: "language", language });
      // If it cannot be kept, it holds as long as the window is open.
      await door.setLanguage(language);
    },
    [door],
  );
  const setStatus = useCallback((status: StatusView) => happen({ type: "status", status }), []);
  const signedIn = useCallback((status: StatusView) => {
    happen({ type: "status", status });
    // Signing in begins a sync by itself.
    happen({ type: "sync-asked" });
  }, []);

  return { office, open, sync, setLanguage, setStatus, signedIn };
}
