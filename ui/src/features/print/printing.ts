import type { DocumentKind, LabelSheetView, Language, PrintForm } from "../../ipc/door";
import { documents, papersOf } from "../../ipc/door";
import type { Printable } from "../../kit/place";

/** What `document` would be of. Letters and licences are chosen in the room of prints. */
export function subjectsOf(document: DocumentKind, { keys, device, customer }: Printable): string[] {
  switch (document) {
    case "startup-card":
    case "activation-sheet":
    case "key-label":
      return keys;
    case "registration-sheet":
      return device ? [device] : [];
    case "customer-set":
      return customer ? [customer.id] : [];
    case "renewal-letter":
    case "licence-sheet":
      return [];
  }
}

/** The documents that can be made of it. */
export function documentsOf(what: Printable): DocumentKind[] {
  return documents.filter((document) => subjectsOf(document, what).length > 0);
}

/** How documents are made, whatever they are of. */
export type How = Pick<PrintForm, "document" | "paper" | "labels" | "language">;

/** The same with another document, on its usual paper. */
export function withDocument(how: How, document: DocumentKind): How {
  return { ...how, document, paper: papersOf[document][0] };
}

/** What printing begins with. */
export function howFor(document: DocumentKind, language: Language): How {
  return { document, paper: papersOf[document][0], labels: null, language };
}

/** Whether everything is chosen that the document needs. */
export function isWhole({ document, labels }: How): boolean {
  return document !== "key-label" || labels !== null;
}

export function labelsOn({ columns, rows }: LabelSheetView): number {
  return columns * rows;
}
