import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";

/** TSU-12: both types of device are there; for an MPCS the supplier is to be asked. */
export function Machine() {
  const { say } = useSpeech();
  const words = say.renew.machine;
  return (
    <fieldset className="machine">
      <legend>{words.label}</legend>
      <Button aria-pressed={true}>{words.hd}</Button>
      <Button unavailable={words.mpcsReason}>{words.mpcs}</Button>
      <p className="note">{words.mpcsReason}</p>
    </fieldset>
  );
}
