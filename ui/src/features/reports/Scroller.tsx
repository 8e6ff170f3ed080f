import type { ReactNode } from "react";

/** A long list that scrolls by itself, also by keyboard. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus nobody could scroll it by keyboard
    <section className="lines" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
