import { createContext, useContext } from "react";
import type { CustomerLink, DocumentKind } from "../ipc/door";

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
  | { room: "print"; tab?: "batch" | "history" }
  | { room: "reports"; tab?: "totals" | "history" | "calendar" | "quotes" }
  | { room: "settings"; tab?: string };

/** The place of one room. */
export type PlaceOf<Name extends Place["room"]> = Extract<Place, { room: Name }>;

/** What one has before one and may want on paper. */
export interface Printable {
  /** Activation keys, by their numbers. */
  keys: string[];
  /** A device that has registration keys, by its number. */
  device?: string | null;
  customer?: CustomerLink;
  /** The document it is most likely about; else the first that can be made. */
  document?: DocumentKind;
}

/** What the frame does for every page. */
export interface Frame {
  go: (place: Place) => void;
  /** Opens the print dialog. */
  print: (what: Printable) => void;
}

export const FrameContext = createContext<Frame | null>(null);

export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("no frame around this component");
  return frame;
}
