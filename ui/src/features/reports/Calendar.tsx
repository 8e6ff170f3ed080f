import { useMemo, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { DueView, MonthView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { DueTable } from "../../kit/due/DueTable";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { MonthGrid } from "./MonthGrid";
import { Saved, useSaving } from "./Saving";
import { Scroller } from "./Scroller";
import { Waiting } from "./Waiting";

const shapes = ["month", "list"] as const;

/** What ends when, a month or a year at a time, and its file for other calendars. */
export function Calendar() {
  const { say } = useSpeech();
  const door = useDoor();
  const [month, setMonth] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>(null);
  const [shape, setShape] = useState<(typeof shapes)[number]>("month");
  const ask = useMemo(() => () => door.expiries(month, day), [door, month, day]);
  const { answering, cancel } = useAnswer(ask);
  const { saving, setSaving, save } = useSaving(month);
  const shown = dataOf(answering);
  const show = (month: string | null) => {
    setMonth(month);
    setDay(null);
  };
  return (
    <div className="report calendar">
      <div className="bar">
        <Choice
          label={say.reports.calendar.show}
          value={shape}
          options={shapes}
          names={say.reports.calendar.shapes}
          onChoose={setShape}
        />
        {shown && <Months shown={shown} onMonth={show} />}
        <Button
          kind="main"
          title={say.reports.calendar.icsNote}
          unavailable={
            saving.state === "saving" ? say.reports.save.saving : !shown?.year_total && say.reports.save.nothing
          }
          onClick={() => save(() => door.saveExpiries(month))}
        >
          {say.reports.save.ics}
        </Button>
      </div>
      <Saved saving={saving} onSaving={setSaving} done={say.reports.save.events} />
      <Waiting answering={answering} onCancel={cancel} />
      {shown && shape === "month" && <Month shown={shown} day={day} onDay={setDay} onMonth={show} />}
      {shown && shape === "list" && <Year shown={shown} />}
    </div>
  );
}

function Months({ shown, onMonth }: { shown: MonthView; onMonth: (month: string | null) => void }) {
  const { say, format } = useSpeech();
  return (
    <div className="months">
      <Button aria-label={say.reports.calendar.previous} onClick={() => onMonth(shown.previous)}>
        ‹
      </Button>
      <h2 aria-live="polite">{format.month(shown.month)}</h2>
      <Button aria-label={say.reports.calendar.next} onClick={() => onMonth(shown.next)}>
        ›
      </Button>
      <Button kind="quiet" onClick={() => onMonth(null)}>
        {say.reports.calendar.thisMonth}
      </Button>
    </div>
  );
}

interface MonthProps {
  shown: MonthView;
  day: string | null;
  onDay: (day: string | null) => void;
  onMonth: (month: string) => void;
}

function Month({ shown, day, onDay, onMonth }: MonthProps) {
  const { say, format } = useSpeech();
  // Until the day is asked for, the lines of the month are there.
  const lines = day ? shown.ending.filter((due) => due.expiry === day) : shown.ending;
  const heading = day
    ? say.reports.calendar.ofDay(format.day(day), countOf(shown, day))
    : say.reports.calendar.ofMonth(format.month(shown.month), shown.total);
  return (
    <div className="month">
      <MonthGrid shown={shown} day={day} onDay={onDay} onMonth={onMonth} />
      <div className="listed">
        <p className="count" role="status">
          {heading}{" "}
          {day && (
            <Button kind="quiet" onClick={() => onDay(null)}>
              {say.reports.calendar.wholeMonth}
            </Button>
          )}
        </p>
        <Lines label={heading} shape="narrow" lines={lines} total={day ? countOf(shown, day) : shown.total} />
      </div>
    </div>
  );
}

function countOf(shown: MonthView, day: string): number {
  const found = shown.weeks.flat().find((one) => one.day === day);
  return found?.ending.reduce((sum, { count }) => sum + count, 0) ?? 0;
}

function Year({ shown }: { shown: MonthView }) {
  const { say, format } = useSpeech();
  const heading = say.reports.calendar.ofYear(format.month(shown.month), shown.year_total);
  return (
    <>
      <p className="count" role="status">
        {heading}
      </p>
      <Lines label={heading} shape="compact" lines={shown.year} total={shown.year_total} />
    </>
  );
}

interface LinesProps {
  label: string;
  shape: "compact" | "narrow";
  lines: DueView[];
  total: number;
}

function Lines({ label, shape, lines, total }: LinesProps) {
  const { say } = useSpeech();
  if (total === 0) return <p className="grey">{say.reports.calendar.none}</p>;
  return (
    <>
      <Scroller label={label}>
        <DueTable label={label} shape={shape} groups={byMonth(lines)} />
      </Scroller>
      {lines.length < total && <p className="grey">{say.reports.calendar.shown(lines.length)}</p>}
    </>
  );
}

/** The lines in groups, one a month, with a heading where there is more than one. */
function byMonth(lines: DueView[]) {
  const months = new Map<string, DueView[]>();
  for (const due of lines) {
    const month = due.expiry.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), due]);
  }
  const groups = Array.from(months, ([name, lines]) => ({ name, lines }));
  return groups.length < 2 ? groups : groups.map((group) => ({ ...group, heading: <MonthName month={group.name} /> }));
}

function MonthName({ month }: { month: string }) {
  return useSpeech().format.month(month);
}
