import type { Sentences } from "../sentences";
import { plural } from "./plural";

export const print: Sentences["print"] = {
  action: "Print",
  title: "Print",
  document: "Document",
  documents: { "startup-card": "Startup information card", "activation-sheet": "Activation key sheet" },
  paper: "Paper",
  papers: { a4: "A4", a6: "A6" },
  language: "Language of the document",
  of: (keys) => (keys === 1 ? "For" : `For ${plural(keys, "key", "keys")}`),
  previewOf: (page, pages) => `Preview, page ${page} of ${pages}`,
  previewing: "Making the preview …",
  pages: (pages) => plural(pages, "page", "pages"),
  nextPage: "Next page",
  previousPage: "Previous page",
  submit: "Print",
  printing: "Making the document …",
  close: "Close",
  done: (pages) => `The document is ready (${plural(pages, "page", "pages")})`,
  where: "Where the file is",
  opened: "It is open in your PDF viewer. Send it to paper from there.",
  opening: "Opening your PDF viewer …",
  notOpened: { what: "Your PDF viewer did not open.", todo: "Open the file from the place above." },
  openAgain: "Open again",
  unavailable: "There is no preview, so it cannot be printed yet.",
};
