import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import type { Printing } from "./printing";

interface Props {
  printed: Extract<Printing, { state: "printed" }>;
  onAgain: () => void;
  onClose: () => void;
}

/** Where the print lies now. */
export function Printed({ printed, onAgain, onClose }: Props) {
  const { say } = useSpeech();
  return (
    <div className="printed">
      <h2>{say.print.done(printed.pages)}</h2>
      <div>
        <p className="label">{say.print.where}</p>
        <div className="place">
          <p className="file selectable">{printed.file}</p>
          <CopyButton what={say.print.where} text={printed.file} />
        </div>
      </div>
      <div role="status">
        {printed.viewer === "opening" && <p>{say.print.opening}</p>}
        {printed.viewer === "open" && <p>{say.print.opened}</p>}
        {printed.viewer === "closed" && <Notice words={say.print.notOpened} />}
      </div>
      <div className="buttons">
        <Button onClick={onAgain}>{say.print.openAgain}</Button>
        <Button kind="main" autoFocus hotkey="Enter" onClick={onClose}>
          {say.print.close}
        </Button>
      </div>
    </div>
  );
}
