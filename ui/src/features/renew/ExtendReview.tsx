import { type FormEvent, useState } from "react";
import { useSpeech } from "../../i18n";
import type { ExtensionView, StandingView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { keepConversion } from "../../kit/keys";
import type { Mark, Span } from "../../kit/layTimeline";
import { Timeline } from "../../kit/Timeline";
import type { Asking } from "../../kit/useAsking";
import { isLastFour, LastFour } from "./numbers";
import { Expiry, Fact, StateWord } from "./standing";

interface Props {
  shown: ExtensionView;
  asking: Asking;
  onBack: () => void;
  onSubmit: () => void;
}

/** Now and after side by side, what is lost, and the last four digits once more. */
export function ExtendReview({ shown, asking, onBack, onSubmit }: Props) {
  const { say } = useSpeech();
  const words = say.renew.extend;
  const [typed, setTyped] = useState("");
  const sure = isLastFour(typed, shown.device);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sure && asking === "no") onSubmit();
  };
  return (
    <form className="step review" onSubmit={submit} onKeyDown={keepConversion} noValidate>
      <h2 className="hidden">{words.review}</h2>
      <Subject shown={shown} />
      <Change before={shown.before} after={shown.after} />
      <dl className="facts row">
        {shown.days_added !== null ? (
          <Fact name={words.added}>
            <strong>{words.addedDays(shown.days_added)}</strong>
          </Fact>
        ) : (
          <Fact name={words.addedMonths}>
            <strong>{words.addedSpan(shown.card.months)}</strong>
          </Fact>
        )}
        {shown.counted_from && <Fact name={words.countedFrom}>{say.renew.gmt(shown.counted_from)}</Fact>}
        <Fact name={words.cap}>
          {shown.after.days_to_cap !== null
            ? words.capDays(shown.after.days_to_cap, shown.after.months_that_fit)
            : words.capMonths(shown.after.months_that_fit)}
        </Fact>
        {shown.before.grace_ends && <Fact name={say.renew.lastDay}>{say.renew.gmt(shown.before.grace_ends)}</Fact>}
      </dl>
      {shown.before.state === "grace" && <p className="note">{words.anew}</p>}
      <Days shown={shown} />
      <div className="irreversible">
        <p>{words.lost}</p>
        <LastFour number={shown.device} typed={typed} onTyped={setTyped} />
      </div>
      <div className="buttons">
        <span className="wait" role="status">
          {asking === "slow" && say.renew.sending}
        </span>
        <Button onClick={onBack}>{say.renew.back}</Button>
        <Button
          kind="final"
          type="submit"
          unavailable={asking !== "no" ? say.renew.sending : !sure && say.renew.lastFour.missing}
        >
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

/** Which device, with which card. */
function Subject({ shown }: { shown: ExtensionView }) {
  const { say, language } = useSpeech();
  const whose = [shown.customer, shown.site].filter(Boolean).join(" ");
  return (
    <dl className="facts row subject">
      <Fact name={say.renew.card.device}>
        <span className="number large selectable">{shown.device}</span>
      </Fact>
      <Fact name={say.renew.card.activationKey}>
        <span className="number selectable">{shown.activation_key}</span>
      </Fact>
      <Fact name={say.renew.product}>{`${shown.card.product} ${shown.card.product_name[language]}`}</Fact>
      {whose && <Fact name={say.renew.customer}>{whose}</Fact>}
    </dl>
  );
}

/** 現在の利用期限 → 申請後の利用期限. */
export function Change({ before, after }: { before: StandingView; after: StandingView }) {
  const { say } = useSpeech();
  const words = say.renew.extend;
  return (
    <div className="change">
      <section aria-label={words.before}>
        <p className="label">{words.before}</p>
        <StateWord state={before.state} />
        <Expiry standing={before} />
      </section>
      <span aria-hidden="true" className="arrow">
        →
      </span>
      <section aria-label={words.after} className="after">
        <p className="label">{words.after}</p>
        <StateWord state={after.state} />
        <Expiry standing={after} />
      </section>
    </div>
  );
}

function Days({ shown: { today, before, after, counted_from } }: { shown: ExtensionView }) {
  const { say } = useSpeech();
  const words = say.renew.extend;
  if (!before.expiry || !after.expiry || !before.grace_ends) return null;
  const mark = (kind: Mark["kind"], day: string, label: string): Mark => ({ kind, day, label, text: day });
  const marks = [
    mark("today", today, words.today),
    mark("old", before.expiry, words.oldEnd),
    mark("act", before.grace_ends, say.renew.lastDay),
    mark("new", after.expiry, words.newEnd),
  ];
  const spans: Span[] = [{ kind: "open", from: before.expiry, to: before.grace_ends }];
  if (today < before.expiry) spans.unshift({ kind: "old", from: today, to: before.expiry });
  if (counted_from) spans.push({ kind: "new", from: counted_from, to: after.expiry });
  return <Timeline label={words.timeline} marks={marks} spans={spans} />;
}
