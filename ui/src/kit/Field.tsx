import { type ComponentProps, type ReactNode, useId } from "react";
import type { Words } from "../i18n";

type Props = ComponentProps<"input"> & {
  label: string;
  hint?: string | undefined;
  /** The problem with what stands in it, shown beneath with the way out. */
  wrong?: Words | undefined;
  /** What stands inside it at its end. */
  children?: ReactNode;
};

/** One line to type, with its label, its hint and its problem. */
export function Field({ label, hint, wrong, children, ...input }: Props) {
  const id = useId();
  const described = wrong ? `${id}-wrong` : hint ? `${id}-hint` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="box">
        <input
          {...input}
          id={id}
          className="input"
          aria-invalid={wrong ? true : undefined}
          aria-describedby={described}
        />
        {children}
      </div>
      {wrong ? (
        <p id={`${id}-wrong`} className="wrong" role="alert">
          {wrong.what} <span>{wrong.todo}</span>
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="hint">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
