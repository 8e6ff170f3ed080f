import type { Sentences } from "../sentences";
import { figure } from "./plural";

export const scan: Sentences["scan"] = {
  choose: "Look up a picture",
  dropHere: "Drop it here to read the codes in it",
  reading: "Reading the picture…",
  cancel: "Cancel",
  result: "What was read of the picture",
  close: "Close",
  withheld: {
    what: "The picture did not arrive.",
    todo: "Some systems do not hand over what is dropped or pasted. Press “Look up a picture” instead.",
  },
  verdicts: {
    genuine: "Genuine",
    contradicts: "Contradicts the records",
    unknown: "Cannot be confirmed",
    nothing: "No code found",
  },
  ofSeveral: (such, all, verdict) => {
    switch (verdict) {
      case "genuine":
        return `All ${figure(all)} are genuine`;
      case "contradicts":
        return such === 1
          ? `1 of ${figure(all)} contradicts the records`
          : `${figure(such)} of ${figure(all)} contradict the records`;
      case "unknown":
        return `${figure(such)} of ${figure(all)} cannot be confirmed`;
      case "nothing":
        return "No code found";
    }
  },
  nothingTodo:
    "Take the picture again in good light, with the whole code large in it. Documents with only the last four digits have none.",
  pagesLeft: (pages) => `There are too many pages; not read at the end: ${figure(pages)}.`,
  foreign: "Not the code of a document with keys",
  foreignTodo: "It is another code. Links are not opened.",
  page: (page) => `Page ${figure(page)}`,
  documents: {
    activation_sheet: "Activation key sheet",
    startup_card: "Startup-information card",
    registration_sheet: "Registration key sheet",
    licence_sheet: "Licence key sheet",
    renewal_letter: "Renewal letter",
    customer_set: "Customer set",
  },
  fields: {
    address: "Address",
    activation_key: "Activation key",
    registration_id: "Registration ID",
    device: "MPR ID / MAC address",
    registration_key: "Registration key",
    connection_no: "Connection number",
    licence_key: "Licence key",
    document_no: "Document number",
  },
  findings: { agrees: "agrees", unknown: "no record", differs: "differs" },
  differs: (positions) =>
    positions.length === 1 ? `digit ${positions[0]} differs` : `digits ${positions.join(", ")} differ`,
  elsewhere: (device) => `belongs to device ${device}`,
  todo: {
    genuine: "Every number agrees with a record that the server signed.",
    contradicts: "It is forged, misprinted or outdated. Use neither this paper nor its code: print the right one anew.",
  },
  unknown: {
    not_yours: "The server has no such number among your records either. Ask where the paper was bought.",
    no_answer: "It is not known on this computer. Connect, and read it again.",
  },
  lookUp: "Look up",
};
