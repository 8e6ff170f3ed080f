import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { StaffView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";

interface Props {
  member: StaffView;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Removing a member cannot be undone, and says what ends by it. */
export function RemoveStaff({ member, onClose, onDone }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.account.staff;
  const { working, problem, submit } = useSubmit();
  return (
    <Dialog title={words.removeTitle(member.login)} className="ask" onClose={onClose}>
      <div className="form">
        <p>{words.removeNote}</p>
        {problem && <Notice words={explain(problem)} kind="danger" />}
        <p className="buttons">
          <Button onClick={onClose} hotkey="Esc" data-first>
            {say.account.cancel}
          </Button>
          <Button
            kind="final"
            unavailable={working && say.account.sending}
            onClick={() =>
              submit(
                () => door.removeStaff(member.id),
                () => onDone(words.removed(member.login)),
              )
            }
          >
            {working ? say.account.sending : words.remove}
          </Button>
        </p>
      </div>
    </Dialog>
  );
}
