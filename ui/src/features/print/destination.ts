import type { Speech } from "../../i18n";
import type { DestinationForm } from "../../ipc/door";

/** Where a print goes. */
export const ways = ["viewer", "printer", "mail"] as const;
export type Way = (typeof ways)[number];

/** Where to, with all that was typed for it. A password is kept nowhere else, and no longer than the choice is open. */
export interface Destination {
  way: Way;
  printer: string | null;
  password: string;
  again: string;
  /** Only the last four digits show, in what goes by mail. */
  masked: boolean;
}

export const toViewer: Destination = { way: "viewer", printer: null, password: "", again: "", masked: true };

export function formOf({ way, printer, password }: Destination): DestinationForm {
  return { printer: way === "printer" ? printer : null, password: way === "mail" ? password : null };
}

export function isMasked({ way, masked }: Destination): boolean {
  return way === "mail" && masked;
}

/** Why nothing can go there yet. */
export function missing({ way, printer, password, again }: Destination, words: Speech["say"]["print"]): string | false {
  if (way === "printer" && printer === null) return words.noPrinterChosen;
  if (way !== "mail") return false;
  if (password === "") return words.passwordFirst;
  return password !== again && words.passwordsDiffer.what;
}

/** Letters and digits that cannot be mistaken for each other, read aloud or copied by hand. */
const signs = "23456789abcdefghjkmnpqrstuvwxyz";

/** A password that nobody guesses: four groups of four. */
export function proposePassword(): string {
  // Above the last multiple, some signs would come more often than others.
  const fair = 256 - (256 % signs.length);
  const bytes = [...crypto.getRandomValues(new Uint8Array(64))].filter((byte) => byte < fair);
  const text = bytes.map((byte) => signs[byte % signs.length]).join("");
  return (text.slice(0, 16).match(/.{4}/g) ?? []).join("-");
}
