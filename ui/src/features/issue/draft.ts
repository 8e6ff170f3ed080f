import type { DemoView, LineRefusal, MadeApplicationView, OutcomeView, Problem } from "../../ipc/door";
import { areFull, type Boxes, emptyBoxes, inBoxes, isNumber, symbolsOf } from "../../kit/boxes";
import type { FormKind } from "../../kit/useDraft";

export const categories = ["hd", "other"] as const;
export type Category = (typeof categories)[number];

/** The boxes of a number, as it is printed. */
export const sizes = {
  mpr: [4, 4, 4, 4],
  mac: [2, 2, 2, 2, 2, 2],
  activation: [4, 4, 4, 4],
  registration: [4, 4],
} as const;

/** Keys that one application may have. The desk decides; this many lines are offered. */
export const mostLines = 8;

/** One key, as it is typed. */
export interface Line {
  id: number;
  activation: Boxes;
  registration: Boxes;
}

/** An address for the result, and whether its box is ticked. */
export interface Recipient {
  on: boolean;
  address: string;
}

/** An application, as far as it was typed. */
export interface Draft {
  category: Category;
  device: Boxes;
  site: [string, string];
  /** The device for which the site was typed here, or `any`, typed before there was one. For any other it is recalled. */
  siteFor: string | null;
  lines: Line[];
  /** `null`: nothing was typed yet, and the dealer's own address stands there. */
  mail: [Recipient, Recipient] | null;
  /** `null`: the preset one. */
  subject: string | null;
}

/** Where one is in it. */
export type Stage =
  | { at: "category" }
  | { at: "device" }
  | { at: "device-check" }
  | { at: "keys" }
  | { at: "keys-check" }
  | { at: "review"; problem?: Problem }
  | { at: "result"; intent: string; outcome: OutcomeView; applied: Applied };

/** What the wizard begins with. */
export interface Start {
  draft: Draft;
  stage: Stage;
  refusals?: Refusals;
  /** The refused applications that this one replaces. */
  replaces?: string[];
}

/** What was applied for, as it was sent: whatever is typed afterwards changes nothing in it. */
export interface Applied {
  device: string;
  site: [string, string];
  /** The activation key numbers. */
  keys: string[];
  /** Those among them that this device had already: they are shown again, and nothing is bound. */
  again: string[];
  isMailed: boolean;
}

/** The five steps; some of them end with a question. */
export const steps = ["category", "device", "keys", "review", "result"] as const;
export type Step = (typeof steps)[number];

export function stepOf(stage: Stage): Step {
  switch (stage.at) {
    case "device-check":
      return "device";
    case "keys-check":
      return "keys";
    default:
      return stage.at;
  }
}

/** What the server refused, under the pair it refused: once either number is changed, it no longer stands there. */
export type Refusals = ReadonlyMap<string, LineRefusal>;

export function nameOf(line: Pick<Line, "activation" | "registration">): string {
  return `${line.activation.join("-")} ${line.registration.join("-")}`;
}

export function deviceSizes(boxes: Boxes): readonly number[] {
  return boxes.length === sizes.mac.length ? sizes.mac : sizes.mpr;
}

/** A device's number in the boxes that fit it. */
export function deviceBoxes(number: string): Boxes {
  const symbols = symbolsOf(number);
  return inBoxes(symbols, symbols.length === 12 ? sizes.mac : sizes.mpr);
}

let lastId = 0;

export function newLine(activation = "", registration = ""): Line {
  return {
    id: ++lastId,
    activation: inBoxes(symbolsOf(activation), sizes.activation),
    registration: inBoxes(symbolsOf(registration), sizes.registration),
  };
}

export function isFree(line: Line): boolean {
  return [...line.activation, ...line.registration].every((box) => box === "");
}

export function isWhole(line: Line): boolean {
  const { activation, registration } = line;
  return (
    areFull(activation, sizes.activation) &&
    areFull(registration, sizes.registration) &&
    isNumber(activation.join("") + registration.join(""))
  );
}

/** With a free line at the end, as long as there may be one more. */
export function withFreeLine(lines: Line[]): Line[] {
  const last = lines.at(-1);
  return last && (isFree(last) || lines.length >= mostLines) ? lines : [...lines, newLine()];
}

export function newDraft(): Draft {
  return {
    category: "hd",
    device: emptyBoxes(sizes.mpr),
    site: ["", ""],
    siteFor: null,
    lines: [newLine()],
    mail: null,
    subject: null,
  };
}

export function draftFor(device: string): Draft {
  const boxes = deviceBoxes(device);
  return { ...newDraft(), category: boxes.length === sizes.mac.length ? "other" : "hd", device: boxes };
}

/** The next application for the same device. */
export function nextFor(draft: Draft): Draft {
  return { ...draft, lines: [newLine()], subject: null };
}

/** An application that was made, to be corrected. */
export function draftOf(application: MadeApplicationView): Draft {
  const [first, second] = application.mail?.to ?? [];
  return {
    ...draftFor(application.device),
    site: application.site ?? ["", ""],
    siteFor: application.site && application.device,
    lines: application.keys.map((key) => newLine(key.activation_key, key.registration_id)),
    mail: application.mail && [
      { on: first !== undefined, address: first ?? "" },
      { on: second !== undefined, address: second ?? "" },
    ],
    subject: application.mail?.subject ?? null,
  };
}

/** The demonstration, with everything filled in. */
export function draftOfDemo(demo: DemoView): Draft {
  return {
    ...draftFor(demo.device),
    site: demo.site,
    siteFor: demo.device,
    lines: demo.keys.map((key) => newLine(key.activation_key, key.registration_id)),
  };
}

/** Whether something would be lost by starting anew. */
function isTouched(draft: Draft): boolean {
  return [...draft.device, ...draft.site].some((text) => text !== "") || !draft.lines.every(isFree);
}

/** An application whose lines have ids of this window. */
export function numbered(draft: Draft): Draft {
  return { ...draft, lines: draft.lines.map((line) => ({ ...line, id: ++lastId })) };
}

/** What is kept of an application until it is sent. What was said of it is asked again; the digits typed again are typed once more. */
export function keptOf(draft: Draft, stage: Stage, replaces: string[]): Start | null {
  return stage.at === "result" ? null : { draft, stage: { at: stage.at }, replaces };
}

export const application: FormKind<Start> = {
  name: "issue",
  version: 1,
  blank: () => ({ draft: newDraft(), stage: { at: "category" } }),
  isTouched: ({ draft }) => isTouched(draft),
};
