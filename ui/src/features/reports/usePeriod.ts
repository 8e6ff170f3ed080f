import { useCallback, useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { PeriodForm, PeriodsView, PresetView } from "../../ipc/door";

/** A period as it is typed, the one that is asked for, and those that people often ask for. */
export function usePeriod(of: keyof PeriodsView) {
  const door = useDoor();
  const [presets, setPresets] = useState<PresetView[]>([]);
  const [typed, setTyped] = useState<PeriodForm | null>(null);
  const [asked, setAsked] = useState<PeriodForm | null>(null);

  useEffect(() => {
    let current = true;
    door.periods().then((answer) => {
      if (!current) return;
      const known = answer.status === "ok" ? answer.data[of] : [];
      setPresets(known);
      const first = written(known[0]);
      setTyped((typed) => typed ?? first);
      setAsked((asked) => asked ?? first);
    });
    return () => {
      current = false;
    };
  }, [door, of]);

  const choose = useCallback((preset: PresetView) => {
    setTyped(written(preset));
    setAsked(written(preset));
  }, []);
  const commit = useCallback(() => {
    setAsked((asked) => (asked && typed && same(asked, typed) ? asked : typed));
  }, [typed]);
  return { presets, typed: typed ?? nothing, asked, setTyped, choose, commit };
}

const nothing = { from: "", to: "" };

/** A preset as people type it. */
export function written(preset: PresetView | undefined): PeriodForm {
  const day = (day: string | null | undefined) => day?.replaceAll("-", "/") ?? "";
  return { from: day(preset?.from), to: day(preset?.to) };
}

export function same(one: PeriodForm, other: PeriodForm): boolean {
  return one.from === other.from && one.to === other.to;
}
