import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { useSpeech } from "../../i18n";
import type { HitView } from "../../ipc/door";
import { Marked } from "../../kit/Marked";
import { moveFor } from "./moves";
import type { SearchHandle } from "./useSearch";

/** Where the search field finds the results. */
export const resultsId = "results";
export const rowId = (index: number) => `hit-${index}`;

const rowHeight = 36;

interface Props {
  ref: RefObject<HTMLDivElement | null>;
  query: string;
  hits: HitView[];
  search: SearchHandle;
  onOpen: () => void;
  onBack: () => void;
  onPrint: (hit: HitView) => void;
  onCopy: (hit: HitView) => void;
}

/** The hits, one row each; only those in sight are drawn. */
export function ResultTable({ ref, query, hits, search: { state, send }, onOpen, onBack, onPrint, onCopy }: Props) {
  const { say } = useSpeech();
  const rows = useVirtualizer({
    count: hits.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 700, height: 560 },
    // The head stays above the rows.
    scrollPaddingStart: rowHeight,
    overscan: 6,
  });
  useEffect(() => rows.scrollToIndex(state.chosen, { align: "auto" }), [rows, state.chosen]);

  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hits[state.chosen];
    const by = moveFor(event.key);
    const key = event.key.toLowerCase();
    if (by !== undefined) send({ type: "moved", by });
    else if (event.key === "Home") send({ type: "chose", index: 0 });
    else if (event.key === "End") send({ type: "chose", index: hits.length - 1 });
    else if (event.key === "Enter") onOpen();
    else if (event.key === "Escape" || key === "/") onBack();
    else if (hit && key === "p") onPrint(hit);
    else if (hit && key === "c") onCopy(hit);
    else return;
    event.preventDefault();
  };

  const columns = say.search.columns;
  return (
    <div
      ref={ref}
      id={resultsId}
      className="results"
      role="grid"
      aria-label={say.search.results}
      aria-rowcount={hits.length + 1}
      aria-activedescendant={rowId(state.chosen)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className="head">
        <span role="columnheader">{columns.number}</span>
        <span role="columnheader">{columns.product}</span>
        <span role="columnheader">{columns.customer}</span>
        <span role="columnheader">{columns.device}</span>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: "relative" }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const hit = hits[index];
          return (
            hit && (
              <div
                key={hit.activation_key}
                id={rowId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === state.chosen}
                className="row"
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => send({ type: "chose", index })}
                onDoubleClick={() => onPrint(hit)}
              >
                <Cells hit={hit} query={query} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Cells({ hit, query }: { hit: HitView; query: string }) {
  const { say } = useSpeech();
  const place = [hit.customer, hit.site].filter((text) => text !== null).join(" · ");
  return (
    <>
      <span role="gridcell" className="number">
        <Marked text={hit.activation_key} query={query} />
      </span>
      <span role="gridcell">
        <Marked text={hit.product} query={query} />
      </span>
      <span role="gridcell" title={place}>
        <Marked text={place} query={query} />
      </span>
      {hit.device === null ? (
        <span role="gridcell" className="grey">
          {say.search.unregistered}
        </span>
      ) : (
        <span role="gridcell" className="number">
          <Marked text={hit.device} query={query} />
        </span>
      )}
    </>
  );
}
