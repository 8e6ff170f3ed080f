import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { AccountView, StaffRole, StatusView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";

interface Props {
  status: StatusView;
  account: AccountView;
  onSignedOut: (status: StatusView) => void;
}

/** What this computer is to the office: who is signed in on it, and how its data is kept. */
export function Computer({ status, account, onSignedOut }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const { problem, submit } = useSubmit();
  const keyInFile = status.warnings.find((warning) => warning.code === "key_in_file");
  return (
    <>
      <p>{say.account.computer.lead}</p>
      <dl className="facts selectable">
        <dt>{say.settings.company}</dt>
        <dd>{account.company}</dd>
        <dt>{say.settings.login}</dt>
        <dd>{account.login}</dd>
        <dt>{say.settings.role}</dt>
        <dd>{say.account.staff.roles[account.role as StaffRole] ?? account.role}</dd>
        <dt>{say.settings.server}</dt>
        <dd>{account.server}</dd>
      </dl>
      {keyInFile ? <Notice words={explain(keyInFile)} /> : <p>{say.settings.keyInKeychain}</p>}
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <p className="row">
        <Button onClick={() => submit(() => door.signOut(), onSignedOut)}>{say.settings.signOut}</Button>
        <span className="grey">{say.settings.signOutNote}</span>
      </p>
    </>
  );
}
