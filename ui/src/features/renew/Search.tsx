import { type FormEvent, useCallback, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CardForm, FoundSubscriptionView, SubscriptionView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Field } from "../../kit/Field";
import { keepConversion } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import { type PlaceOf, useFrame } from "../../kit/place";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { useSubmit } from "../../kit/useSubmit";
import { Machine } from "./Machine";
import { CardFields, noCard } from "./numbers";
import { beside, Trouble } from "./problems";
import { Expiry, Fact, Known, StateWord } from "./standing";

/** Enough to choose from; whoever wants more says more. */
const listed = 50;

type Result =
  | { state: "none asked" }
  | { state: "not there" }
  | { state: "found"; found: FoundSubscriptionView }
  | { state: "local"; subscription: SubscriptionView };

/** 検索: the server's answer for all three numbers (TSU-13), and whatever this computer has. */
export function Search({ place }: { place: PlaceOf<"renew"> | null }) {
  const { say, explain } = useSpeech();
  const words = say.renew.search;
  const door = useDoor();
  const { asking, cancel, problem, setProblem, submit } = useSubmit();
  const [entered, setEntered] = useState<PlaceOf<"renew"> | null>(null);
  const [card, setCard] = useState<CardForm>(noCard);
  const [result, setResult] = useState<Result>({ state: "none asked" });
  if (place && entered !== place) {
    setEntered(place);
    if (place.device) setCard({ ...noCard, device: place.device });
  }
  const { fields, rest } = beside(problem, explain);

  const search = (event: FormEvent) => {
    event.preventDefault();
    void submit(
      () => door.searchSubscription(card),
      (found) => setResult(found ? { state: "found", found } : { state: "not there" }),
      () => setResult({ state: "none asked" }),
    );
  };

  return (
    <div className="search-page">
      <div>
        <form onSubmit={search} onKeyDown={keepConversion} noValidate>
          <p className="intro">{words.intro}</p>
          <Machine />
          <CardFields
            card={card}
            wrong={fields}
            onCard={(card) => {
              setCard(card);
              setProblem(null);
            }}
          />
          {rest && <Trouble problem={rest} device={card.device} />}
          <div className="buttons">
            <span className="wait" role="status">
              {asking === "slow" && words.searching}
            </span>
            {asking === "slow" && <Button onClick={cancel}>{say.renew.cancel}</Button>}
            <Button kind="main" type="submit" unavailable={asking !== "no" && words.searching}>
              {words.submit}
            </Button>
          </div>
        </form>
      </div>
      <div className="found" aria-live="polite">
        {result.state === "not there" && <Notice words={words.none} />}
        {result.state === "found" && <Found found={result.found} />}
        {result.state === "local" && <Details subscription={result.subscription} />}
        <Local onChosen={(subscription) => setResult({ state: "local", subscription })} />
      </div>
    </div>
  );
}

/** What the server found. */
function Found({ found }: { found: FoundSubscriptionView }) {
  if (found.known) return <Details subscription={found.known} />;
  return <ServersWord found={found} />;
}

function ServersWord({ found }: { found: FoundSubscriptionView }) {
  const { say } = useSpeech();
  return (
    <section className="card" aria-label={say.renew.search.result}>
      <h2 className="number">{found.device}</h2>
      <dl className="facts">
        <Fact name={say.renew.connectionNo}>
          <span className="number selectable">{found.connection_no}</span>
        </Fact>
        <Masked value={found.registration_key} />
        <Fact name={say.renew.standing}>
          <StateWord state={found.standing.state} />
        </Fact>
        <Fact name={say.renew.expiry}>
          <Expiry standing={found.standing} />
        </Fact>
      </dl>
    </section>
  );
}

/** One subscription with its periods. */
function Details({ subscription }: { subscription: SubscriptionView }) {
  const { say, format } = useSpeech();
  const { go } = useFrame();
  const words = say.renew.search;
  return (
    <section className="card" aria-label={words.result}>
      <h2 className="number selectable">{subscription.device}</h2>
      <Known subscription={subscription} />
      <dl className="facts">
        <Masked value={subscription.registration_key} card={subscription.periods[0]?.activation_key} />
        <Fact name={words.periods}>
          <ul>
            {subscription.periods.map((period) => (
              <li key={period.activation_key}>
                {words.period(period.product, say.renew.months(period.months))}{" "}
                <span className="note">{words.by(format.date(period.applied_at), period.applied_by)}</span>
              </li>
            ))}
          </ul>
        </Fact>
      </dl>
      <div className="buttons">
        <Button onClick={() => go({ room: "renew", tab: "extend", device: subscription.device })}>
          {words.extend}
        </Button>
      </div>
    </section>
  );
}

/** The registration key, out of sight until asked for. That it was asked for goes on record with the card, where that is known here. */
function Masked({ value, card }: { value: string; card?: string | undefined }) {
  const { say } = useSpeech();
  const door = useDoor();
  const [shown, setShown] = useState(false);
  const name = say.renew.registrationKey;
  const toggle = async () => {
    if (!shown && card) await door.reveal("registration_key", card);
    setShown(!shown);
  };
  return (
    <Fact name={name}>
      <span className="number selectable">{shown ? value : "••••-••••-••••-••••"}</span>
      <Button kind="quiet" aria-label={shown ? say.secret.hideOf(name) : say.secret.showOf(name)} onClick={toggle}>
        {shown ? say.secret.hide : say.secret.show}
      </Button>
      {shown && <CopyButton what={name} text={value} />}
    </Fact>
  );
}

/** Everything of つながるねっと that this computer has, by any part of it. */
function Local({ onChosen }: { onChosen: (subscription: SubscriptionView) => void }) {
  const { say, explain } = useSpeech();
  const words = say.renew.search;
  const door = useDoor();
  const [query, setQuery] = useState("");
  const ask = useCallback(() => door.subscriptions(query, listed), [door, query]);
  const { answering } = useAnswer(ask);
  const found = dataOf(answering);
  return (
    <section className="local" aria-label={words.local}>
      <Field
        label={words.localLabel}
        placeholder={words.localPlaceholder}
        value={query}
        autoComplete="off"
        onChange={(event) => setQuery(event.target.value)}
      />
      <p className="label" role="status">
        {found && found.hits.length > 0 && words.count(found.hits.length, found.more)}
      </p>
      {answering.state === "problem" && <Notice words={explain(answering.problem)} kind="danger" />}
      {found?.hits.length === 0 && <p>{query.trim() === "" ? words.nothingYet : words.empty}</p>}
      {found && found.hits.length > 0 && <Rows hits={found.hits} onChosen={onChosen} />}
    </section>
  );
}

function Rows({ hits, onChosen }: { hits: SubscriptionView[]; onChosen: (subscription: SubscriptionView) => void }) {
  const { say } = useSpeech();
  const { columns, open } = say.renew.search;
  return (
    <div className="sideways">
      <table className="rows">
        <thead>
          <tr>
            <th>{columns.device}</th>
            <th>{columns.customer}</th>
            <th>{columns.state}</th>
            <th>{columns.expiry}</th>
          </tr>
        </thead>
        <tbody>
          {hits.map((hit) => (
            <tr key={hit.device}>
              <td>
                <button type="button" className="number" aria-label={open(hit.device)} onClick={() => onChosen(hit)}>
                  {hit.device}
                </button>
                <span className="number note">{hit.connection_no}</span>
              </td>
              <td>
                {hit.customer}
                <span className="note">{hit.site}</span>
              </td>
              <td>
                <StateWord state={hit.standing.state} />
              </td>
              <td>
                <Expiry standing={hit.standing} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
