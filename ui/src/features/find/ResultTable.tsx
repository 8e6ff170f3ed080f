import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, type RefObject, useEffect } from "react";
import { useSpeech } from "../../i18n";
import type { ThingView } from "../../ipc/door";
import { Marked } from "../../kit/Marked";
import { stateWord } from "../../kit/states";
import { moveFor } from "./moves";
import { columns, nextOrder } from "./order";
import type { SearchHandle } from "./useSearch";

/** Where the search field finds the results. */
export const resultsId = "results";
export const rowId = (index: number) => `hit-${index}`;

const rowHeight = 36;

interface Props {
  ref: RefObject<HTMLDivElement | null>;
  query: string;
  things: ThingView[];
  search: SearchHandle;
  onOpen: () => void;
  onBack: () => void;
  onFilter: () => void;
  onPrint: (thing: ThingView) => void;
  onCopy: (thing: ThingView) => void;
}

/** What was found, one row each; only those in sight are drawn. */
export function ResultTable(props: Props) {
  const { ref, query, things, search } = props;
  const { state, send } = search;
  const { say } = useSpeech();
  const rows = useVirtualizer({
    count: things.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 700, height: 560 },
    // The head stays above the rows.
    scrollPaddingStart: rowHeight,
    overscan: 6,
  });
  useEffect(() => rows.scrollToIndex(state.chosen, { align: "auto" }), [rows, state.chosen]);

  return (
    <div
      ref={ref}
      id={resultsId}
      className="results"
      role="grid"
      aria-label={say.search.results}
      aria-rowcount={things.length + 1}
      aria-activedescendant={rowId(state.chosen)}
      tabIndex={0}
      onKeyDown={(event) => pressed(event, props)}
    >
      <Head search={search} />
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const thing = things[index];
          return (
            thing && (
              <div
                key={`${thing.kind} ${thing.id}`}
                id={rowId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === state.chosen}
                className="row"
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => send({ type: "chose", index })}
                onDoubleClick={props.onOpen}
              >
                <Cells thing={thing} query={query} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function pressed(event: KeyboardEvent, props: Props) {
  const { things, search, onOpen, onBack, onFilter, onPrint, onCopy } = props;
  // A column's head has keys of its own.
  if (event.target !== event.currentTarget && event.key !== "Escape") return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const thing = things[search.state.chosen];
  const by = moveFor(event.key);
  const key = event.key.toLowerCase();
  if (by !== undefined) search.send({ type: "moved", by });
  else if (event.key === "Home") search.send({ type: "chose", index: 0 });
  else if (event.key === "End") search.send({ type: "chose", index: things.length - 1 });
  else if (event.key === "Enter") onOpen();
  else if (event.key === "Escape") onBack();
  else if (key === "/") onFilter();
  else if (thing && key === "p") onPrint(thing);
  else if (thing && key === "c") onCopy(thing);
  else return;
  event.preventDefault();
}

function Head({ search: { state, send } }: { search: SearchHandle }) {
  const { say } = useSpeech();
  return (
    <div role="row" aria-rowindex={1} className="head">
      {columns.map((column) => {
        const order = state.order?.by === column ? state.order : null;
        const way = order ? (order.descending ? "descending" : "ascending") : "none";
        return (
          <span key={column} role="columnheader" aria-sort={way}>
            <button type="button" onClick={() => send({ type: "sorted", order: nextOrder(state.order, column) })}>
              {say.search.columns[column]}
              <span aria-hidden="true">{order && (order.descending ? "▼" : "▲")}</span>
            </button>
          </span>
        );
      })}
    </div>
  );
}

/** Drawn anew for another thing or another query alone, not at every keystroke. */
const Cells = memo(function Cells({ thing, query }: { thing: ThingView; query: string }) {
  const { say } = useSpeech();
  const place = [thing.customer, thing.site].filter((text) => text !== null).join(" · ");
  const what = thing.product ?? (thing.kind === "device" && thing.count ? say.thing.keysOn(thing.count) : "");
  const state = thing.kind === "customer" ? say.thing.devicesOf(thing.count ?? 0) : stateWord(thing.state, say);
  return (
    <>
      <span role="gridcell" className="kind">
        {say.thing.kinds[thing.kind]}
      </span>
      <span role="gridcell" className={thing.name ? "" : "number"} title={thing.name ?? undefined}>
        <Marked text={thing.name ?? thing.number ?? ""} query={query} />
      </span>
      <span role="gridcell">
        <Marked text={what} query={query} />
      </span>
      <span role="gridcell" title={place || (thing.detail ?? undefined)}>
        <Marked text={place || (thing.number && thing.name ? thing.number : (thing.detail ?? ""))} query={query} />
      </span>
      <span role="gridcell" className={`state ${thing.state ?? ""}`} title={state || undefined}>
        {state}
      </span>
    </>
  );
});
