import { createContext, useContext } from "react";
import type { Door } from "./door";

const DoorContext = createContext<Door | null>(null);

export const DoorProvider = DoorContext.Provider;

/** The door to the desk. */
export function useDoor(): Door {
  const door = useContext(DoorContext);
  if (!door) throw new Error("no door to the desk above this component");
  return door;
}
