import { useEffect, useEffectEvent } from "react";
import { type Room, rooms } from "../i18n/names";
import { hasCommand } from "../kit/keys";

interface Actions {
  onRoom: (room: Room) => void;
  onSearch: () => void;
}

/** The keys that work everywhere: one for each room and one for the search field. */
export function useShortcuts({ onRoom, onSearch }: Actions) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!hasCommand(event)) return;
    const key = event.key.toLowerCase();
    const room = rooms[Number(key) - 1];
    // The web view's own printing would print the window.
    if (key !== "k" && key !== "p" && !room) return;
    event.preventDefault();
    if (document.querySelector("dialog[open]")) return;
    if (key === "k") onSearch();
    else if (room) onRoom(room);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
