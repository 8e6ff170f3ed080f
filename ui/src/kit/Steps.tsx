interface Props {
  label: string;
  steps: readonly string[];
  /** Which one, from 0. */
  at: number;
}

/** How far a flow is, in words. */
export function Steps({ label, steps, at }: Props) {
  return (
    <ol className="steps" aria-label={label}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === at ? "step" : undefined} data-done={index < at || undefined}>
          <span className="ordinal" aria-hidden="true">
            {index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  );
}
