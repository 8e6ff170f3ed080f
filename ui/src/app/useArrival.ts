import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { Room } from "../i18n/names";

/** Where the rooms are. Whoever goes on from within one arrives at the heading of the next, unless that has a better place for them. */
export function useArrival(room: Room): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  const arrive = useEffectEvent(() => {
    const heading = roomIn(page.current)?.querySelector<HTMLElement>("h1, h2");
    if (!heading || !isLeft(page.current)) return;
    heading.tabIndex = -1;
    heading.focus();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each other room is an arrival
  useEffect(() => arrive(), [room]);
  return page;
}

/** The room in sight. */
function roomIn(page: HTMLElement | null): Element | undefined {
  return Array.from(page?.children ?? []).find((room) => room instanceof HTMLElement && room.style.display !== "none");
}

/** Whether what had the focus is out of sight now. */
function isLeft(page: HTMLElement | null): boolean {
  const at = document.activeElement;
  return at === document.body || (page?.contains(at) === true && !roomIn(page)?.contains(at));
}
