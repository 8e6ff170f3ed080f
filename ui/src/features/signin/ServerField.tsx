import { useSpeech } from "../../i18n";
import type { Problem } from "../../ipc/door";
import { Field } from "../../kit/Field";
import { placeOf, useExplainHere } from "./places";

interface Props {
  server: string;
  onServer: (server: string) => void;
  problem: Problem | null;
  autoFocus?: boolean;
}

/** The address of the server, with what is wrong with the way to it. */
export function ServerField({ server, onServer, problem, autoFocus }: Props) {
  const { say } = useSpeech();
  const explain = useExplainHere();
  const wrong = problem && placeOf(problem) === "server" ? problem : null;
  const isMissing = wrong?.code === "server_address" && !wrong.typed?.trim();
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
      wrong={wrong ? (isMissing ? say.account.required : explain(wrong)) : undefined}
    />
  );
}
