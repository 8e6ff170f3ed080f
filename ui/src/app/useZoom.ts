import { useEffect, useEffectEvent } from "react";
import { type Zoom, zooms } from "../i18n/names";
import { useDoor } from "../ipc/context";
import { hasCommand } from "../kit/keys";
import { useRemembered } from "./remembered";

/** How large everything is: remembered, and changed by Ctrl with plus, minus and zero, as in every browser. */
export function useZoom(): [Zoom, (zoom: Zoom) => void] {
  const door = useDoor();
  const [zoom, setZoom] = useRemembered("zoom", zooms, "100");
  useEffect(() => {
    void door.zoom(Number(zoom));
  }, [door, zoom]);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!hasCommand(event)) return;
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setZoom(step === 0 ? "100" : (zooms[zooms.indexOf(zoom) + step] ?? zoom));
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  return [zoom, setZoom];
}

/** On Japanese and English keyboards plus is typed with or without Shift. */
const steps: Record<string, 1 | -1 | 0> = { "+": 1, ";": 1, "=": 1, "-": -1, "0": 0 };
