import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PrintedView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import type { Viewer } from "./usePrinting";

interface Props {
  printed: PrintedView;
  viewer: Viewer;
  onOpen: () => void;
  onClose: () => void;
}

/** Where the print is now: in a file, or on paper. */
export function Printed({ printed, viewer, onOpen, onClose }: Props) {
  const { say } = useSpeech();
  const door = useDoor();
  const { file, printer, pages } = printed;
  return (
    <div className="printed">
      <h2>{printer === null ? say.print.done(pages) : say.print.sent(printer, pages)}</h2>
      {file !== null && (
        <div>
          <p className="label">{say.print.where}</p>
          <div className="place">
            <p className="file selectable">{file}</p>
            <CopyButton what={say.print.where} text={file} />
          </div>
        </div>
      )}
      <div role="status">
        {printer !== null && <p>{say.print.sentNote}</p>}
        {file !== null && viewer === "not asked" && <p>{say.print.mailNote}</p>}
        {viewer === "opening" && <p>{say.print.opening}</p>}
        {viewer === "open" && <p>{say.print.opened}</p>}
        {viewer === "closed" && <Notice words={say.print.notOpened} />}
      </div>
      <div className="buttons">
        {file !== null && <Button onClick={() => door.showInFolder(file)}>{say.print.folder}</Button>}
        {file !== null && viewer !== "not asked" && <Button onClick={onOpen}>{say.print.openAgain}</Button>}
        <Button kind="main" autoFocus hotkey="Enter" onClick={onClose}>
          {say.print.close}
        </Button>
      </div>
    </div>
  );
}
