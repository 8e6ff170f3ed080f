import { useMemo, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { documents, type PrintForm } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { Field } from "../../kit/Field";
import { Notice } from "../../kit/Notice";
import { Progress } from "../../kit/Progress";
import { Select } from "../../kit/Select";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { BatchDone } from "./BatchDone";
import { DestinationChoice } from "./DestinationChoice";
import { formOf, isMasked, missing, toViewer } from "./destination";
import { FilterFields } from "./FilterFields";
import { PaperChoice } from "./PaperChoice";
import { Preview } from "./Preview";
import { howFor, isWhole } from "./printing";
import { noFilter, selectForm } from "./selecting";
import { type Batch, useBatch } from "./useBatch";
import { usePreview } from "./usePreview";

/** Documents of which the first page is shown: no sheet of labels has more. */
const shown = 100;
const usualPattern = "{date} {document} {customer}";

/** Many documents at once: which, how, and where to. */
export function BatchPage() {
  const { say, language, explain } = useSpeech();
  const door = useDoor();
  const [how, setHow] = useState(() => howFor("startup-card", language));
  const [filter, setFilter] = useState(noFilter);
  const [to, setTo] = useState(toViewer);
  const [perCustomer, setPerCustomer] = useState(false);
  const [pattern, setPattern] = useState(usualPattern);
  const { batch, begin, cancel, again } = useBatch();
  const asked = JSON.stringify(selectForm(how.document, filter));
  const ask = useMemo(() => () => door.selectPrints(JSON.parse(asked)), [door, asked]);
  const { answering } = useAnswer(ask);
  const selection = dataOf(answering);
  const problem = answering.state === "problem" ? answering.problem : null;
  const subjects = selection?.subjects ?? [];
  const form: PrintForm = { ...how, subjects, masked: isMasked(to) };
  const first = { ...form, subjects: subjects.slice(0, shown) };
  const preview = usePreview(subjects.length > 0 && isWhole(how) ? first : null);
  const isRunning = batch.state === "running";
  const unavailable = isRunning
    ? say.print.printing
    : answering.state !== "answered"
      ? say.print.notCounted
      : subjects.length === 0
        ? say.print.none
        : !isWhole(how)
          ? say.print.askingSheets
          : missing(to, say.print);

  /** A password is kept no longer than it is needed. */
  const forget = () => setTo((to) => ({ ...to, password: "", again: "" }));

  if (batch.state === "done") return <BatchDone result={batch.result} to={to} onAgain={again} />;
  return (
    <div className="batch">
      <div className="what">
        <div className="fields">
          <FilterFields document={how.document} filter={filter} onFilter={setFilter} problem={problem}>
            <Select
              label={say.print.document}
              value={how.document}
              options={documents.map((document) => [document, say.print.documents[document]])}
              onChange={(event) => {
                const document = documents.find((document) => document === event.target.value);
                if (document) setHow(howFor(document, how.language));
              }}
            />
          </FilterFields>
          <Count
            total={selection?.total}
            listed={subjects.length}
            isSlow={answering.state === "asking" && answering.slow}
          />
          {problem && problem.code !== "day_unreadable" && problem.code !== "period_reversed" && (
            <Notice words={explain(problem)} kind="danger" />
          )}
          <div className="row">
            <PaperChoice how={how} onHow={setHow} count={subjects.length} />
          </div>
          <DestinationChoice to={to} onTo={setTo} masks many />
          {to.way !== "printer" && (
            <Files
              perCustomer={perCustomer}
              onPerCustomer={setPerCustomer}
              pattern={pattern}
              onPattern={setPattern}
              document={how.document}
            />
          )}
        </div>
        <Acts
          batch={batch}
          act={say.print.submitMany(subjects.length)}
          unavailable={unavailable}
          onCancel={cancel}
          onPrint={() =>
            begin({ print: form, per_customer: perCustomer && to.way !== "printer", pattern, to: formOf(to) }, forget)
          }
        />
      </div>
      {subjects.length > 0 ? (
        <Preview preview={preview} caption={say.print.firstPage} />
      ) : (
        <figure className="preview">
          <p className="making">{answering.state === "asking" ? say.print.counting : say.print.nothingToShow}</p>
        </figure>
      )}
    </div>
  );
}

interface ActsProps {
  batch: Batch;
  /** What is printed, in words. */
  act: string;
  unavailable: string | false;
  onCancel: () => void;
  onPrint: () => void;
}

/** Printing it, how far that is, the way to stop it, and what stood in the way. */
function Acts({ batch, act, unavailable, onCancel, onPrint }: ActsProps) {
  const { say, explain } = useSpeech();
  const isRunning = batch.state === "running";
  const { progress, stopping } = isRunning ? batch : { progress: null, stopping: false };
  return (
    <div className="acts">
      {batch.state === "refused" && <Notice words={explain(batch.problem)} kind="danger" />}
      {progress && (
        <>
          <Progress
            label={say.print.progress}
            {...progress}
            text={stopping ? say.print.stopping : say.print.progressOf(progress.done, progress.total)}
          />
          <Button onClick={onCancel} unavailable={stopping && say.print.stopping}>
            {say.print.cancel}
          </Button>
        </>
      )}
      <Button kind="main" unavailable={unavailable} onClick={onPrint}>
        {isRunning ? say.print.printing : act}
      </Button>
    </div>
  );
}

interface CountProps {
  total: number | undefined;
  /** As many as can be printed at once. */
  listed: number;
  isSlow: boolean;
}

/** How many were chosen, at once; and what to do where there are none, or too many. */
function Count({ total, listed, isSlow }: CountProps) {
  const { say } = useSpeech();
  return (
    <>
      <p className="count" role="status">
        {isSlow && <span className="grey">{say.print.counting}</span>}
        {!isSlow && total !== undefined && <b>{total > 0 ? say.print.count(total) : say.print.none}</b>}
        {!isSlow && total === 0 && <span className="grey">{say.print.noneTodo}</span>}
      </p>
      {total !== undefined && total > listed && (
        <Notice words={{ what: say.print.tooMany(listed), todo: say.print.tooManyTodo(listed) }} />
      )}
    </>
  );
}

const splits = ["one", "each"] as const;

interface FilesProps {
  perCustomer: boolean;
  onPerCustomer: (perCustomer: boolean) => void;
  pattern: string;
  onPattern: (pattern: string) => void;
  document: PrintForm["document"];
}

/** How many files, and what they are called. */
function Files({ perCustomer, onPerCustomer, pattern, onPattern, document }: FilesProps) {
  const { say } = useSpeech();
  const door = useDoor();
  const customer = perCustomer ? say.print.someCustomer : "";
  const ask = useMemo(() => () => door.batchName(pattern, document, customer), [door, pattern, document, customer]);
  const example = dataOf(useAnswer(ask).answering);
  return (
    <div className="row files">
      <Choice
        label={say.print.files}
        value={perCustomer ? "each" : "one"}
        options={splits}
        names={say.print.split}
        onChoose={(split) => onPerCustomer(split === "each")}
      />
      <div className="pattern">
        <Field
          label={say.print.pattern}
          hint={say.print.patternHint}
          value={pattern}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onPattern(event.target.value)}
        />
        <p className="example">
          {say.print.example} <span className="selectable">{example}</span>
        </p>
      </div>
    </div>
  );
}
