import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import type { Printing } from "./printing";

interface Props {
  printed: Extract<Printing, { state: "printed" }>;
  onAgain: () => void;
  onClose: () => void;
}

/** Where the print lies now. */
export function Printed({ printed, onAgain, onClose }: Props) {
  const { say } = useSpeech();
  const viewer = { opening: say.print.opening, open: say.print.opened, closed: say.print.notOpened };
  return (
    <div className="printed">
      <h2>{say.print.done(printed.pages)}</h2>
      <div>
        <p className="label">{say.print.where}</p>
        <p className="file selectable">{printed.file}</p>
        <CopyButton what={say.print.where} text={printed.file} />
      </div>
      <p role="status">{viewer[printed.viewer]}</p>
      <div className="buttons">
        <Button onClick={onAgain}>{say.print.openAgain}</Button>
        <Button kind="main" autoFocus hotkey="Enter" onClick={onClose}>
          {say.print.close}
        </Button>
      </div>
    </div>
  );
}
