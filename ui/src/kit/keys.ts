import type { KeyboardEvent } from "react";

/** Whether a key belongs to a Japanese conversion. WebKit says so by 229 alone when Enter confirms one. */
export function isConverting(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** Ctrl, or ⌘ on a Mac. */
export function hasCommand(event: Pick<globalThis.KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">): boolean {
  return (isMac ? event.metaKey : event.ctrlKey) && !event.altKey;
}

/** How a key with Ctrl or ⌘ is written on this computer. */
export function commandKey(key: string): string {
  return isMac ? `⌘${key}` : `Ctrl ${key}`;
}

const isMac = /Mac/.test(navigator.userAgent);

/** For the `onKeyDown` of a search field in a dialog, whose Esc WebKit keeps to itself: it clears the field, then it closes. */
export function leaveSearch(event: KeyboardEvent<HTMLInputElement>, onClear: () => void, onClose: () => void) {
  if (event.key !== "Escape" || isConverting(event)) return;
  event.preventDefault();
  if (event.currentTarget.value) onClear();
  else onClose();
}

/** For the `onKeyDown` of a form: the Enter that confirms a conversion submits nothing. */
export function keepConversion(event: KeyboardEvent) {
  if (event.key === "Enter" && isConverting(event)) event.preventDefault();
}
