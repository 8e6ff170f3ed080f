import { type ReactNode, useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Answer, HitView, KeyView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Marked } from "../../kit/Marked";
import { Notice } from "../../kit/Notice";
import { Prints } from "./Prints";
import { Secret } from "./Secret";
import "./key.css";

interface Props {
  hit: HitView;
  query: string;
  /** Whether it is being printed just now; the record is read again afterwards. */
  printing: boolean;
  onPrint: () => void;
}

/** One key: its numbers to read aloud, where it is, and what was printed of it. */
export function KeyPanel({ hit, query, printing, onPrint }: Props) {
  const { say, explain } = useSpeech();
  const answer = useKey(hit, printing);
  return (
    <div className="key">
      <Labelled label={say.key.number} value={hit.activation_key} query={query} hero />
      <div className="beside">
        <Secret label={say.key.registrationId} value={hit.registration_id} />
        <Button kind="main" onClick={onPrint} hotkey="P">
          {say.print.action}
        </Button>
      </div>
      {answer?.status === "error" && <Notice words={explain(answer.error)} kind="danger" />}
      <Registered hit={hit} query={query} by={answer?.status === "ok" ? answer.data.issued_by : null} />
      {answer?.status === "ok" && <Product view={answer.data} />}
      {answer?.status === "ok" && <Prints prints={answer.data.prints} />}
    </div>
  );
}

/** All that is known of the key. What the list knew is shown until it is there. */
function useKey(hit: HitView, printing: boolean): Answer<KeyView> | null {
  const door = useDoor();
  const [answer, setAnswer] = useState<Answer<KeyView> | null>(null);
  useEffect(() => {
    if (printing) return;
    let current = true;
    door.key(hit.activation_key).then((answer) => {
      if (current) setAnswer(answer);
    });
    return () => {
      current = false;
    };
  }, [door, hit, printing]);
  return answer;
}

function Registered({ hit, query, by }: { hit: HitView; query: string; by: string | null }) {
  const { say, format } = useSpeech();
  if (hit.device === null) return <p className="grey">{say.key.unregistered}</p>;
  return (
    <>
      {hit.registration_key && <Labelled label={say.key.registrationKey} value={hit.registration_key} query={query} />}
      <Labelled label={say.key.device} value={hit.device} query={query} />
      <dl className="facts selectable">
        <Fact name={say.key.customer}>{hit.customer && <Marked text={hit.customer} query={query} />}</Fact>
        <Fact name={say.key.site}>{hit.site && <Marked text={hit.site} query={query} />}</Fact>
        <Fact name={say.key.issued}>
          {hit.issued_at && (by ? say.key.doneBy(format.moment(hit.issued_at), by) : format.moment(hit.issued_at))}
        </Fact>
      </dl>
    </>
  );
}

function Product({ view }: { view: KeyView }) {
  const { say, language } = useSpeech();
  return (
    <dl className="facts selectable">
      <Fact name={say.key.product}>
        {view.hit.product} {view.product_name[language]}
      </Fact>
      <Fact name={say.key.purpose}>{view.purpose[language]}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { say } = useSpeech();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <span className="grey">{say.key.none}</span>}</dd>
    </div>
  );
}

function Labelled({ label, value, query, hero }: { label: string; value: string; query: string; hero?: boolean }) {
  return (
    <div className="labelled">
      <p className="label">{label}</p>
      <p className="value">
        <span className={hero ? "number hero selectable" : "number selectable"}>
          <Marked text={value} query={query} />
        </span>
        <CopyButton what={label} text={value} />
      </p>
    </div>
  );
}
