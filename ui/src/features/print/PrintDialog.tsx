import { useId, useMemo, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { DocumentKind, PrintForm } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { Form } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import type { Printable } from "../../kit/place";
import { DestinationChoice } from "./DestinationChoice";
import { formOf, isMasked, missing, toViewer } from "./destination";
import { PaperChoice } from "./PaperChoice";
import { Preview } from "./Preview";
import { Printed } from "./Printed";
import { documentsOf, howFor, isWhole, subjectsOf } from "./printing";
import { usePreview } from "./usePreview";
import { type Printing, usePrinting } from "./usePrinting";
import "./print.css";

interface Props {
  of: Printable;
  onClose: () => void;
}

/** From what one has before one to paper: which document, how it will look, where it goes, and where it went. */
export function PrintDialog({ of, onClose }: Props) {
  const { say, language } = useSpeech();
  const door = useDoor();
  const offered = useMemo(() => documentsOf(of), [of]);
  const [how, setHow] = useState(() => howFor(of.document ?? offered[0] ?? "startup-card", language));
  const [to, setTo] = useState(toViewer);
  const { printing, print, open } = usePrinting();
  const form: PrintForm = { ...how, subjects: subjectsOf(how.document, of), masked: isMasked(to) };
  const preview = usePreview(isWhole(how) ? form : null);
  const unavailable = preview.state === "problem" ? say.print.unavailable : missing(to, say.print);
  const submit = () => {
    if (!unavailable && isWhole(how)) void print(() => door.print(form, formOf(to)), to);
  };

  return (
    <Dialog title={say.print.title} className="print" onClose={onClose}>
      {printing.state === "printed" ? (
        <Printed {...printing} onOpen={() => open(printing.printed)} onClose={onClose} />
      ) : (
        <Form onSubmit={submit}>
          <div className="choices">
            <Subjects of={of} document={how.document} isAlone={offered.length === 1} />
            {offered.length > 1 && (
              <Choice
                label={say.print.document}
                value={how.document}
                options={offered}
                names={say.print.documents}
                onChoose={(document) => setHow(howFor(document, how.language))}
              />
            )}
            <PaperChoice how={how} onHow={setHow} count={form.subjects.length} />
            <DestinationChoice to={to} onTo={setTo} masks />
          </div>
          <Preview preview={preview} />
          <Buttons printing={printing} unavailable={unavailable} onClose={onClose} />
        </Form>
      )}
    </Dialog>
  );
}

/** As many of them as are in sight at once. */
const inSight = 3;

/** What the document is of, as people call it. */
function Subjects({ of, document, isAlone }: { of: Printable; document: DocumentKind; isAlone: boolean }) {
  const { say } = useSpeech();
  const label = useId();
  const isSet = document === "customer-set";
  const named = isSet && of.customer ? [of.customer.name] : subjectsOf(document, of);
  return (
    <div>
      <p className="label" id={label}>
        {isAlone
          ? say.print.documents[document]
          : document === "registration-sheet"
            ? say.print.ofDevice
            : say.print.of(named.length)}
      </p>
      <ul className="keys" aria-labelledby={label} tabIndex={named.length > inSight ? 0 : undefined}>
        {named.map((name) => (
          <li key={name} className={isSet ? "name" : "number"}>
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ButtonsProps {
  printing: Printing;
  unavailable: string | false;
  onClose: () => void;
}

/** Out of it, or on; and what stood in the way. */
export function Buttons({ printing, unavailable, onClose }: ButtonsProps) {
  const { say, explain } = useSpeech();
  const busy = printing.state === "printing";
  return (
    <div className="buttons">
      {printing.state === "refused" && <Notice words={explain(printing.problem)} kind="danger" />}
      <Button onClick={onClose} hotkey="Esc">
        {say.print.close}
      </Button>
      <Button kind="main" type="submit" data-first hotkey="Enter" unavailable={busy ? say.print.printing : unavailable}>
        {busy ? say.print.printing : say.print.submit}
      </Button>
    </div>
  );
}
