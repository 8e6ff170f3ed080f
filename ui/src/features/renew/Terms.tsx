import { useEffect, useEffectEvent, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Terms as Kind, Problem, TermsView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { Told } from "../../kit/Told";
import { useAsking } from "../../kit/useAsking";

interface Props {
  kind: Kind;
  onAccept: (version: number) => void;
  onBack: () => void;
}

type Loaded = { state: "loading" } | { state: "problem"; problem: Problem } | { state: "shown"; terms: TermsView };

/** TSU-10: the terms in force, read and accepted, or refused, which ends it. */
export function Terms({ kind, onAccept, onBack }: Props) {
  const { say, language, explain } = useSpeech();
  const words = say.renew.terms;
  const door = useDoor();
  const { asking, ask } = useAsking();
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const [agreed, setAgreed] = useState(false);
  const [refused, setRefused] = useState(false);

  const load = useEffectEvent(async () => {
    const answer = await ask(door.terms());
    if (!answer) return;
    const terms = answer.status === "ok" && answer.data.find((terms) => terms.kind === kind);
    if (terms) setLoaded({ state: "shown", terms });
    else if (answer.status === "error") setLoaded({ state: "problem", problem: answer.error });
  });
  useEffect(() => void load(), []);
  // Whoever was away from the server reads them as soon as it is back.
  const news = useEffectEvent(() => {
    if (loaded.state === "problem") void load();
  });
  useEffect(() => door.onStatus(() => news()), [door]);

  if (refused) {
    return (
      <section className="step ended">
        <h2>{words.refusedTitle}</h2>
        <p>{words.refused}</p>
        <div className="buttons">
          <Button kind="main" autoFocus onClick={onBack}>
            {words.again}
          </Button>
        </div>
      </section>
    );
  }
  const version = loaded.state === "shown" ? loaded.terms.version : null;
  return (
    <form
      className="step terms"
      onSubmit={(event) => {
        event.preventDefault();
        if (agreed && version !== null) onAccept(version);
      }}
    >
      <h2>
        {words.titles[kind]} {version !== null && <span className="note">{words.version(version)}</span>}
      </h2>
      <Told>{loaded.state === "loading" && asking === "slow" && <p>{words.loading}</p>}</Told>
      {loaded.state === "problem" && <Notice words={explain(loaded.problem)} kind="danger" />}
      {loaded.state === "shown" && (
        <>
          {loaded.terms.remembered && <p className="note">{words.remembered}</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section className="text selectable" tabIndex={0} aria-label={words.titles[kind]}>
            {loaded.terms[language].split("\n\n").map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
          <label className="agree">
            <input type="checkbox" autoFocus checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
            {words.agree}
          </label>
        </>
      )}
      <div className="buttons">
        <Button onClick={onBack}>{say.renew.back}</Button>
        <Button onClick={() => setRefused(true)}>{words.refuse}</Button>
        <Button kind="main" type="submit" unavailable={!agreed && words.unread}>
          {words.accept}
        </Button>
      </div>
    </form>
  );
}
