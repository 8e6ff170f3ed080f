import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Manual } from "../features/manual/Manual";
import { Shortcuts } from "../features/manual/Shortcuts";
import { type Help, HelpContext } from "../kit/help";

type Shown = { what: "manual" | "policies"; page: string } | { what: "shortcuts" } | null;

/** Manual, policies and the list of keys, over whatever is there: F1 and `?` open them everywhere. */
export function HelpAround({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown>(null);
  const topic = useRef("start");
  const help = useMemo<Help>(
    () => ({
      manual: (page) => setShown({ what: "manual", page: page ?? topic.current }),
      policies: () => setShown({ what: "policies", page: "terms" }),
      shortcuts: () => setShown({ what: "shortcuts" }),
      topic: (page) => {
        topic.current = page;
      },
    }),
    [],
  );
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const open = event.key === "F1" ? help.manual : event.key === "?" && !isTyping(event) ? help.shortcuts : null;
    if (!open) return;
    event.preventDefault();
    if (!shown) open();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  const close = () => setShown(null);
  return (
    <HelpContext value={help}>
      {children}
      {shown?.what === "shortcuts" && <Shortcuts onClose={close} />}
      {shown && shown.what !== "shortcuts" && <Manual book={shown.what} page={shown.page} onClose={close} />}
    </HelpContext>
  );
}

/** Whether the key is a character of a text. */
function isTyping(event: KeyboardEvent): boolean {
  const at = event.target;
  return (
    event.isComposing ||
    event.ctrlKey ||
    event.metaKey ||
    (at instanceof HTMLElement && at.closest("input, textarea, select, [contenteditable]") !== null)
  );
}
