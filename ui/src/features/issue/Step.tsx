import type { FormEvent, ReactNode } from "react";
import type { DeviceFactsView } from "../../ipc/door";
import { isConverting } from "../../kit/keys";
import type { Draft, Stage } from "./draft";

/** What every step is given. */
export interface StepProps {
  draft: Draft;
  change: (changed: Partial<Draft>) => void;
  go: (stage: Stage) => void;
  facts: DeviceFactsView | null;
}

interface Props {
  title: string;
  className?: string;
  onNext: () => void;
  /** Esc goes there. */
  onBack?: (() => void) | undefined;
  children: ReactNode;
}

/** One step: Enter goes on, Esc goes back, and the Enter that confirms a conversion does neither. */
export function Step({ title, className, onNext, onBack, children }: Props) {
  return (
    <form
      className={className ? `step ${className}` : "step"}
      aria-label={title}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onNext();
      }}
      onKeyDown={(event) => {
        if (isConverting(event)) {
          if (event.key === "Enter") event.preventDefault();
        } else if (event.key === "Escape" && onBack) {
          event.preventDefault();
          onBack();
        }
      }}
    >
      <h2>{title}</h2>
      {children}
    </form>
  );
}
