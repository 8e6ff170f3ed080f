import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useSpeech } from "../i18n";
import type { Answer, Problem } from "../ipc/door";
import { Button } from "./Button";
import { Notice } from "./Notice";
import { Late } from "./Told";

export type Asked<T> = { state: "asking" } | { state: "there"; data: T } | { state: "refused"; problem: Problem };

/** What the server is asked for when the page opens, and whenever `again` is called; what is there stays until the answer comes. */
export function useAsked<T>(ask: () => Promise<Answer<T>>) {
  const [asked, setAsked] = useState<Asked<T>>({ state: "asking" });
  const again = async () => {
    const answer = await ask();
    setAsked(
      answer.status === "ok" ? { state: "there", data: answer.data } : { state: "refused", problem: answer.error },
    );
  };
  const begin = useEffectEvent(again);
  useEffect(() => {
    begin();
  }, []);
  return { asked, again };
}

interface Props<T> {
  asked: Asked<T>;
  onAgain: () => void;
  children: (data: T) => ReactNode;
}

/** Shows what was asked for, that it is being asked, or why it is not there. */
export function AskedPage<T>({ asked, onAgain, children }: Props<T>) {
  const { say, explain } = useSpeech();
  if (asked.state === "there") return children(asked.data);
  if (asked.state === "asking") return <Late words={say.account.asking} />;
  const owners = asked.problem.code === "role_may_not";
  return (
    <Notice words={owners ? say.account.ownersOnly : explain(asked.problem)}>
      {!owners && (
        <p>
          <Button onClick={onAgain}>{say.account.askAgain}</Button>
        </p>
      )}
    </Notice>
  );
}
