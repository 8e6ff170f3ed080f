import { useSpeech } from "../i18n";
import type { PeriodForm, Problem } from "../ipc/door";
import { Field } from "./Field";
import { isConverting } from "./keys";

interface Props {
  end: "from" | "to";
  label: string;
  typed: PeriodForm;
  onTyped: (typed: PeriodForm) => void;
  /** The field was left, or Enter was pressed. */
  onCommit: () => void;
  problem: Problem | null;
}

/** One end of a period, in any form people write days. It is read when the field is left, or on Enter. */
export function DayField({ end, label, typed, onTyped, onCommit, problem }: Props) {
  const { say, explain } = useSpeech();
  const isWrong =
    problem?.code === "day_unreadable" ? problem.end === end : problem?.code === "period_reversed" && end === "to";
  return (
    <Field
      label={label}
      value={typed[end]}
      placeholder={say.reports.open}
      autoComplete="off"
      inputMode="numeric"
      wrong={problem && isWrong ? explain(problem) : undefined}
      onChange={(event) => onTyped({ ...typed, [end]: event.target.value })}
      onBlur={onCommit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !isConverting(event)) onCommit();
      }}
    />
  );
}
