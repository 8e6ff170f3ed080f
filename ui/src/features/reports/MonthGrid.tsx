import { type CSSProperties, type KeyboardEvent, useRef } from "react";
import { useSpeech } from "../../i18n";
import type { DayView, MonthView } from "../../ipc/door";

interface Props {
  shown: MonthView;
  day: string | null;
  onDay: (day: string | null) => void;
  onMonth: (month: string) => void;
}

/** A month in weeks from Sunday. Arrows go from day to day, Page Up and Page Down from month to month, Enter shows the day's list. */
export function MonthGrid({ shown, day, onDay, onMonth }: Props) {
  const { say, format } = useSpeech();
  const grid = useRef<HTMLTableElement>(null);
  const inside = shown.weeks.flat().filter((one) => one.inside);
  const start = inside.find((one) => one.day === (day ?? shown.today)) ?? inside[0];
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "PageUp" || event.key === "PageDown") {
      event.preventDefault();
      onMonth(event.key === "PageUp" ? shown.previous : shown.next);
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const days = Array.from(grid.current?.querySelectorAll<HTMLElement>("button") ?? []);
    days[days.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  };
  return (
    <table
      ref={grid}
      className="grid"
      style={{ "--weeks": shown.weeks.length } as CSSProperties}
      aria-label={say.reports.calendar.grid(format.month(shown.month))}
    >
      <thead>
        <tr>
          {format.weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={onKey}>
        {shown.weeks.map((week) => (
          <tr key={week[0]?.day}>
            {week.map((one) => (
              <td
                key={one.day}
                className={one.inside ? undefined : "outside"}
                aria-current={one.day === shown.today ? "date" : undefined}
              >
                {one.inside ? (
                  <Day
                    day={one}
                    chosen={one.day === day}
                    reached={one === start}
                    onDay={() => onDay(one.day === day ? null : one.day)}
                  />
                ) : (
                  <span className="number">{one.number}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, chosen, reached, onDay }: { day: DayView; chosen: boolean; reached: boolean; onDay: () => void }) {
  const { say, format } = useSpeech();
  const counted = (names: Record<string, string>) =>
    day.ending.map(({ programme, count }) => say.reports.calendar.count(names[programme] ?? programme, count));
  const last = day.last_chances > 0 ? [say.reports.calendar.lastChances(day.last_chances)] : [];
  const what = [...counted(say.due.programmes), ...last].join(", ") || say.reports.calendar.nothing;
  return (
    <button type="button" aria-pressed={chosen} tabIndex={reached ? 0 : -1} onClick={onDay}>
      <span className="hidden">{say.reports.calendar.day(format.day(day.day), what)}</span>
      <span className="of-month" aria-hidden="true">
        {day.number}
      </span>
      {counted(say.due.short).map((count) => (
        <span key={count} className="ends" aria-hidden="true">
          {count}
        </span>
      ))}
      {last.map((last) => (
        <span key={last} className="last" aria-hidden="true">
          {last}
        </span>
      ))}
    </button>
  );
}
