import { useEffect, useState } from "react";
import { useDoor } from "../ipc/context";
import type { Field, NumberView } from "../ipc/door";

/** A number that is being typed. */
export interface Asked {
  field: Field;
  typed: string;
}

/** What the desk reads in each number. Nothing until it has said so, a moment later; what it said once holds. */
export function useNumbers(asked: readonly Asked[]): (NumberView | undefined)[] {
  const door = useDoor();
  const [known, setKnown] = useState<ReadonlyMap<string, NumberView>>(new Map());
  const unknown = asked.filter((one) => !known.has(nameOf(one)));
  const names = unknown.map(nameOf).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: their names stand for the numbers.
  useEffect(() => {
    let current = true;
    for (const one of unknown) {
      door.readNumber(one.field, one.typed).then((answer) => {
        if (!current || answer.status === "error") return;
        setKnown((known) => new Map(known).set(nameOf(one), answer.data));
      });
    }
    return () => {
      current = false;
    };
  }, [door, names]);
  return asked.map((one) => known.get(nameOf(one)));
}

function nameOf({ field, typed }: Asked): string {
  return `${field} ${typed}`;
}
