import { type ComponentProps, useId } from "react";

type Props = Omit<ComponentProps<"input">, "type"> & { label: string; hint?: string | undefined };

/** A check box with its label, and what follows from it. */
export function Tick({ label, hint, ...input }: Props) {
  const id = useId();
  return (
    <div className="tick">
      <label>
        <input {...input} type="checkbox" aria-describedby={hint ? id : undefined} />
        {label}
      </label>
      {hint && (
        <p id={id} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
