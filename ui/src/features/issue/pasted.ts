import type { FoundNumbersView } from "../../ipc/door";
import { type Draft, deviceBoxes, isFree, isWhole, type Line, mostLines, newLine, withFreeLine } from "./draft";

/** What came of pasting a text. */
export type Pasted =
  | { result: "none" }
  /** Several devices: a person says which. */
  | { result: "several"; devices: string[] }
  | {
      result: "filled";
      devices: number;
      keys: number;
      /** Keys that found no room. */
      left: number;
      /** A device that is not the one applied for. */
      other: string | null;
    };

/**
 * Puts what was found where it belongs. A number without a name is a device where a device is wanted, and a key where keys are. The
 * device of the application changes only while it is being typed.
 */
export function filled(draft: Draft, found: FoundNumbersView, wanted: "device" | "keys"): [Draft, Pasted] {
  const devices = wanted === "device" && found.devices.length === 0 ? found.unnamed : found.devices;
  const unnamed = wanted === "keys" ? found.unnamed : [];
  const keys = [...found.keys, ...unnamed.map((number) => ({ activation_key: number, registration_id: null }))];
  if (devices.length === 0 && keys.length === 0) return [draft, { result: "none" }];

  const [lines, taken, left] = withKeys(draft.lines, keys);
  const [device] = devices;
  const changed = { ...draft, lines: withFreeLine(lines) };
  if (wanted === "device" && devices.length > 1) return [changed, { result: "several", devices }];
  const isOther = device !== undefined && deviceBoxes(device).join("") !== draft.device.join("");
  const takesDevice = wanted === "device" && device !== undefined;
  return [
    takesDevice ? { ...changed, device: deviceBoxes(device) } : changed,
    {
      result: "filled",
      devices: takesDevice ? 1 : 0,
      keys: taken,
      left,
      other: wanted === "keys" && isOther ? device : null,
    },
  ];
}

/** Whether what is told of a paste still holds: nothing of what it `made` was changed since. */
export function holds(made: Draft, now: Draft, { result }: Pasted): boolean {
  const told = result === "filled" ? made.lines.filter((line) => !isFree(line)) : made.lines;
  return made.device === now.device && told.every((line) => now.lines.includes(line));
}

/** The lines with `keys` in them: a key that stands there already is only made whole. Then how many were put, and how many had no room. */
function withKeys(lines: Line[], keys: FoundNumbersView["keys"]): [Line[], number, number] {
  const all = lines.filter((line) => !isFree(line));
  let [taken, left] = [0, 0];
  for (const key of keys) {
    const line = newLine(key.activation_key, key.registration_id ?? "");
    const same = all.findIndex((other) => other.activation.join("") === line.activation.join(""));
    const there = all[same];
    if (there && isWhole(there)) continue;
    if (there) all[same] = { ...line, id: there.id };
    else if (all.length < mostLines) all.push(line);
    else {
      left++;
      continue;
    }
    taken++;
  }
  return [all, taken, left];
}
