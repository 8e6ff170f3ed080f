import { type ComponentProps, useId } from "react";
import type { Words } from "../i18n";

type Props = ComponentProps<"select"> & {
  label: string;
  hint?: string | undefined;
  wrong?: Words | undefined;
  /** Values and their names. */
  options: readonly (readonly [string, string])[];
};

/** One of many. */
export function Select({ label, hint, wrong, options, ...select }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        {...select}
        id={id}
        className="input"
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong || hint ? `${id}-said` : undefined}
      >
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      {wrong ? (
        <p id={`${id}-said`} className="wrong" role="alert">
          {wrong.what} <span>{wrong.todo}</span>
        </p>
      ) : (
        hint && (
          <p id={`${id}-said`} className="hint">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
