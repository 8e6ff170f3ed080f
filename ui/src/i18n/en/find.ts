import type { Sentences } from "../sentences";
import { plural } from "./plural";

export const search: Sentences["search"] = {
  label: "Look up by number, customer, device and more",
  placeholder: "Number, customer, site, product …",
  results: "Keys found",
  idleTitle: "Type above, and results appear at once",
  idleExamples: [
    ["Part of a number", "With or without hyphens"],
    ["Customer or site", "Katakana and hiragana, full and half width are the same"],
    ["MPR ID or MAC address", "Lists the keys registered on that device"],
    ["Product code", "The beginning is enough"],
  ],
  noneTitle: (query) => `No key matches “${query}”`,
  noneNumber: "An activation key number has 16 digits, of 0–9 and A–F alone. Check it for too many, and for O and I.",
  noneTodo: "Try another word or part of a number. A key that has only just arrived is found after a sync.",
  count: (found, more) => (more ? `More than ${found} keys; the first ${found}` : plural(found, "key", "keys")),
  columns: {
    number: "Key number",
    product: "Product",
    customer: "Customer, site",
    device: "Device",
  },
  unregistered: "Not registered",
  keys: { select: "select", open: "details", print: "print", copy: "copy number", back: "back to typing" },
};

export const key: Sentences["key"] = {
  number: "Activation key number",
  registrationId: "Registration ID",
  registrationKey: "Registration key",
  device: "Registered device",
  customer: "Customer",
  site: "Site",
  product: "Product",
  purpose: "Use",
  issued: "Registered",
  doneBy: (at, by) => `${at} (${by})`,
  unregistered: "Not registered on any device yet.",
  prints: "Prints",
  noPrints: "Not printed on this computer yet.",
  copy: (copy) => (copy === 1 ? "copy" : `reprint ${copy - 1}`),
  printed: (document, copy) => `${document}, ${copy}`,
  none: "None",
  details: (number) => `Details of ${number}`,
  choose: "Select a key to see its details here.",
};

export const copy: Sentences["copy"] = { of: (what) => `Copy ${what}`, done: (what) => `${what} copied` };

export const secret: Sentences["secret"] = {
  show: "Show",
  hide: "Hide",
  showOf: (what) => `Show ${what}`,
  hideOf: (what) => `Hide ${what}`,
  masked: "hidden",
};
