import type { DocumentKind, HitView, Language, Paper, PrintForm, Problem } from "../../ipc/door";

/** Where a print stands. */
export type Printing =
  | { state: "choosing" }
  | { state: "printing" }
  | { state: "refused"; problem: Problem }
  | { state: "printed"; file: string; pages: number; viewer: "opening" | "open" | "closed" };

/** The paper people mean when they choose a document and say no more. */
const usualPaper: Record<DocumentKind, Paper> = { "startup-card": "a6", "activation-sheet": "a4" };

/** What printing a key begins with. */
export function formFor(hit: HitView, language: Language): PrintForm {
  return { document: "startup-card", keys: [hit.activation_key], paper: usualPaper["startup-card"], language };
}

/** The same with another document, on its usual paper. */
export function withDocument(form: PrintForm, document: DocumentKind): PrintForm {
  return { ...form, document, paper: usualPaper[document] };
}
