import type { Dispatch, SetStateAction } from "react";
import { useSpeech, type Words } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PasswordFault, Problem } from "../../ipc/door";
import { PasswordField } from "./PasswordField";

/** A new password, typed twice, and what is wrong with it. */
interface NewPasswordState {
  first: string;
  second: string;
  wrong: PasswordFault | "different" | null;
}

export const noPassword: NewPasswordState = { first: "", second: "", wrong: null };

interface Props {
  value: NewPasswordState;
  onChange: Dispatch<SetStateAction<NewPasswordState>>;
  autoFocus?: boolean;
}

/** Both fields of a new password. Each is checked when it is left. */
export function NewPassword({ value, onChange, autoFocus }: Props) {
  const { say } = useSpeech();
  const door = useDoor();
  const words: Words | undefined =
    value.wrong && value.wrong !== "different" ? say.account.passwordWrong[value.wrong] : undefined;
  return (
    <>
      <PasswordField
        name="new"
        label={say.account.newPassword}
        hint={say.account.passwordRule}
        autoComplete="new-password"
        autoFocus={autoFocus}
        value={value.first}
        onChange={(event) => onChange({ ...value, first: event.target.value, wrong: null })}
        onBlur={async () => {
          if (value.first === "") return;
          const checked = await door.checkPassword(value.first);
          if (checked.status !== "ok" || !checked.data) return;
          // Meanwhile other things were typed, and must stay.
          const wrong = checked.data;
          onChange((now) => (now.first === value.first ? { ...now, wrong } : now));
        }}
        wrong={words}
      />
      <PasswordField
        name="again"
        label={say.account.again}
        autoComplete="new-password"
        value={value.second}
        onChange={(event) => onChange({ ...value, second: event.target.value, wrong: null })}
        wrong={value.wrong === "different" ? say.account.different : undefined}
      />
    </>
  );
}

/** What keeps this password from being sent; the server has the last word. */
export function faultOf({ first, second }: NewPasswordState): NewPasswordState["wrong"] {
  if (first === "") return "length";
  return first === second ? null : "different";
}

/** The fault that a refusal tells of. */
export function faultIn(problem: Problem): PasswordFault | null {
  return problem.code === "password_refused" ? problem.why : null;
}
