import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useSpeech } from "../../i18n";
import type { DueView } from "../../ipc/door";
import { useFrame } from "../place";
import { placeOf } from "./place";
import "./due.css";

interface Group {
  name: string;
  /** What stands above its lines. */
  heading?: ReactNode;
  lines: DueView[];
}

interface Props {
  label: string;
  /** How it fits: a line a licence, two lines a licence, or in half the width. */
  shape?: "compact" | "tall" | "narrow";
  groups: Group[];
  /** A further column, and what stands in it for each licence. */
  further?: { heading: string; cell: (due: DueView, index: number) => ReactNode };
}

/** Licences that end, each leading to where something is done about it. ↑ and ↓ go from line to line. */
export function DueTable({ label, shape = "compact", groups, further }: Props) {
  const { say } = useSpeech();
  const table = useRef<HTMLTableElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const lines = Array.from(table.current?.querySelectorAll<HTMLElement>("button.line") ?? []);
    const here = lines.indexOf(document.activeElement as HTMLElement);
    const next = step && here >= 0 && lines[here + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <table ref={table} className={`due-table ${shape}`} aria-label={label} onKeyDown={onKey}>
      <thead>
        <tr>
          <th scope="col">{say.due.customer}</th>
          <th scope="col">{say.due.device}</th>
          <th scope="col">{say.due.product}</th>
          <th scope="col">{say.due.expiry}</th>
          <th scope="col">{say.due.lastDay}</th>
          {further && <th scope="col">{further.heading}</th>}
        </tr>
      </thead>
      {groups.map(({ name, heading, lines }) => (
        <tbody key={name}>
          {heading && (
            <tr className="heading">
              <th scope="rowgroup" colSpan={further ? 6 : 5}>
                {heading}
              </th>
            </tr>
          )}
          {lines.map((due, index) => (
            <Line key={due.id} due={due} inMonth={shape === "narrow"} further={further?.cell(due, index)} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** `inMonth`: the year of the expiry goes without saying. */
function Line({ due, inMonth, further }: { due: DueView; inMonth: boolean; further: ReactNode }) {
  const { say } = useSpeech();
  const { go } = useFrame();
  const customer = due.customer ?? say.due.nobody;
  // みえます and Remo know contract users; the customers of the office are another list.
  const isContractUser = due.customer !== null && due.programme !== "tsunagaru";
  const named = isContractUser ? `${customer} ${say.due.contractUser}` : customer;
  const where = [due.name, due.site].filter(Boolean).join(" ");
  return (
    <tr>
      <td className="of-line">
        <button
          type="button"
          className="line"
          aria-label={say.due.act(named, due.device)}
          title={[named, `${due.device} ${where}`, due.product].join("\n")}
          onClick={() => go(placeOf(due))}
        >
          <span>{customer}</span> {isContractUser && <span className="grey beside">{say.due.contractUser}</span>}
        </button>
      </td>
      <td>
        <span className="number">{due.device}</span> <span className="grey beside">{where}</span>
      </td>
      <td>
        <Service due={due} />
      </td>
      <td>
        <Expiry due={due} inMonth={inMonth} />
      </td>
      <td>
        <LastDay due={due} />
      </td>
      {further !== undefined && <td>{further}</td>}
    </tr>
  );
}

function Service({ due }: { due: DueView }) {
  const { say } = useSpeech();
  const { programmes, short, trial } = say.due;
  return (
    <>
      {due.trial ? `${short[due.programme]} ${trial}` : (programmes[due.programme] ?? due.programme)}{" "}
      <span className="grey beside code">{due.product}</span>
    </>
  );
}

function Expiry({ due, inMonth }: { due: DueView; inMonth: boolean }) {
  const { say, format } = useSpeech();
  const [day, time] = due.expiry_in_japan?.split("T") ?? [];
  return (
    <>
      <span className={due.days_left < 0 ? "past" : undefined}>
        {inMonth ? format.dayInYear(due.expiry) : format.day(due.expiry)}
      </span>{" "}
      <span className="grey beside">
        {day && time ? say.due.inJapan(format.dayInYear(day), time) : say.due.daysLeft(due.days_left)}
      </span>
    </>
  );
}

function LastDay({ due }: { due: DueView }) {
  const { say, format } = useSpeech();
  if (!due.last_day) return <span className="grey">{say.due.always}</span>;
  return (
    <>
      {format.day(due.last_day)}{" "}
      {due.opens && <span className="grey beside">{say.due.opens(format.dayInYear(due.opens))}</span>}
    </>
  );
}
