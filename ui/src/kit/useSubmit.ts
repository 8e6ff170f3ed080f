import { useState } from "react";
import type { Answer, Problem } from "../ipc/door";

/** Sending something once at a time: whether it is under way, and why it was not done. */
export function useSubmit() {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async <T>(
    ask: () => Promise<Answer<T>>,
    done: (data: T) => void,
    refused: (problem: Problem) => void = () => {},
  ) => {
    if (working) return;
    setWorking(true);
    setProblem(null);
    const answer = await ask();
    setWorking(false);
    if (answer.status === "ok") return done(answer.data);
    setProblem(answer.error);
    refused(answer.error);
  };
  return { working, problem, setProblem, submit };
}
