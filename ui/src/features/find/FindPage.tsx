import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import type { ThingView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { useCopy } from "../../kit/clipboard";
import { Notice } from "../../kit/Notice";
import type { PlaceOf } from "../../kit/place";
import { FilterBar } from "./FilterBar";
import { noFilter, setIn } from "./filters";
import { ResultTable } from "./ResultTable";
import { SavedFilters } from "./SavedFilters";
import { chosenThing, type Found } from "./search";
import type { SearchHandle } from "./useSearch";
import "./find.css";

interface Props {
  place: PlaceOf<"find">;
  list: RefObject<HTMLDivElement | null>;
  search: SearchHandle;
  details: (thing: ThingView) => ReactNode;
  onBack: () => void;
  onPrint: (thing: ThingView) => void;
}

/** What was found on the left, the chosen one on the right. */
export function FindPage({ place, list, search, details, onBack, onPrint }: Props) {
  const { say } = useSpeech();
  const panel = useRef<HTMLElement>(null);
  const choices = useRef<HTMLSelectElement>(null);
  const [filtering, setFiltering] = useState(false);
  const copy = useCopy();
  const { found } = search.state;
  const thing = chosenThing(search.state);
  const { send } = search;
  // Whoever leads here with a question has it asked.
  useEffect(() => {
    if (place.query !== undefined) send({ type: "asked", form: { text: place.query, filter: noFilter } });
  }, [place, send]);

  return (
    <div className={thing ? "find" : "find alone"}>
      <section className="list" aria-label={say.room.find}>
        <div className="title">
          <h1>{say.room.find}</h1>
          <Count search={search} />
        </div>
        <div className="tools">
          <FilterBar
            search={search}
            open={filtering}
            onOpen={setFiltering}
            first={choices}
            onBack={() => (list.current ?? { focus: onBack }).focus()}
          />
          <SavedFilters search={search} />
        </div>
        {found.state === "found" && thing ? (
          <ResultTable
            ref={list}
            query={found.query}
            things={found.things}
            search={search}
            onOpen={() => panel.current?.focus()}
            onBack={onBack}
            onFilter={() => {
              setFiltering(true);
              choices.current?.focus();
            }}
            onPrint={onPrint}
            onCopy={(thing) => copy(thing.number ?? thing.name ?? "", thing.number ?? thing.name ?? "")}
          />
        ) : (
          <Message search={search} found={found} />
        )}
        {thing && <Hints />}
      </section>
      {thing && (
        <section
          ref={panel}
          className="details card"
          tabIndex={-1}
          aria-label={say.thing.details(thing.name ?? thing.number ?? "")}
          onKeyDown={(event) => {
            if (event.defaultPrevented) return;
            if (event.key === "Escape") list.current?.focus();
            else if (isOwn(event, "p")) onPrint(thing);
            else return;
            event.preventDefault();
          }}
        >
          {details(thing)}
        </section>
      )}
    </div>
  );
}

/** A letter alone, typed into nothing. */
function isOwn(event: KeyboardEvent, letter: string): boolean {
  const typing = event.target instanceof HTMLInputElement;
  return event.key.toLowerCase() === letter && !event.altKey && !event.ctrlKey && !event.metaKey && !typing;
}

function Count({ search: { state } }: { search: SearchHandle }) {
  const { say } = useSpeech();
  const { found } = state;
  return (
    <p role="status">
      {found.state === "found" && found.things.length > 0 && (
        <>
          {say.search.count(found.things.length, found.more)}
          {found.more && state.order && ` · ${say.search.sorted(found.things.length)}`}
        </>
      )}
    </p>
  );
}

/** Why there is no list, and what to do. */
function Message({ search, found }: { search: SearchHandle; found: Found }) {
  const { say, explain } = useSpeech();
  if (found.state === "nothing-asked") return <Idle />;
  if (found.state === "problem") {
    const words = explain(found.problem);
    const gentle = found.problem.code === "query_too_short";
    return (
      <div className="find-message" role="status">
        {gentle ? <p>{words.todo}</p> : <Notice words={words} kind="danger" />}
      </div>
    );
  }
  const filtered = setIn(search.state.filter).length > 0;
  return (
    <div className="find-message" role="status">
      <h2>{say.search.noneTitle(found.query)}</h2>
      {looksLikeNumber(found.query) && <p>{say.search.noneNumber}</p>}
      <p>{filtered ? say.search.noneFilter : say.search.noneTodo}</p>
      {filtered && (
        <p>
          <Button onClick={() => search.send({ type: "filtered", filter: noFilter })}>
            {found.query ? say.search.withoutFilter : say.filter.clear}
          </Button>
        </p>
      )}
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
  const { select, open, print, copy, filter, back } = say.search.keys;
  const hints = [
    ["↑ ↓", select],
    ["Enter", open],
    ["P", print],
    ["C", copy],
    ["/", filter],
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
