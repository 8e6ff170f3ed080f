import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { CopiedNote } from "./CopiedNote";

interface Props {
  title: string;
  className?: string;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog over everything: focus begins at `data-first`, stays in it, and goes back to where it was. Esc closes it. */
export function Dialog({ title, className, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // Before it is seen: what is pressed at its first sight is pressed in it.
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={className}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h1 id={heading}>{title}</h1>
      {children}
      {/* The one of the window is out of reach behind it. */}
      <CopiedNote />
    </dialog>
  );
}
