import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useSpeech } from "../../i18n";
import type { ThingView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { useCopy } from "../../kit/clipboard";
import { FileButton } from "../../kit/FileButton";
import { Notice } from "../../kit/Notice";
import type { PlaceOf } from "../../kit/place";
import { FilterBar, useFilterWords } from "./FilterBar";
import { noFilter, setIn } from "./filters";
import { Hints } from "./Hints";
import { ResultTable } from "./ResultTable";
import { SavedFilters } from "./SavedFilters";
import { ScanCard } from "./ScanCard";
import { useSearching } from "./Searching";
import { chosenThing, type Found } from "./search";
import { documentsOf, holdsFile, pictures, useScan } from "./useScan";
import type { SearchHandle } from "./useSearch";
import "./find.css";

interface Props {
  place: PlaceOf<"find">;
  list: RefObject<HTMLDivElement | null>;
  details: (thing: ThingView, query: string) => ReactNode;
  onBack: () => void;
  onPrint: (thing: ThingView) => void;
}

/** What was found on the left, the chosen one on the right. */
export function FindPage({ place, list, details, onBack, onPrint }: Props) {
  const { say } = useSpeech();
  const search = useSearching();
  const panel = useRef<HTMLElement>(null);
  const choices = useRef<HTMLSelectElement>(null);
  const [filtering, setFiltering] = useState(false);
  const copy = useCopy();
  const { found } = search.state;
  const query = found.state === "found" ? found.query : "";
  const thing = chosenThing(search.state);
  const { send } = search;
  // Whoever leads here with a question has it asked.
  useEffect(() => {
    if (place.query !== undefined) send({ type: "asked", form: { text: place.query, filter: noFilter } });
  }, [place, send]);

  const lookUp = (text: string) => send({ type: "asked", form: { text, filter: noFilter } });
  const scan = useScan(({ codes }) => {
    const [document, ...others] = documentsOf(codes);
    // What was read stands in the list below, where it is the only one.
    if (document?.query && others.length === 0) lookUp(document.query);
  });
  const [dragged, setDragged] = useState(false);

  const openFilters = (open: boolean) => {
    // They are there to be focused as soon as this is done.
    flushSync(() => setFiltering(open));
    if (open) choices.current?.focus();
  };
  const toList = () => (list.current ?? { focus: onBack }).focus();
  // What was pressed to take a filter away is gone with it; the answer is where to go on.
  const taken = useRef(false);
  const arrive = useEffectEvent(() => {
    if (taken.current && document.activeElement === document.body) toList();
    taken.current = false;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer may be the one
  useEffect(() => arrive(), [found]);
  const onTaken = () => {
    taken.current = true;
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever does not drag has the button.
    <div
      className={thing ? "find" : "find alone"}
      onDragOver={(event) => {
        if (!holdsFile(event.dataTransfer)) return;
        event.preventDefault();
        setDragged(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDragged(false);
      }}
      onDrop={(event) => {
        if (!holdsFile(event.dataTransfer)) return;
        event.preventDefault();
        setDragged(false);
        void scan.take(event.dataTransfer.files[0]);
      }}
    >
      <section className="list" aria-label={say.room.find}>
        <div className="title">
          <h1>{say.room.find}</h1>
          <Count search={search} />
          <div className="pictures">
            <FileButton
              kind="plain"
              accept={pictures}
              label={say.scan.choose}
              onFile={(file) => file && scan.take(file)}
            />
          </div>
        </div>
        <div className="tools">
          {dragged && <p className="drop-here">{say.scan.dropHere}</p>}
          <ScanCard scan={scan} onLookUp={lookUp} />
          <FilterBar
            search={search}
            open={filtering}
            onOpen={openFilters}
            first={choices}
            onBack={toList}
            onTaken={onTaken}
          />
          <SavedFilters search={search} onBack={toList} />
        </div>
        {found.state === "found" && thing ? (
          <ResultTable
            ref={list}
            query={found.query}
            things={found.things}
            search={search}
            onOpen={() => panel.current?.focus()}
            onBack={onBack}
            onFilter={() => openFilters(true)}
            onPrint={onPrint}
            onCopy={(thing) => copy(thing.number ?? thing.name ?? "", thing.number ?? thing.name ?? "")}
          />
        ) : (
          <Message search={search} found={found} onTaken={onTaken} />
        )}
        {thing && <Hints list={list} details={panel} />}
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
          {details(thing, query)}
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

/** How much was found. That there is nothing is told here to screen readers alone: the others see why, instead of the list. */
function Count({ search: { state } }: { search: SearchHandle }) {
  const { say, explain } = useSpeech();
  const { found } = state;
  return (
    <p role="status">
      {found.state === "found" && found.things.length > 0 && (
        <>
          {say.search.count(found.things.length, found.more)}
          {found.more && state.order && ` · ${say.search.sorted(found.things.length)}`}
        </>
      )}
      {found.state === "found" && found.things.length === 0 && (
        <span className="hidden">{say.search.noneTitle(found.query)}</span>
      )}
      {isGentle(found) && <span className="hidden">{explain(found.problem).todo}</span>}
    </p>
  );
}

/** Whether somebody has only begun to type. */
function isGentle(found: Found): found is Extract<Found, { state: "problem" }> {
  return found.state === "problem" && found.problem.code === "query_too_short";
}

/** Why there is no list, and what to do. */
function Message({ search, found, onTaken }: { search: SearchHandle; found: Found; onTaken: () => void }) {
  const { say, explain } = useSpeech();
  const words = useFilterWords();
  if (found.state === "nothing-asked") return <Idle />;
  if (found.state === "problem") {
    const told = explain(found.problem);
    return (
      <div className="find-message">{isGentle(found) ? <p>{told.todo}</p> : <Notice words={told} kind="danger" />}</div>
    );
  }
  const { filter } = search.state;
  const filtered = setIn(filter);
  return (
    <div className="find-message">
      <h2>{say.search.noneTitle(found.query)}</h2>
      {filtered.length > 0 && (
        <>
          <p>{say.search.noneFilter(filtered.map((name) => words(filter, name)))}</p>
          <p>
            <Button
              onClick={() => {
                search.send({ type: "filtered", filter: noFilter });
                onTaken();
              }}
            >
              {found.query ? say.search.withoutFilter : say.filter.clear}
            </Button>
          </p>
        </>
      )}
      {looksMistyped(found.query) && <p>{say.search.noneNumber}</p>}
      {filtered.length === 0 && <p>{say.search.noneTodo}</p>}
    </div>
  );
}

/** Whether somebody typed most of a number, but too much of it or what a number cannot have. */
function looksMistyped(query: string): boolean {
  const typed = query.normalize("NFKC").replace(/[\s\p{Dash}]/gu, "");
  return /^[0-9A-Z]{12,}$/i.test(typed) && !/^[0-9A-F]{16}$/i.test(typed);
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
