import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PrintView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useFrame } from "../../kit/place";
import { Late } from "../../kit/Told";
import { ReprintDialog } from "./ReprintDialog";

/** As many as are asked for at once. */
const step = 50;

type Shown =
  | { state: "asking" }
  | { state: "problem"; problem: Problem }
  | { state: "there"; prints: PrintView[]; more: boolean };

/** What all desks have printed, the latest first. */
function useHistory() {
  const door = useDoor();
  const [shown, setShown] = useState<Shown>({ state: "asking" });
  const newest = useRef(0);
  const count = useRef(step);
  const read = useCallback(async () => {
    const turn = ++newest.current;
    const answer = await door.prints(null, count.current);
    if (turn !== newest.current) return;
    setShown(answer.status === "ok" ? { state: "there", ...answer.data } : { state: "problem", problem: answer.error });
  }, [door]);
  useEffect(() => {
    void read();
    return door.onStatus(() => void read());
  }, [door, read]);
  const more = async () => {
    const last = shown.state === "there" ? shown.prints.at(-1) : undefined;
    if (shown.state !== "there" || !last) return;
    const turn = ++newest.current;
    const answer = await door.prints(last.id, step);
    if (turn !== newest.current) return;
    if (answer.status === "error") return setShown({ state: "problem", problem: answer.error });
    const prints = [...shown.prints, ...answer.data.prints];
    count.current = prints.length;
    setShown({ state: "there", prints, more: answer.data.more });
  };
  return { shown, read, more };
}

/** The history of prints, and the way to print one of them once more. */
export function HistoryPage() {
  const { say, explain } = useSpeech();
  const { shown, read, more } = useHistory();
  const [again, setAgain] = useState<PrintView | null>(null);
  return (
    <div className="print-history">
      <p className="grey">{say.print.historyNote}</p>
      {shown.state === "asking" && <Late words={say.thing.reading} />}
      {shown.state === "problem" && <Notice words={explain(shown.problem)} kind="danger" />}
      {shown.state === "there" && shown.prints.length === 0 && (
        <div className="none">
          <p>{say.print.noHistory}</p>
          <p className="grey">{say.print.noHistoryTodo}</p>
        </div>
      )}
      {shown.state === "there" && shown.prints.length > 0 && (
        <Prints prints={shown.prints} more={shown.more} onMore={more} onAgain={setAgain} />
      )}
      {again && (
        <ReprintDialog
          print={again}
          onClose={() => {
            setAgain(null);
            void read();
          }}
        />
      )}
    </div>
  );
}

interface PrintsProps {
  prints: PrintView[];
  more: boolean;
  onMore: () => void;
  onAgain: (print: PrintView) => void;
}

/** One line for each print. ↑ and ↓ go from one to the next. */
function Prints({ prints, more, onMore, onAgain }: PrintsProps) {
  const { say, format } = useSpeech();
  const { go } = useFrame();
  const body = useRef<HTMLTableSectionElement>(null);
  const { columns } = say.print;
  const move = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(body.current?.querySelectorAll<HTMLElement>("[data-again]") ?? [])];
    const row =
      event.target instanceof Element ? event.target.closest("tr")?.querySelector<HTMLElement>("[data-again]") : null;
    if (by === undefined || !row) return;
    event.preventDefault();
    buttons[buttons.indexOf(row) + by]?.focus();
  };
  return (
    <section className="lines" aria-label={say.print.history}>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.document}</th>
            <th scope="col">{columns.subject}</th>
            <th scope="col">{columns.copy}</th>
            <th scope="col">{columns.customer}</th>
            <th scope="col">{columns.by}</th>
            <td />
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {prints.map((print) => (
            <tr key={print.id}>
              <td>{format.moment(print.at)}</td>
              <td>{say.print.documents[print.document]}</td>
              <td className="number selectable" title={print.subject}>
                {print.subject}
              </td>
              <td>
                {say.thing.copy(print.copy)}
                {!print.told && (
                  <span className="badge" title={say.print.untoldNote}>
                    {say.print.untold}
                  </span>
                )}
              </td>
              <td>
                {print.customer && (
                  <button
                    type="button"
                    className="link"
                    title={print.customer.name}
                    onClick={() => print.customer && go({ room: "customers", customer: print.customer.id })}
                  >
                    {print.customer.name}
                  </button>
                )}
              </td>
              <td title={print.by}>{print.by}</td>
              <td className="act">
                <Button
                  kind="quiet"
                  data-again
                  aria-label={say.print.againOf(say.print.documents[print.document], print.subject)}
                  onClick={() => onAgain(print)}
                >
                  {say.print.again}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more && (
        <p className="more">
          <Button onClick={onMore}>{say.print.more}</Button>
        </p>
      )}
    </section>
  );
}
