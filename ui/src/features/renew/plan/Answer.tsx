import { useSpeech } from "../../../i18n";
import type { PlanAnswer, PlanEnd, PlanView } from "../../../ipc/door";
import type { Mark, Span } from "../../../kit/layTimeline";
import { Notice } from "../../../kit/Notice";
import { Timeline } from "../../../kit/Timeline";
import { Expiry, Fact, StateWord } from "../standing";

/** What would come of it, in words and on a line. */
export function Answer({ plan }: { plan: PlanView }) {
  const { say } = useSpeech();
  const { marks, spans } = useDays(plan);
  return (
    <>
      <Facts answer={plan.answer} />
      {marks.length > 1 && <Timeline label={say.renew.plan.timeline} marks={marks} spans={spans} />}
    </>
  );
}

function Facts({ answer }: { answer: PlanAnswer }) {
  const { say, format } = useSpeech();
  const words = say.renew.plan;
  const { facts } = words;
  const day = (written: string) => format.date(`${written}T00:00`);
  const gmt = say.renew.gmt;
  const days = say.renew.days;
  switch (answer.outcome) {
    case "refused":
      return <Refused answer={answer} />;
    case "subscription":
      return (
        <dl className="facts">
          <Fact name={facts.state}>
            <StateWord state={answer.state} />
          </Fact>
          <End end={answer.end} />
        </dl>
      );
    case "subscribed":
      return (
        <dl className="facts">
          <End end={answer.end} />
          {answer.days_added !== null && (
            <Fact name={facts.added}>{say.renew.extend.addedDays(answer.days_added)}</Fact>
          )}
          {answer.counted_from && <Fact name={facts.countedFrom}>{gmt(answer.counted_from)}</Fact>}
          {answer.last_day && <Fact name={facts.lastDay}>{gmt(answer.last_day)}</Fact>}
          <Fact name={facts.monthsLeft}>{say.renew.months(answer.months_left)}</Fact>
        </dl>
      );
    case "schedule":
      return (
        <dl className="facts">
          <Fact name={facts.state}>{words.licenceStates[answer.state]}</Fact>
          <Fact name={facts.windowOpens}>{day(answer.window_opens)}</Fact>
          <Fact name={facts.lastRenewal}>{day(answer.last_renewal_day)}</Fact>
          <Fact name={facts.deletedOn}>{day(answer.deleted_on)}</Fact>
        </dl>
      );
    case "licensed":
      return (
        <dl className="facts">
          <Fact name={facts.expiry}>{words.monthEnd(answer.expiry)}</Fact>
          <Fact name={facts.countedFrom}>{day(answer.counted_from)}</Fact>
          <Fact name={facts.lost}>{days(answer.days_lost)}</Fact>
          {answer.days_dropped > 0 && <Fact name={facts.dropped}>{days(answer.days_dropped)}</Fact>}
          {answer.last_day && <Fact name={facts.lastDay}>{day(answer.last_day)}</Fact>}
        </dl>
      );
    case "allocated":
      return (
        <>
          {answer.warn_early && <p className="warning">{words.warnEarly}</p>}
          <dl className="facts">
            <Fact name={facts.expiry}>{day(answer.expiry)}</Fact>
            <Fact name={facts.freeThrough}>{day(answer.free_through)}</Fact>
            <Fact name={facts.paidFrom}>{day(answer.paid_from)}</Fact>
            <Fact name={facts.gained}>{days(answer.days_gained)}</Fact>
            <Fact name={facts.lost}>{days(answer.days_lost)}</Fact>
          </dl>
        </>
      );
    case "notices":
      return (
        <dl className="facts">
          <Fact name={facts.partner}>
            <DayList days={answer.partner} />
          </Fact>
          <Fact name={facts.user}>
            <DayList days={answer.user} />
          </Fact>
        </dl>
      );
    case "open":
      return (
        <dl className="facts">
          <Fact name={facts.state}>{words.possible}</Fact>
          <Fact name={facts.lastDay}>{day(answer.last_day)}</Fact>
        </dl>
      );
    case "packs":
      return <Packs packs={answer.packs} />;
  }
}

