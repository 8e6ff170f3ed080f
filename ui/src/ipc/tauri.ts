import { commands, events } from "./bindings.gen";
import type { Answer, Door, Problem } from "./door";

/** The door into the program that this window belongs to. */
export const tauriDoor: Door = {
  status: () => answered(commands.status()),
  setAside: () => answered(commands.setAside()),
  language: () => answered(commands.language()),
  setLanguage: (language) => answered(commands.setLanguage(language)),
  signIn: (form) => answered(commands.signIn(form)),
  signOut: () => answered(commands.signOut()),
  sync: () => answered(commands.sync()),
  find: (query, limit) => answered(commands.find(query, limit)),
  key: (activationKey) => answered(commands.key(activationKey)),
  preview: (form, page, width) => answered(commands.preview(form, page, width)),
  print: (form) => answered(commands.print(form)),
  openPrinted: (file) => answered(commands.openPrinted(file)),
  notify: (title, body) => answered(commands.notify(title, body)),
  onStatus: (listener) => listening(events.statusChanged.listen(({ payload }) => listener(payload))),
  onSync: (listener) => listening(events.syncMoved.listen(({ payload }) => listener(payload))),
};

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
