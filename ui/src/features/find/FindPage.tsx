import { type ReactNode, type RefObject, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import type { HitView } from "../../ipc/door";
import { Notice } from "../../kit/Notice";
import { ResultTable } from "./ResultTable";
import { chosenHit } from "./search";
import type { SearchHandle } from "./useSearch";
import "./find.css";

interface Props {
  list: RefObject<HTMLDivElement | null>;
  search: SearchHandle;
  details: (hit: HitView) => ReactNode;
  onBack: () => void;
  onPrint: (hit: HitView) => void;
}

/** What was found on the left, the chosen key on the right. */
export function FindPage({ list, search, details, onBack, onPrint }: Props) {
  const { say, explain } = useSpeech();
  const panel = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<HitView | null>(null);
  const { found } = search.state;
  const hit = chosenHit(search.state);
  const copy = (hit: HitView) => navigator.clipboard.writeText(hit.activation_key).then(() => setCopied(hit));

  if (found.state === "nothing-asked") return <Idle />;
  if (found.state === "problem") {
    const words = explain(found.problem);
    const gentle = found.problem.code === "query_too_short";
    return (
      <div className="find-message" role="status">
        <h1>{say.room.find}</h1>
        {gentle ? <p>{words.todo}</p> : <Notice words={words} kind="danger" />}
      </div>
    );
  }
  if (!hit) {
    return (
      <div className="find-message" role="status">
        <h1>{say.room.find}</h1>
        <h2>{say.search.noneTitle(found.query)}</h2>
        {looksLikeNumber(found.query) && <p>{say.search.noneNumber}</p>}
        <p>{say.search.noneTodo}</p>
      </div>
    );
  }
  return (
    <div className="find">
      <section className="list" aria-label={say.search.results}>
        <div className="title">
          <h1>{say.room.find}</h1>
          <p role="status">
            {copied === hit ? say.copy.done(hit.activation_key) : say.search.count(found.hits.length, found.more)}
          </p>
        </div>
        <ResultTable
          ref={list}
          query={found.query}
          hits={found.hits}
          search={search}
          onOpen={() => panel.current?.focus()}
          onBack={onBack}
          onPrint={onPrint}
          onCopy={copy}
        />
        <Hints />
      </section>
      <section
        ref={panel}
        className="details card"
        tabIndex={-1}
        aria-label={say.key.details(hit.activation_key)}
        onKeyDown={(event) => {
          if (event.key === "Escape") list.current?.focus();
          else if (event.key.toLowerCase() === "p" && !event.altKey) onPrint(hit);
          else return;
          event.preventDefault();
        }}
      >
        {details(hit)}
      </section>
    </div>
  );
}

/** Whether somebody typed most of a number, with or without what a number cannot have. */
function looksLikeNumber(query: string): boolean {
  return /^[0-9A-Z]{12,}$/i.test(query.normalize("NFKC").replace(/[\s\p{Dash}]/gu, ""));
}

function Idle() {
  const { say } = useSpeech();
  return (
    <div className="find-message">
      <h1>{say.room.find}</h1>
      <h2>{say.search.idleTitle}</h2>
      <dl className="examples">
        {say.search.idleExamples.map(([what, how]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The keys that work here, for those who do not know them yet. */
function Hints() {
  const { say } = useSpeech();
  const { select, open, print, copy, back } = say.search.keys;
  const hints = [
    ["↑ ↓", select],
    ["Enter", open],
    ["P", print],
    ["C", copy],
    ["Esc", back],
  ];
  return (
    <ul className="hints" aria-hidden="true">
      {hints.map(([key, what]) => (
        <li key={key}>
          <kbd>{key}</kbd> {what}
        </li>
      ))}
    </ul>
  );
}