function DayList({ days }: { days: string[] }) {
  const { format } = useSpeech();
  return (
    <ul>
      {days.map((day) => (
        <li key={day}>{format.date(`${day}T00:00`)}</li>
      ))}
    </ul>
  );
}

function Packs({ packs }: { packs: number[] }) {
  const { say } = useSpeech();
  const words = say.renew.plan;
  const sizes = [...new Set(packs)];
  return (
    <dl className="facts">
      <Fact name={words.facts.packs}>
        <ul>
          {sizes.map((size) => (
            <li key={size}>{words.pack(size, packs.filter((pack) => pack === size).length)}</li>
          ))}
        </ul>
        <p>{words.packsTotal(packs.length)}</p>
      </Fact>
    </dl>
  );
}

function End({ end }: { end: PlanEnd }) {
  const { say } = useSpeech();
  return (
    <Fact name={say.renew.plan.facts.expiry}>
      <Expiry standing={{ ...end, months: end.months_from_first_use ?? 0 }} />
    </Fact>
  );
}

function Refused({ answer }: { answer: Extract<PlanAnswer, { outcome: "refused" }> }) {
  const { say, format } = useSpeech();
  const words = say.renew.plan;
  const day = (written: string) => format.date(`${written}T00:00`);
  return (
    <Notice words={words.refusals[answer.reason]}>
      {answer.first_day && <p>{words.possibleFrom(day(answer.first_day))}</p>}
      {answer.last_day && <p>{words.possibleUntil(day(answer.last_day))}</p>}
      {answer.months !== null && <p>{words.possibleMonths(answer.months)}</p>}
    </Notice>
  );
}

/** The days of an answer on a line. */
function useDays({ today, before, answer }: PlanView): { marks: Mark[]; spans: Span[] } {
  const { say, format } = useSpeech();
  const words = say.renew.plan;
  const isGreenwich = answer.outcome === "subscription" || answer.outcome === "subscribed";
  const text = (day: string) => (isGreenwich ? say.renew.gmt(day) : format.date(`${day}T00:00`));
  const marks: Mark[] = [];
  const spans: Span[] = [];
  const mark = (kind: Mark["kind"], label: string, day: string | null) => {
    if (day) marks.push({ kind, label, day, text: text(day) });
  };
  const span = (kind: Span["kind"], from: string | null, to: string | null) => {
    if (from && to && from <= to) spans.push({ kind, from, to });
  };
  mark("today", words.today, today);
  mark("old", words.oldEnd, before);
  span("old", today, before);
  switch (answer.outcome) {
    case "subscription":
      mark("act", words.facts.lastDay, answer.end.grace_ends);
      span("open", before, answer.end.grace_ends);
      break;
    case "subscribed":
      mark("act", words.facts.lastDay, answer.last_day);
      mark("new", words.newEnd, answer.end.expiry);
      span("open", before, answer.last_day);
      span("new", answer.counted_from, answer.end.expiry);
      break;
    case "schedule":
      mark("act", words.facts.windowOpens, answer.window_opens);
      mark("act", words.facts.lastRenewal, answer.last_renewal_day);
      mark("gone", words.facts.deletedOn, answer.deleted_on);
      span("open", answer.window_opens, answer.last_renewal_day);
      break;
    case "licensed":
      mark("act", words.facts.lastDay, answer.last_day);
      mark("new", words.newEnd, answer.last_covered);
      span("new", answer.counted_from, answer.last_covered);
      break;
    case "allocated":
      mark("act", words.facts.freeThrough, answer.free_through);
      mark("new", words.newEnd, answer.expiry);
      span("free", today, answer.free_through);
      span("new", answer.paid_from, answer.expiry);
      break;
    case "open":
      mark("act", words.facts.lastDay, answer.last_day);
      span("open", today, answer.last_day);
      break;
    case "notices":
      for (const day of answer.partner) mark("act", words.notice, day);
      break;
    case "refused":
    case "packs":
      return { marks: [], spans: [] };
  }
  return { marks, spans };
}
