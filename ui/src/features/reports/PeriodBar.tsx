import type { ReactNode } from "react";
import { useSpeech } from "../../i18n";
import type { Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { DayField } from "../../kit/DayField";
import { same, type usePeriod, written } from "./usePeriod";

interface Props {
  label: string;
  period: ReturnType<typeof usePeriod>;
  problem: Problem | null;
  children: ReactNode;
}

/** From when to when, typed or chosen, and what is done with it. It is read when a field is left, or on Enter. */
export function PeriodBar({ label, period, problem, children }: Props) {
  const { say } = useSpeech();
  const { presets, typed, setTyped, choose, commit } = period;
  const field = (end: "from" | "to") => (
    <DayField end={end} label={say.reports[end]} typed={typed} onTyped={setTyped} onCommit={commit} problem={problem} />
  );
  return (
    <div className="period">
      <fieldset aria-label={label}>
        {field("from")}
        <span aria-hidden="true">～</span>
        {field("to")}
        <div className="presets">
          {presets.map((preset) => (
            <Button key={preset.name} aria-pressed={same(written(preset), typed)} onClick={() => choose(preset)}>
              {say.reports.presets[preset.name]}
            </Button>
          ))}
        </div>
      </fieldset>
      <div className="saving">{children}</div>
    </div>
  );
}
