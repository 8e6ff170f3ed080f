import { useId, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ImportedView, ImportForm, ImportView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { FileButton, inBase64 } from "../../kit/FileButton";
import { Notice } from "../../kit/Notice";
import { Late } from "../../kit/Told";
import { ImportColumns } from "./ImportColumns";
import { does, ImportRows } from "./ImportRows";
import "./import.css";

type Step =
  | { step: "choose" }
  | { step: "reading" }
  | { step: "check" | "importing"; view: ImportView }
  | { step: "done"; imported: ImportedView; left: number };

/** What the file chooser offers. */
const lists = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods";
const encodings = ["utf8", "shift_jis", "utf16"] as const;

/** Customers from a file: choose it, check what would become of each row, take it. */
export function ImportPage({ onBack }: { onBack: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [form, setForm] = useState<ImportForm | null>(null);
  const [step, setStep] = useState<Step>({ step: "choose" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const newest = useRef(0);
  const words = say.customers;

  const plan = async (form: ImportForm) => {
    const question = ++newest.current;
    setForm(form);
    const answer = await door.planImport(form);
    if (question !== newest.current) return;
    setProblem(answer.status === "error" ? answer.error : null);
    if (answer.status === "ok") setStep({ step: "check", view: answer.data });
    else setStep((step) => (step.step === "check" ? step : { step: "choose" }));
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    setStep({ step: "reading" });
    const content = await inBase64(file);
    await plan({ name: file.name, content, encoding: null, sheet: null, head: null, columns: null, leave_out: [] });
  };
  const run = async (form: ImportForm, view: ImportView) => {
    setStep({ step: "importing", view });
    const answer = await door.runImport(form, view.mark);
    if (answer.status === "ok") {
      const taken = view.rows.filter((row) => does(row) && !form.leave_out.includes(row.line)).length;
      setStep({ step: "done", imported: answer.data, left: view.rows.length - taken });
      return;
    }
    await plan(form);
    setProblem(answer.error);
  };

  return (
    <div className="import">
      <div className="title">
        <h1>{words.importTitle}</h1>
        {form && <p>{form.name}</p>}
        <div className="acts">
          {form && step.step !== "done" && (
            <FileButton kind="quiet" accept={lists} label={words.importOther} onFile={take} />
          )}
          <Button kind="quiet" onClick={onBack}>
            {words.importBack}
          </Button>
        </div>
      </div>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      {(step.step === "choose" || step.step === "reading") && (
        <>
          {problem && form && (problem.code === "import_encoding" || form.encoding) && (
            <Choice
              label={words.encoding}
              value={form.encoding ?? "shift_jis"}
              options={encodings}
              names={words.encodings}
              onChoose={(encoding) => plan({ ...form, encoding })}
            />
          )}
          <Drop onFile={take} reading={step.step === "reading"} />
        </>
      )}
      {(step.step === "check" || step.step === "importing") && form && (
        <Check
          form={form}
          view={step.view}
          importing={step.step === "importing"}
          onPlan={plan}
          onForm={setForm}
          onRun={() => run(form, step.view)}
        />
      )}
      {step.step === "done" && <Done imported={step.imported} left={step.left} onBack={onBack} />}
    </div>
  );
}

function Drop({ onFile, reading }: { onFile: (file: File | undefined) => void; reading: boolean }) {
  const { say } = useSpeech();
  const [over, setOver] = useState(false);
  const [empty, setEmpty] = useState(false);
  const words = say.customers;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever does not drag has the button.
    <div
      className={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        // Not every system hands a dropped file over.
        setEmpty(!file);
        onFile(file);
      }}
    >
      <h2>{words.importDrop}</h2>
      <p>{words.importKinds}</p>
      <FileButton kind="main" accept={lists} label={words.importChoose} onFile={onFile} />
      {empty && <Notice words={words.importNoFile} kind="danger" />}
      {reading && <Late words={words.importReading} />}
    </div>
  );
}

interface CheckProps {
  form: ImportForm;
  view: ImportView;
  importing: boolean;
  /** Something about reading the file is different. */
  onPlan: (form: ImportForm) => void;
  /** Rows are left out, or not any more. */
  onForm: (form: ImportForm) => void;
  onRun: () => void;
}

function Check({ form, view, importing, onPlan, onForm, onRun }: CheckProps) {
  const { say } = useSpeech();
  const [sheet, head] = [useId(), useId()];
  const words = say.customers;
  const taken = view.rows.filter((row) => does(row) && !form.leave_out.includes(row.line)).length;
  const named = view.columns.includes("name") || view.columns.includes("id");
  return (
    <>
      <div className="reading">
        {view.encoding && (
          <div>
            <Choice
              label={words.encoding}
              value={view.encoding}
              options={encodings}
              names={words.encodings}
              onChoose={(encoding) => onPlan({ ...form, encoding, columns: null })}
            />
            <p className={view.encoding_certain ? "hint" : "hint unsure"}>
              {view.encoding_certain ? words.encodingCertain : words.encodingGuess}
            </p>
          </div>
        )}
        {view.sheets.length > 1 && (
          <div className="field">
            <label htmlFor={sheet}>{words.sheet}</label>
            <select
              id={sheet}
              className="input"
              value={view.sheet ?? ""}
              onChange={(event) => onPlan({ ...form, sheet: event.target.value, head: null, columns: null })}
            >
              {view.sheets.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
        )}
        <div className="field head-line">
          <label htmlFor={head}>{words.head}</label>
          <input
            id={head}
            className="input"
            type="number"
            min={1}
            value={form.head ?? view.head}
            title={words.headHint}
            onChange={(event) => {
              const line = event.target.valueAsNumber;
              if (line >= 1) onPlan({ ...form, head: line, columns: null });
            }}
          />
        </div>
      </div>
      <ImportColumns view={view} onColumns={(columns) => onPlan({ ...form, columns })} />
      <ImportRows view={view} leftOut={form.leave_out} onLeftOut={(leave_out) => onForm({ ...form, leave_out })} />
      <div className="acts">
        <Button
          kind="main"
          onClick={onRun}
          unavailable={
            importing ? words.importing : !named ? words.nameFirst : taken === 0 ? words.importNothing : undefined
          }
        >
          {importing ? words.importing : words.importDo(taken)}
        </Button>
        {!named && <p className="wrong">{words.nameFirst}</p>}
      </div>
    </>
  );
}

function Done({ imported, left, onBack }: { imported: ImportedView; left: number; onBack: () => void }) {
  const { say, explain } = useSpeech();
  const words = say.customers;
  const id = useId();
  return (
    <section id={id} className="card done">
      <h2>{words.importedTitle}</h2>
      {imported.done > 0 && <p>{words.importedDone(imported.done)}</p>}
      {imported.waiting > 0 && <p>{words.importedWaiting(imported.waiting)}</p>}
      {imported.because && <Notice words={explain(imported.because)} />}
      {imported.overtaken > 0 && <p>{words.importedOvertaken(imported.overtaken)}</p>}
      {left > 0 && <p>{words.importLeft(left)}</p>}
      <Button kind="main" autoFocus aria-describedby={id} onClick={onBack}>
        {words.importBack}
      </Button>
    </section>
  );
}
