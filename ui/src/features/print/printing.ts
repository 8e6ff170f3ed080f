import type { DocumentKind, Language, Paper, PrintForm, Problem } from "../../ipc/door";

/** Where a print stands. */
export type Printing =
  | { state: "choosing" }
  | { state: "printing" }
  | { state: "refused"; problem: Problem }
  | { state: "printed"; file: string; pages: number; viewer: "opening" | "open" | "closed" };

/** The paper people mean when they choose a document and say no more. */
const usualPaper: Record<DocumentKind, Paper> = { "startup-card": "a6", "activation-sheet": "a4" };

/** What printing keys begins with. */
export function formFor(keys: string[], language: Language): PrintForm {
  return { document: "startup-card", keys, paper: usualPaper["startup-card"], language };
}

/** The same with another document, on its usual paper. */
export function withDocument(form: PrintForm, document: DocumentKind): PrintForm {
  return { ...form, document, paper: usualPaper[document] };
}
