import { type FormEvent, useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { documents, languages, type PrintForm, papers } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { Notice } from "../../kit/Notice";
import { Preview } from "./Preview";
import { Printed } from "./Printed";
import { formFor, type Printing, withDocument } from "./printing";
import { usePreview } from "./usePreview";
import "./print.css";

interface Props {
  /** Activation key numbers. */
  keys: string[];
  onClose: () => void;
}

/** From key to paper: which document, how it will look, and where it went. */
export function PrintDialog({ keys, onClose }: Props) {
  const { say, language } = useSpeech();
  const door = useDoor();
  const [form, setForm] = useState<PrintForm>(() => formFor(keys, language));
  const [printing, setPrinting] = useState<Printing>({ state: "choosing" });
  const preview = usePreview(form);

  const open = async (file: string, pages: number) => {
    setPrinting({ state: "printed", file, pages, viewer: "opening" });
    const answer = await door.openPrinted(file);
    setPrinting({ state: "printed", file, pages, viewer: answer.status === "ok" ? "open" : "closed" });
  };
  const print = async (event: FormEvent) => {
    event.preventDefault();
    if (printing.state === "printing" || preview.state === "problem") return;
    setPrinting({ state: "printing" });
    const answer = await door.print(form);
    if (answer.status === "error") setPrinting({ state: "refused", problem: answer.error });
    else await open(answer.data.file, answer.data.pages);
  };

  return (
    <Dialog title={say.print.title} className="print" onClose={onClose}>
      {printing.state === "printed" ? (
        <Printed printed={printing} onAgain={() => open(printing.file, printing.pages)} onClose={onClose} />
      ) : (
        <form onSubmit={print}>
          <Choices form={form} onForm={setForm} />
          <Preview preview={preview} />
          <Buttons printing={printing} unavailable={preview.state === "problem"} onClose={onClose} />
        </form>
      )}
    </Dialog>
  );
}

function Choices({ form, onForm }: { form: PrintForm; onForm: (form: PrintForm) => void }) {
  const { say } = useSpeech();
  return (
    <div className="choices">
      <Keys keys={form.keys} />
      <Choice
        label={say.print.document}
        value={form.document}
        options={documents}
        names={say.print.documents}
        onChoose={(document) => onForm(withDocument(form, document))}
      />
      <Choice
        label={say.print.paper}
        value={form.paper}
        options={papers}
        names={say.print.papers}
        onChoose={(paper) => onForm({ ...form, paper })}
      />
      <Choice
        label={say.print.language}
        value={form.language}
        options={languages}
        names={say.settings.languages}
        onChoose={(language) => onForm({ ...form, language })}
      />
    </div>
  );
}

/** As many of them as are in sight at once. */
const inSight = 3;

function Keys({ keys }: { keys: string[] }) {
  const { say } = useSpeech();
  const label = useId();
  return (
    <div>
      <p className="label" id={label}>
        {say.print.of(keys.length)}
      </p>
      <ul className="keys" aria-labelledby={label} tabIndex={keys.length > inSight ? 0 : undefined}>
        {keys.map((key) => (
          <li key={key} className="number">
            {key}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Buttons({
  printing,
  unavailable,
  onClose,
}: {
  printing: Printing;
  unavailable: boolean;
  onClose: () => void;
}) {
  const { say, explain } = useSpeech();
  const busy = printing.state === "printing";
  return (
    <div className="buttons">
      {printing.state === "refused" && <Notice words={explain(printing.problem)} kind="danger" />}
      <Button onClick={onClose} hotkey="Esc">
        {say.print.close}
      </Button>
      <Button
        kind="main"
        type="submit"
        data-first
        hotkey="Enter"
        unavailable={busy ? say.print.printing : unavailable && say.print.unavailable}
      >
        {busy ? say.print.printing : say.print.submit}
      </Button>
    </div>
  );
}
