import { useCallback, useState } from "react";

/** A choice that belongs to this window alone and is there again the next time. */
export function useRemembered<Value extends string>(name: string, values: readonly Value[], preset: Value) {
  const [value, setValue] = useState<Value>(
    () => values.find((known) => known === localStorage.getItem(name)) ?? preset,
  );
  const choose = useCallback(
    (chosen: Value) => {
      localStorage.setItem(name, chosen);
      setValue(chosen);
    },
    [name],
  );
  return [value, choose] as const;
}
