import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { DeviceFactsView } from "../../ipc/door";

/** What this computer knows of a device; nothing while its number is not whole. */
export function useFacts(device: string): DeviceFactsView | null {
  const door = useDoor();
  const [facts, setFacts] = useState<DeviceFactsView | null>(null);
  useEffect(() => {
    let current = true;
    const show = (facts: DeviceFactsView | null) => current && setFacts(facts);
    if (device === "") show(null);
    else void door.deviceFacts(device).then((answer) => show(answer.status === "ok" ? answer.data : null));
    return () => {
      current = false;
    };
  }, [device, door]);
  return facts;
}
