import { useSpeech } from "../../i18n";
import type { StandingView, SubscriptionView } from "../../ipc/door";

/** `2026-03-10 08:59` of `2026-03-10T08:59:00`. */
const minute = (at: string) => at.slice(0, 16).replace("T", " ");

/** TSU-9: the last day on both clocks; TSU-2: relative before first use. */
export function Expiry({ standing }: { standing: Pick<StandingView, "expiry" | "expiry_in_japan" | "months"> }) {
  const { say } = useSpeech();
  if (!standing.expiry) {
    return (
      <span className="expiry">{standing.months > 0 ? say.renew.relative(standing.months) : say.renew.notBefore}</span>
    );
  }
  return (
    <span className="expiry selectable">
      <strong>{say.renew.gmt(standing.expiry)}</strong>
      {standing.expiry_in_japan && <span>{say.renew.japan(minute(standing.expiry_in_japan))}</span>}
    </span>
  );
}

/** The state in a word of its own colour. */
export function StateWord({ state }: { state: StandingView["state"] }) {
  const { say } = useSpeech();
  return <span className={`state ${state}`}>{say.standing[state]}</span>;
}

/** A device's subscription, as far as the office knows it. */
export function Known({ subscription }: { subscription: SubscriptionView }) {
  const { say } = useSpeech();
  const { standing } = subscription;
  const runs = standing.state !== "lapsed";
  return (
    <dl className="facts">
      {subscription.customer && <Fact name={say.renew.customer}>{subscription.customer}</Fact>}
      {subscription.site && <Fact name={say.renew.site}>{subscription.site}</Fact>}
      <Fact name={say.renew.connectionNo}>
        <span className="number selectable">{subscription.connection_no}</span>
      </Fact>
      <Fact name={say.renew.standing}>
        <StateWord state={standing.state} />
        <span className="note">{say.renew.shows[standing.state]}</span>
      </Fact>
      <Fact name={say.renew.expiry}>
        <Expiry standing={standing} />
      </Fact>
      {runs && standing.grace_ends && <Fact name={say.renew.lastDay}>{say.renew.gmt(standing.grace_ends)}</Fact>}
      {runs && <Fact name={say.renew.fits}>{say.renew.months(standing.months_that_fit)}</Fact>}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
