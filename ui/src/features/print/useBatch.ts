import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { BatchForm, BatchProgress, BatchView, Problem } from "../../ipc/door";

/** Where a batch stands. */
export type Batch =
  | { state: "choosing" }
  | { state: "running"; progress: BatchProgress | null; stopping: boolean }
  | { state: "refused"; problem: Problem }
  | { state: "done"; result: BatchView };

/** How long people need no word about waiting, and how often it is asked how far it is then. */
const patience = 300;
const interval = 200;

/** Prints a batch, and follows it. */
export function useBatch() {
  const door = useDoor();
  const [batch, setBatch] = useState<Batch>({ state: "choosing" });
  const isRunning = batch.state === "running";
  useEffect(() => {
    if (!isRunning) return;
    let current = true;
    let timer = setTimeout(look, patience);
    async function look() {
      const answer = await door.batchProgress();
      if (!current) return;
      if (answer.status === "ok") {
        setBatch((batch) => (batch.state === "running" ? { ...batch, progress: answer.data } : batch));
      }
      timer = setTimeout(look, interval);
    }
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [door, isRunning]);
  const begin = async (form: BatchForm, onDone: () => void) => {
    if (isRunning) return;
    setBatch({ state: "running", progress: null, stopping: false });
    const answer = await door.printBatch(form);
    if (answer.status === "error") return setBatch({ state: "refused", problem: answer.error });
    setBatch({ state: "done", result: answer.data });
    onDone();
  };
  const cancel = () => {
    setBatch((batch) => (batch.state === "running" ? { ...batch, stopping: true } : batch));
    void door.cancelBatch();
  };
  return { batch, begin, cancel, again: () => setBatch({ state: "choosing" }) };
}
