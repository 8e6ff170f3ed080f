import { commands, events } from "./bindings.gen";
import type { Answer, Asking, Door, Problem } from "./door";

/** The door into the program that this window belongs to. */
export const tauriDoor: Door = {
  ...asking(),
  onStatus: (listener) => listening(events.statusChanged.listen(({ payload }) => listener(payload))),
  onSync: (listener) => listening(events.syncMoved.listen(({ payload }) => listener(payload))),
};

/** Every command, so that it answers whatever happens. */
function asking(): Asking {
  const safe =
    (command: (...facts: never[]) => Promise<Answer<unknown>>) =>
    (...facts: never[]) =>
      answered(command(...facts));
  return Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, safe(command)])) as Asking;
}

/** The desk's problems have a code. Anything else is a fault of the window itself, such as a command it does not know. */
async function answered<T>(call: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    const answer = await call;
    return answer.status === "ok" || isProblem(answer.error) ? answer : fault;
  } catch {
    return fault;
  }
}

const fault = { status: "error", error: { code: "failed", report: "W-1" } } satisfies Answer<never>;

function isProblem(error: unknown): error is Problem {
  return typeof error === "object" && error !== null && "code" in error;
}

/** Listening begins and ends asynchronously; whoever stops before it began stops it as it begins. */
function listening(begun: Promise<() => void>): () => void {
  return () => void begun.then((end) => end());
}
