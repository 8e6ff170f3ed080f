import { useEffect, useReducer } from "react";
import { useSpeech } from "../../i18n";

/** Seconds at which the time left is spoken: often enough to be in time, seldom enough not to disturb. */
const spoken = [300, 120, 60, 30];

/** The whole seconds until `until` on this window's clock. */
export function useLeft(until: number): number {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, []);
  return seconds(until);
}

const seconds = (until: number) => Math.max(0, Math.ceil((until - Date.now()) / 1000));

/** How long the numbers are held, and what happens then. */
export function Countdown({ left }: { left: number }) {
  const { say, format } = useSpeech();
  const words = say.renew.apply;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  const passed = spoken.filter((at) => left <= at).at(-1);
  return (
    <div className="countdown" data-soon={left <= 60 || undefined}>
      <p role="timer" aria-live="off">
        <strong className="clock">{words.held(clock)}</strong>
      </p>
      <p className="note">{words.heldNote}</p>
      <p className="hidden" role="status">
        {passed !== undefined && words.heldSpoken(format.span(passed))}
      </p>
    </div>
  );
}
