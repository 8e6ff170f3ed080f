import type { ReactNode } from "react";
import { useSpeech } from "../../i18n";
import type { Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { isConverting } from "../../kit/keys";
import { same, type usePeriod, written } from "./usePeriod";

interface Props {
  label: string;
  period: ReturnType<typeof usePeriod>;
  problem: Problem | null;
  children: ReactNode;
}

/** From when to when, typed or chosen, and what is done with it. It is read when a field is left, or on Enter. */
export function PeriodBar({ label, period, problem, children }: Props) {
  const { say, explain } = useSpeech();
  const { presets, typed, setTyped, choose, commit } = period;
  const wrong = (end: "from" | "to") => {
    if (problem?.code === "day_unreadable") return problem.end === end ? explain(problem) : undefined;
    return problem?.code === "period_reversed" && end === "to" ? explain(problem) : undefined;
  };
  const field = (end: "from" | "to") => (
    <Field
      label={say.reports[end]}
      value={typed[end]}
      placeholder={say.reports.open}
      autoComplete="off"
      inputMode="numeric"
      wrong={wrong(end)}
      onChange={(event) => setTyped({ ...typed, [end]: event.target.value })}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isConverting(event)) commit();
      }}
    />
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
