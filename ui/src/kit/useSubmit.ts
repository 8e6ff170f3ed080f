import { useState } from "react";
import type { Answer, Problem } from "../ipc/door";
import { useAsking } from "./useAsking";

/** Sending something once at a time: whether it is under way, and why it was not done. */
export function useSubmit() {
  const { asking, ask, cancel } = useAsking();
  const [problem, setProblem] = useState<Problem | null>(null);
  const working = asking !== "no";
  const submit = async <T>(
    send: () => Promise<Answer<T>>,
    done: (data: T) => void,
    refused: (problem: Problem) => void = () => {},
  ) => {
    if (working) return;
    setProblem(null);
    const answer = await ask(send());
    if (!answer) return;
    if (answer.status === "ok") return done(answer.data);
    setProblem(answer.error);
    refused(answer.error);
  };
  return { working, asking, cancel, problem, setProblem, submit };
}
