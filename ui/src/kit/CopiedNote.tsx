import { useSpeech } from "../i18n";
import { type Copied, useCopied, useSecondsUntil } from "./clipboard";

/** What was copied, and how long it stays: calm, always at the same place, and said once. */
export function CopiedNote() {
  const { say, explain } = useSpeech();
  const copied = useCopied();
  return (
    <div className="copied" role="status">
      {copied.state === "held" && <Held copied={copied} />}
      {copied.state === "gone" && <p className="hidden">{say.copy.gone}</p>}
      {copied.state === "refused" && (
        <p>
          {explain(copied.problem).what} {explain(copied.problem).todo}
        </p>
      )}
    </div>
  );
}

function Held({ copied }: { copied: Extract<Copied, { state: "held" }> }) {
  const { say } = useSpeech();
  const seconds = useSecondsUntil(copied.until);
  return (
    <>
      <p>{say.copy.done(copied.what)}</p>
      {/* Counted for the eye alone; it is said how long it stays when it is copied. */}
      <p aria-hidden="true">{say.copy.stays(seconds)}</p>
    </>
  );
}
