import { useCallback, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PrintView } from "../../ipc/door";
import { Dialog } from "../../kit/Dialog";
import { Form } from "../../kit/Form";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { DestinationChoice } from "./DestinationChoice";
import { formOf, missing, toViewer } from "./destination";
import { LabelPlace } from "./LabelPlace";
import { Buttons } from "./PrintDialog";
import { Printed } from "./Printed";
import { usePrinting } from "./usePrinting";
import "./print.css";

interface Props {
  print: PrintView;
  onClose: () => void;
}

/** The same once more, with the next copy number. */
export function ReprintDialog({ print: earlier, onClose }: Props) {
  const { say, format } = useSpeech();
  const door = useDoor();
  const [to, setTo] = useState(toViewer);
  const [start, setStart] = useState(earlier.labels?.start ?? null);
  const ask = useCallback(() => door.labelSheets(), [door]);
  const sheets = dataOf(useAnswer(ask).answering);
  const sheet = sheets?.find(({ name }) => name === earlier.labels?.sheet);
  const { printing, print, open } = usePrinting();
  const unavailable = missing(to, say.print);
  const submit = () => {
    if (!unavailable) void print(() => door.reprint(earlier.id, start, formOf(to)), to);
  };
  return (
    <Dialog title={say.print.again} className="print again" onClose={onClose}>
      {printing.state === "printed" ? (
        <Printed {...printing} onOpen={() => open(printing.printed)} onClose={onClose} />
      ) : (
        <Form className="narrow" onSubmit={submit}>
          <div>
            <p className="label">{say.print.documents[earlier.document]}</p>
            <p className="number subject">{earlier.subject}</p>
            <p className="grey">
              {say.thing.copy(earlier.copy)} · {say.settings.languages[earlier.language]} ·{" "}
              {say.thing.doneBy(format.moment(earlier.at), earlier.by)}
            </p>
          </div>
          <p>{say.print.againNote}</p>
          {sheet && start !== null && (
            <div>
              <p className="label">{sheet.name}</p>
              <LabelPlace sheet={sheet} start={start} count={1} onStart={setStart} />
            </div>
          )}
          <DestinationChoice to={to} onTo={setTo} masks={false} />
          <Buttons printing={printing} unavailable={unavailable} onClose={onClose} />
        </Form>
      )}
    </Dialog>
  );
}
