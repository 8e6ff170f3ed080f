import { useSpeech } from "../../i18n";
import type { CodeView, ScannedNumberView, ScannedView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { Told } from "../../kit/Told";
import { documentsOf, type ScanHandle } from "./useScan";
import "./scan.css";

interface Props {
  scan: ScanHandle;
  /** The number is to be looked up. */
  onLookUp: (query: string) => void;
}

/** What a picture of paper says, and whether that is so. */
export function ScanCard({ scan, onLookUp }: Props) {
  const { say, explain } = useSpeech();
  const { scanned, asking, cancel, close } = scan;
  const words = say.scan;
  return (
    <div className="scan">
      <Told>{asking === "slow" && <p className="grey">{words.reading}</p>}</Told>
      {asking === "slow" && (
        <Button kind="quiet" onClick={cancel}>
          {words.cancel}
        </Button>
      )}
      {scanned.state === "problem" && <Notice words={explain(scanned.problem)} kind="danger" />}
      {scanned.state === "withheld" && <Notice words={words.withheld} kind="danger" />}
      {scanned.state === "read" && (
        <section className={`scan-card ${scanned.view.verdict}`} aria-label={words.result}>
          <div className="heading">
            <Told>
              <strong>{headline(say.scan, scanned.view.codes, scanned.view.verdict)}</strong>
            </Told>
            <Button kind="quiet" onClick={close}>
              {words.close}
            </Button>
          </div>
          {scanned.view.codes.length === 0 && <p>{words.nothingTodo}</p>}
          {scanned.view.pages_left > 0 && <p className="left">{words.pagesLeft(scanned.view.pages_left)}</p>}
          <ol>
            {scanned.view.codes.map((code, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they never move
              <li key={place}>
                <Code code={code} alone={scanned.view.codes.length === 1} onLookUp={onLookUp} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

type Words = ReturnType<typeof useSpeech>["say"]["scan"];

function headline(words: Words, codes: CodeView[], verdict: keyof Words["verdicts"]): string {
  const documents = documentsOf(codes);
  if (verdict === "nothing") return codes.length === 0 ? words.verdicts.nothing : words.foreign;
  const such = documents.filter((document) => document.verdict === verdict).length;
  return documents.length === 1 ? words.verdicts[verdict] : words.ofSeveral(such, documents.length, verdict);
}

function Code({ code, alone, onLookUp }: { code: CodeView; alone: boolean; onLookUp: (query: string) => void }) {
  const { say } = useSpeech();
  if (code.is === "foreign")
    return (
      <>
        {!alone && (
          <h2>
            {say.scan.foreign} <span className="grey">{say.scan.page(code.page)}</span>
          </h2>
        )}
        <p className="foreign selectable">{code.text}</p>
        <p>{say.scan.foreignTodo}</p>
      </>
    );
  const { query } = code;
  const name = say.scan.documents[code.document];
  const lookUp = query && !alone && (
    <Button kind="quiet" onClick={() => onLookUp(query)}>
      {say.scan.lookUp} <span className="number">{query}</span>
    </Button>
  );
  // Of many, those that are as they should be take no room from the others.
  if (!alone && code.verdict === "genuine")
    return (
      <div className="good">
        <h2>
          {name} <span className="grey">{say.scan.page(code.page)}</span>
          <span className="verdict genuine">{say.scan.verdicts.genuine}</span>
        </h2>
        {lookUp}
      </div>
    );
  return (
    <>
      <h2>
        {name} {!alone && <span className="grey">{say.scan.page(code.page)}</span>}
        {!alone && <span className={`verdict ${code.verdict}`}>{say.scan.verdicts[code.verdict]}</span>}
      </h2>
      <table>
        <caption className="hidden">{name}</caption>
        <tbody>
          {code.numbers.map((number, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <Row key={place} number={number} />
          ))}
        </tbody>
      </table>
      <Todo document={code} />
      {lookUp}
    </>
  );
}

function Row({ number }: { number: ScannedNumberView }) {
  const { say } = useSpeech();
  const { positions = [] } = number.finding === "differs" ? number : {};
  return (
    <tr className={`${number.field} ${number.finding}`}>
      <th scope="row">{say.scan.fields[number.field]}</th>
      <td className="number selectable">
        <Digits number={number.number} wrong={positions} />
      </td>
      <td className="finding">{finding(say.scan, number)}</td>
    </tr>
  );
}

function finding(words: Words, number: ScannedNumberView): string {
  switch (number.finding) {
    case "agrees":
      return words.findings.agrees;
    case "unknown":
      return words.findings.unknown;
    case "elsewhere":
      return words.elsewhere(number.device);
    case "differs":
      return number.positions.length > 0 ? words.differs(number.positions) : words.findings.differs;
  }
}

/** A number whose wrong digits stand out. */
function Digits({ number, wrong }: { number: string; wrong: number[] }) {
  let digit = 0;
  return [...number].map((symbol, place) => {
    if (symbol !== "-" && symbol !== ":") digit += 1;
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    return wrong.includes(digit) && symbol !== "-" ? <em key={place}>{symbol}</em> : symbol;
  });
}

/** What to do about it. */
function Todo({ document }: { document: ScannedView }) {
  const { say, explain } = useSpeech();
  const words = say.scan;
  if (document.verdict !== "unknown") return <p>{words.todo[document.verdict]}</p>;
  const { asked } = document;
  if (asked.answer !== "no_answer") return <p>{words.unknown[asked.answer]}</p>;
  return (
    <p>
      {words.unknown.no_answer} <span className="grey">{explain(asked.because).what}</span>
    </p>
  );
}
