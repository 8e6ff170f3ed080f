import { useLayoutEffect, useRef } from "react";
import { useSpeech } from "../../i18n";
import type { IssuedKeyView, OutcomeView, RegistrationView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { useFrame } from "../../kit/place";
import type { Applied } from "./draft";
import { Reasons } from "./Reasons";
import { useAnswered } from "./useAnswered";

interface Props {
  /** What is known of the keys of the device. */
  issued: IssuedKeyView[];
  applied: Applied;
  intent: string;
  outcome: OutcomeView;
  isDemo: boolean;
  /** One that was kept has been answered. */
  onAnswered: (outcome: OutcomeView) => void;
  onCorrect: () => void;
  onSameDevice: () => void;
  onNextCustomer: () => void;
  onOpenList: () => void;
}

/** What came of it: keys to read aloud, copy and print; that the application is kept; or why it was refused after it had been kept. */
export function ResultStep(props: Props) {
  const { outcome } = props;
  if (outcome.outcome === "issued") return <Issued {...props} registrations={outcome.registrations} />;
  if (outcome.outcome === "refused") return <Refused {...props} answer={outcome} />;
  return <Kept {...props} />;
}

function Issued({ registrations, ...props }: Props & { registrations: RegistrationView[] }) {
  const { say, language } = useSpeech();
  const { print } = useFrame();
  const { applied, isDemo } = props;
  const words = say.issue.result;
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const productOf = (number: string) => props.issued.find((key) => key.activation_key === number)?.product;
  const all = registrations.map((one) => `${one.activation_key}\t${one.registration_key}`).join("\r\n");
  const shown = registrations.filter((one) => applied.again.includes(one.activation_key)).length;
  const title =
    shown === registrations.length ? words.shown : words.issued(registrations.length - shown) + words.shownToo(shown);
  return (
    <section className="step result" aria-label={title}>
      <h2>{title}</h2>
      <p className="selectable">
        {say.issue.review.device} <span className="number">{applied.device}</span>{" "}
        {applied.site.filter(Boolean).join(" ")}
      </p>
      <ol className="registrations">
        {registrations.map((one, index) => {
          const product = productOf(one.activation_key);
          return (
            <li key={one.activation_key}>
              <span className="place" aria-hidden="true">
                {index + 1}
              </span>
              <p className="key-out">
                <span className="number hero selectable">{one.registration_key}</span>
                <CopyButton what={words.registrationKey} text={one.registration_key} />
              </p>
              <p className="of grey selectable">
                {words.activationKey} <span className="number">{one.activation_key}</span>
                {product && <br />}
                {product && `${product.code} ${product.purpose[language]}`}
              </p>
            </li>
          );
        })}
      </ol>
      <p>
        {words.entry} {applied.isMailed && words.mailed}
      </p>
      <div className="buttons">
        {isDemo ? (
          <Button ref={first} hotkey="Enter" onClick={props.onNextCustomer}>
            {say.issue.demo.again}
          </Button>
        ) : (
          <>
            <Button onClick={props.onSameDevice}>{words.sameDevice}</Button>
            <Button onClick={props.onNextCustomer}>{words.nextCustomer}</Button>
          </>
        )}
        <CopyButton what={words.allKeys} text={all} label={words.copyAll} />
        <Button
          ref={isDemo ? undefined : first}
          kind="main"
          hotkey={isDemo ? undefined : "Enter"}
          unavailable={isDemo && words.demoPrint}
          onClick={() =>
            print({
              keys: registrations.map((one) => one.activation_key),
              device: applied.device,
              document: "registration-sheet",
            })
          }
        >
          {words.print}
        </Button>
      </div>
    </section>
  );
}

/** It was kept, and the server would not have it. */
function Refused({ applied, answer, onCorrect, onNextCustomer }: Props & RefusedProps) {
  const { say } = useSpeech();
  const words = say.issue.result;
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <section className="step result" aria-label={words.refused}>
      <h2>{words.refused}</h2>
      <p className="selectable">
        {say.issue.review.device} <span className="number">{applied.device}</span>
      </p>
      <div role="alert">
        <Reasons answer={answer} />
      </div>
      <p>{words.refusedNote}</p>
      <div className="buttons">
        <Button onClick={onNextCustomer}>{words.nextCustomer}</Button>
        <Button ref={first} kind="main" hotkey="Enter" onClick={onCorrect}>
          {say.issue.list.correct}
        </Button>
      </div>
    </section>
  );
}

interface RefusedProps {
  answer: Extract<OutcomeView, { outcome: "refused" }>;
}

/** The server has not answered. That is no failure: nothing needs to be done. */
function Kept(props: Props) {
  const { say, explain } = useSpeech();
  const words = say.issue.result;
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const { intent, applied, outcome, onAnswered, onOpenList, onNextCustomer, onSameDevice } = props;
  useAnswered(intent, applied, onAnswered);
  return (
    <section className="step result" aria-label={words.queued}>
      <h2>{words.queued}</h2>
      <p>{words.queuedNote}</p>
      {outcome.outcome === "queued" && (
        <p className="grey">
          {words.queuedWhy}：{explain(outcome.because).what}
        </p>
      )}
      <div className="buttons">
        <Button onClick={onOpenList}>{words.openList}</Button>
        <Button onClick={onSameDevice}>{words.sameDevice}</Button>
        <Button ref={first} kind="main" hotkey="Enter" onClick={onNextCustomer}>
          {words.nextCustomer}
        </Button>
      </div>
    </section>
  );
}
