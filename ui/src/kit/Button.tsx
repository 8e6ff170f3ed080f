import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"button">, "disabled"> & {
  kind?: "main" | "final" | "plain" | "quiet" | "quiet icon";
  /** Why it cannot be pressed now. It stays reachable, and says this. */
  unavailable?: string | false | undefined;
  /** The key that does the same. */
  hotkey?: string | undefined;
  children: ReactNode;
};

/** A button that is never silently dead. */
export function Button({ kind = "plain", unavailable, hotkey, children, onClick, type = "button", ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      className={kind === "plain" ? "button" : `button ${kind}`}
      aria-disabled={unavailable ? true : undefined}
      title={unavailable || rest.title}
      onClick={(event) => {
        if (unavailable) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {hotkey && <kbd aria-hidden="true">{hotkey}</kbd>}
    </button>
  );
}
