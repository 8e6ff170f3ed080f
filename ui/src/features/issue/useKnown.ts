import { useCallback, useEffect, useRef, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { DeviceFactsView, ForeseenView } from "../../ipc/door";
import { isWhole, type Line, nameOf } from "./draft";

/** What this computer knows of the device of the number `typed`, once it is one; and a way to wait for it. */
export function useFacts(typed: string) {
  const door = useDoor();
  const [facts, setFacts] = useState<DeviceFactsView | null>(null);
  const wanted = useRef(typed);
  wanted.current = typed;

  /** The facts, or nothing for what is no device. */
  const learn = useCallback(
    async (typed: string): Promise<DeviceFactsView | null> => {
      const read = await door.readNumber("device", typed);
      const answer =
        read.status === "ok" && read.data.state === "complete" ? await door.deviceFacts(read.data.number) : null;
      const learnt = answer?.status === "ok" ? answer.data : null;
      if (wanted.current === typed) setFacts(learnt);
      return learnt;
    },
    [door],
  );
  useEffect(() => void learn(typed), [learn, typed]);
  return { facts, learn };
}

/** What is to be expected of each line that is whole, by the line's id. */
export function useForeseen(device: string | null, lines: Line[]): ReadonlyMap<number, ForeseenView> {
  const door = useDoor();
  /** Under the device and the pair that it was said of: it holds for no other. */
  const [known, setKnown] = useState<ReadonlyMap<string, ForeseenView>>(new Map());
  const placeOf = (line: Line) => `${device} ${nameOf(line)}`;
  const whole = lines.filter(isWhole);
  const names = whole.map((line) => `${line.id} ${nameOf(line)}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: their names stand for the lines.
  useEffect(() => {
    let current = true;
    const keys = whole.map(pairOf);
    if (device === null || keys.length === 0) setKnown(new Map());
    else {
      door.foreseeKeys(device, keys).then((answer) => {
        if (!current || answer.status === "error") return;
        const views = answer.data;
        setKnown(
          new Map(whole.flatMap((line, index) => (views[index] ? [[placeOf(line), views[index]] as const] : []))),
        );
      });
    }
    return () => {
      current = false;
    };
  }, [door, device, names]);
  return new Map(
    whole.flatMap((line) => {
      const view = known.get(placeOf(line));
      return view ? [[line.id, view] as const] : [];
    }),
  );
}

/** The pair of a line, as the desk takes it. */
export function pairOf(line: Line) {
  return { activation_key: line.activation.join("-"), registration_id: line.registration.join("-") };
}
