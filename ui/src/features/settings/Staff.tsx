import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { StaffView } from "../../ipc/door";
import { AskedPage, useAsked } from "../../kit/Asked";
import { Button } from "../../kit/Button";
import { AddStaff } from "./AddStaff";
import { ChangeStaff } from "./ChangeStaff";
import { RemoveStaff } from "./RemoveStaff";

type Doing = { what: "add" } | { what: "change" | "remove"; member: StaffView } | null;

/** Who may sign in, and what they may do (ACC-5). */
export function Staff() {
  const { say } = useSpeech();
  const door = useDoor();
  const { asked, again } = useAsked(() => door.staff());
  const [doing, setDoing] = useState<Doing>(null);
  const [done, setDone] = useState("");
  const close = () => setDoing(null);
  const onDone = (words: string) => {
    setDoing(null);
    setDone(words);
    again();
  };
  const words = say.account.staff;
  return (
    <AskedPage asked={asked} onAgain={again}>
      {(staff) => (
        <>
          <p>{words.lead}</p>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.login}</th>
                <th scope="col">{words.role}</th>
                <th scope="col">{words.email}</th>
                <th scope="col">{words.factor}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">
                  <span className="hidden">{words.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {staff.map((member) => (
                <tr key={member.id}>
                  <th scope="row" className="selectable">
                    <span className="number">{member.login}</span>
                    {member.own && words.you}
                  </th>
                  <td>{words.roles[member.role]}</td>
                  <td className="selectable">{member.email ?? <span className="grey">{words.dealersEmail}</span>}</td>
                  <td>{member.second_factor ? words.on : words.off}</td>
                  <td>{member.disabled ? words.disabled : words.active}</td>
                  <td className="actions">
                    <Button
                      kind="quiet"
                      aria-label={words.editOf(member.login)}
                      onClick={() => setDoing({ what: "change", member })}
                    >
                      {words.edit}
                    </Button>
                    <Button
                      kind="quiet"
                      aria-label={words.removeOf(member.login)}
                      unavailable={member.last_owner && words.lastOwner}
                      onClick={() => setDoing({ what: "remove", member })}
                    >
                      {words.remove}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="row">
            <Button kind="main" onClick={() => setDoing({ what: "add" })}>
              {words.add}
            </Button>
            <span className="grey">{words.count(staff.length)}</span>
            <span role="status">{done}</span>
          </p>
          {doing?.what === "add" && <AddStaff onClose={close} onDone={onDone} />}
          {doing?.what === "change" && <ChangeStaff member={doing.member} onClose={close} onDone={onDone} />}
          {doing?.what === "remove" && <RemoveStaff member={doing.member} onClose={close} onDone={onDone} />}
        </>
      )}
    </AskedPage>
  );
}
