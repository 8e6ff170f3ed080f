import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { useSpeech } from "../../i18n";
import type { CustomerRowView } from "../../ipc/door";
import type { Draft } from "./fields";

const rowHeight = 48;
const headHeight = 36;

interface Props {
  ref: RefObject<HTMLDivElement | null>;
  rows: CustomerRowView[];
  /** How many there are, of which `rows` are the first. */
  found: number;
  chosen: string | null;
  drafts: Record<string, Draft>;
  onChoose: (id: string) => void;
  onOpen: () => void;
  onBack: () => void;
  /** Somebody has come near the end of `rows`. */
  onEnd: () => void;
}

/** Customers, one row each; only those in sight are drawn. */
export function CustomerTable({ ref, rows, found, chosen, drafts, onChoose, onOpen, onBack, onEnd }: Props) {
  const { say } = useSpeech();
  const place = rows.findIndex((row) => row.id === chosen);
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    estimateSize: () => rowHeight,
    initialRect: { width: 700, height: 560 },
    scrollPaddingStart: headHeight,
    overscan: 6,
  });
  useEffect(() => {
    if (place >= 0) drawn.scrollToIndex(place, { align: "auto" });
  }, [drawn, place]);
  const last = drawn.getVirtualItems().at(-1)?.index ?? 0;
  const wanting = rows.length < found && last > rows.length - 50;
  useEffect(() => {
    if (wanting) onEnd();
  }, [wanting, onEnd]);

  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(to, rows.length - 1))];
    if (row) onChoose(row.id);
  };
  const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by !== undefined) go(place + by);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") {
      onEnd();
      go(rows.length - 1);
    } else if (event.key === "Enter") onOpen();
    else if (event.key === "Escape") onBack();
    else return;
    event.preventDefault();
  };

  const columns = say.customers.columns;
  return (
    <div
      ref={ref}
      className="table"
      role="grid"
      aria-label={say.customers.list}
      aria-rowcount={found + 1}
      aria-activedescendant={place >= 0 ? `customer-${place}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className="head">
        <span role="columnheader">{columns.name}</span>
        <span role="columnheader">{columns.contact}</span>
        <span role="columnheader">{columns.devices}</span>
      </div>
      <div role="rowgroup" style={{ height: drawn.getTotalSize(), position: "relative" }}>
        {drawn.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <div
                key={row.id}
                id={`customer-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={row.id === chosen}
                className="row"
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => onChoose(row.id)}
              >
                <span role="gridcell" title={row.name}>
                  <b>{row.name}</b>
                  <small>{row.kana}</small>
                </span>
                <span role="gridcell">
                  {row.contact}
                  <small>{row.phone}</small>
                </span>
                <span role="gridcell">
                  {say.customers.devices(row.devices)}
                  {drafts[row.id] ? (
                    <small className="badge">{say.customers.draft}</small>
                  ) : (
                    row.waiting && <small className="badge">{say.customers.waiting}</small>
                  )}
                </span>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
