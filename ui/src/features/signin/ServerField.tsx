import { useSpeech } from "../../i18n";
import type { Problem } from "../../ipc/door";
import { Field } from "../../kit/Field";
import { placeOf } from "./places";

interface Props {
  server: string;
  onServer: (server: string) => void;
  problem: Problem | null;
  autoFocus?: boolean;
}

/** The address of the server, with what is wrong with the way to it. */
export function ServerField({ server, onServer, problem, autoFocus }: Props) {
  const { say, explain } = useSpeech();
  const wrong = problem && placeOf(problem) === "server" ? problem : null;
  const words = (problem: Problem) => {
    if (problem.code === "server_address" && !problem.typed?.trim()) return say.account.required;
    return problem.code === "unreachable" ? say.signIn.unreachable : explain(problem);
  };
  return (
    <Field
      name="server"
      label={say.signIn.server}
      hint={say.signIn.serverHint}
      inputMode="url"
      autoCapitalize="none"
      spellCheck={false}
      autoFocus={autoFocus}
      value={server}
      onChange={(event) => onServer(event.target.value)}
      wrong={wrong ? words(wrong) : undefined}
    />
  );
}
