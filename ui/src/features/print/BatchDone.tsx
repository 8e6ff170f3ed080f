import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { BatchView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { Told } from "../../kit/Told";
import type { Destination } from "./destination";

/** Files named one by one; the folder has the others. */
const named = 4;

interface Props {
  result: BatchView;
  to: Destination;
  onAgain: () => void;
}

/** What became of a batch: what was printed, where it is, and what was left out and why. */
export function BatchDone({ result, to, onAgain }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const title = useRef<HTMLHeadingElement>(null);
  const [opened, setOpened] = useState(true);
  useEffect(() => title.current?.focus(), []);
  const sum = (of: "documents" | "pages") => result.printed.reduce((sum, printed) => sum + printed[of], 0);
  const files = result.printed.flatMap(({ file }) => file ?? []);
  const open = async (file: string) => setOpened((await door.openPrinted(file)).status === "ok");
  const [documents, pages] = [sum("documents"), sum("pages")];
  return (
    <section className="batch-done" aria-label={say.print.summary}>
      <h2 ref={title} tabIndex={-1}>
        {documents === 0
          ? say.print.printedNone
          : to.way === "printer"
            ? say.print.sentMany(to.printer ?? "", documents, pages)
            : say.print.printedMany(documents, pages, files.length)}
      </h2>
      {result.fault && <Notice words={explain(result.fault)} kind="danger" />}
      {result.cancelled && <Notice words={say.print.cancelled} />}
      <Told>{!opened && <Notice words={say.print.notOpened} />}</Told>
      <div className={files.length > 0 && result.left_out.length > 0 ? "both" : "alone"}>
        {files.length > 0 && (
          <div className="card">
            <p className="place">
              <span className="selectable">{result.folder}</span>
              <Button onClick={() => open(result.folder)}>{say.print.folder}</Button>
            </p>
            <ul className="files">
              {files.slice(0, named).map((file) => (
                <li key={file}>
                  <span className="selectable" title={file}>
                    {file.split(/[\\/]/).at(-1)}
                  </span>
                  <Button kind="quiet" onClick={() => open(file)}>
                    {say.print.openFile}
                  </Button>
                </li>
              ))}
            </ul>
            {files.length > named && <p className="grey">{say.print.moreFiles(files.length - named)}</p>}
            <p className="grey">{to.way === "mail" ? say.print.mailNote : say.reports.save.secret}</p>
          </div>
        )}
        {result.left_out.length > 0 && (
          <div className="left-out">
            <h3>{say.print.leftOut(result.left_out.length)}</h3>
            {!result.fault && !result.cancelled && <p className="grey">{say.print.leftOutNote}</p>}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without focus nobody could scroll it by keyboard */}
            <section className="lines" tabIndex={0} aria-label={say.print.leftOutList}>
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">{say.print.columns.subject}</th>
                    <th scope="col">{say.print.why}</th>
                    <th scope="col">{say.print.todo}</th>
                  </tr>
                </thead>
                <tbody>
                  {result.left_out.map(({ subject, problem }) => (
                    <tr key={subject}>
                      <td className="number selectable">{subject}</td>
                      <td>{explain(problem).what}</td>
                      <td>{explain(problem).todo}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          </div>
        )}
      </div>
      <div className="buttons">
        <Button kind="main" onClick={onAgain}>
          {say.print.goOn}
        </Button>
      </div>
    </section>
  );
}
