import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { StaffRole, StaffView } from "../../ipc/door";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { Tick } from "../../kit/Tick";
import { useSubmit } from "../../kit/useSubmit";
import { DialogButtons, OwnPasswordField } from "./parts";
import { roles, useWantsPassword } from "./roles";

interface Props {
  member: StaffView;
  onClose: () => void;
  onDone: (words: string) => void;
}

/** Another role for a member, or none for a while; and the way back for whoever lost their second factor. */
export function ChangeStaff({ member, onClose, onDone }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.account.staff;
  const [role, setRole] = useState<StaffRole>(member.role);
  const [disabled, setDisabled] = useState(member.disabled);
  const [drop, setDrop] = useState(false);
  const [own, setOwn] = useState("");
  const wantsOwn = useWantsPassword(member.role, role, drop);
  const { working, problem, setProblem, submit } = useSubmit();
  const unchanged = role === member.role && disabled === member.disabled && !drop;
  const send = (fields: HTMLFormControlsCollection) => {
    if (unchanged) return onClose();
    if (wantsOwn && own === "") return focusOn(fields, "own");
    submit(
      () =>
        door.changeStaff({
          id: member.id,
          role,
          disabled,
          drop_second_factor: drop,
          own_password: wantsOwn ? own : null,
        }),
      () => onDone(words.changed(member.login)),
      (problem) => problem.code === "wrong_credentials" && focusOn(fields, "own"),
    );
  };
  const wrongOwn = problem?.code === "wrong_credentials";
  return (
    <Dialog title={words.editTitle(member.login)} className="ask" onClose={onClose}>
      <Form className="form" onSubmit={send}>
        {member.last_owner && <Notice words={{ what: words.lastOwner, todo: "" }} />}
        <Choice label={words.role} value={role} options={roles} names={words.roles} onChoose={setRole} />
        <p className="hint">{words.rights[role]}</p>
        <Tick label={words.disable} checked={disabled} onChange={(event) => setDisabled(event.target.checked)} />
        {member.second_factor && !member.own && (
          <Tick label={words.dropFactor} checked={drop} onChange={(event) => setDrop(event.target.checked)} />
        )}
        {wantsOwn && (
          <OwnPasswordField
            label={say.account.ownPassword}
            value={own}
            onChange={(password) => {
              setOwn(password);
              setProblem(null);
            }}
            isWrong={wrongOwn}
          />
        )}
        {problem && !wrongOwn && <Notice words={explain(problem)} kind="danger" />}
        <DialogButtons
          act={say.account.save}
          working={working}
          unavailable={unchanged && say.account.unchanged}
          onClose={onClose}
        />
      </Form>
    </Dialog>
  );
}
