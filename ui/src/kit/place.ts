import { createContext, useContext } from "react";

/** A room, and what it opens with. Going to a place again, even to the same one, makes a new object of it. */
export type Place =
  | { room: "today" }
  | { room: "find"; query?: string }
  /** For this device; or the list of what was applied for. */
  | { room: "issue"; device?: string; list?: boolean }
  /** For this device; or to mend the refused request `again`. */
  | { room: "renew"; tab?: "extend" | "apply" | "search" | "plan"; device?: string; again?: string }
  /** This customer, by id. */
  | { room: "customers"; customer?: string }
  | { room: "reports"; tab?: "totals" | "history" | "calendar" | "quotes" }
  | { room: "settings"; tab?: string };

/** The place of one room. */
export type PlaceOf<Name extends Place["room"]> = Extract<Place, { room: Name }>;

/** What the frame does for every page. */
export interface Frame {
  go: (place: Place) => void;
  /** Opens the print dialog for activation keys, by their numbers. */
  print: (keys: string[]) => void;
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("no frame around this component");
  return frame;
}
