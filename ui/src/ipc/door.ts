import type { commands, DocumentKind, Language, Problem, StatusView, SyncEvent } from "./bindings.gen";

export type * from "./bindings.gen";
export { filtersOf, largestScan, papersOf } from "./bindings.gen";

/** What was asked for, or why not. Nothing else comes through the door: it never throws. */
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };

/** What these pages may ask the desk: its commands, each with its `Answer`. */
export type Asking = typeof commands;

/** What these pages hear of the desk. Each answers with what ends the listening. */
interface Hearing {
  onStatus(listener: (status: StatusView) => void): () => void;
  onSync(listener: (event: SyncEvent) => void): () => void;
}

/** The one door between these pages and the desk. */
export type Door = Asking & Hearing;

/** Every document there is, in the order people use them. */
export const documents = [
  "startup-card",
  "registration-sheet",
  "activation-sheet",
  "key-label",
  "renewal-letter",
  "customer-set",
  "licence-sheet",
] as const satisfies DocumentKind[];

/** Every language there is. */
export const languages = ["ja", "en"] as const satisfies Language[];
