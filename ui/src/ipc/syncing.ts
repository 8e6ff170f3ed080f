import type { Problem, SyncEvent } from "./door";

/** How the latest sync stands, as far as this window has heard. */
export type Syncing =
  | { state: "idle" }
  | { state: "running"; done: number; total: number }
  | { state: "finished"; applied: number }
  | { state: "stopped"; problem: Problem };

/** How it stands after `event`. */
export function nextSyncing(event: SyncEvent): Syncing {
  switch (event.state) {
    case "progress":
      return { state: "running", done: event.done, total: event.total };
    case "finished":
      return { state: "finished", applied: event.synced.applied };
    case "stopped":
      return { state: "stopped", problem: event.problem };
  }
}
