import { expect, it } from "vitest";
import { draftFor, newDraft, newLine } from "./draft";
import { filled } from "./pasted";

const [device, other] = ["1234-5678-90AB-CDEF", "FFFF-5678-90AB-CDEF"];
const key = (digit: string, registration_id: string | null = "0123-4567") => ({
  activation_key: `${digit.repeat(4)}-0000-0000-0000`,
  registration_id,
});
const nothing = { devices: [], keys: [], unnamed: [] };

it("a device and keys find their places, and a free line comes behind them", () => {
  const [draft, pasted] = filled(newDraft(), { ...nothing, devices: [device], keys: [key("A"), key("B")] }, "device");
  expect(draft.device.join("-")).toBe(device);
  expect(draft.lines.map((line) => line.activation[0])).toEqual(["AAAA", "BBBB", ""]);
  expect(pasted).toEqual({ result: "filled", devices: 1, keys: 2, left: 0, other: null });
});

it("a number without a name is what is being typed", () => {
  const found = { ...nothing, unnamed: [device] };
  expect(filled(newDraft(), found, "device")[0].device.join("-")).toBe(device);
  expect(filled(newDraft(), found, "keys")[0].lines[0]?.activation.join("-")).toBe(device);
});

it("keys never bring another device along unsaid", () => {
  const [draft, pasted] = filled(draftFor(device), { ...nothing, devices: [other], keys: [key("A")] }, "keys");
  expect(draft.device.join("-")).toBe(device);
  expect(pasted).toMatchObject({ other });
});

it("of several devices none is chosen", () => {
  const [draft, pasted] = filled(newDraft(), { ...nothing, devices: [device, other] }, "device");
  expect(draft.device.join("")).toBe("");
  expect(pasted).toEqual({ result: "several", devices: [device, other] });
});

it("a key that stands there already is made whole, and not put twice", () => {
  const typed = { ...newDraft(), lines: [newLine("AAAA-0000-0000-0000")] };
  const [draft, pasted] = filled(typed, { ...nothing, keys: [key("A"), key("A")] }, "keys");
  expect(draft.lines).toHaveLength(2);
  expect(draft.lines[0]?.registration.join("-")).toBe("0123-4567");
  expect(pasted).toMatchObject({ keys: 1 });
});

it("what finds no room is told", () => {
  const keys = [..."0123456789"].map((digit) => key(digit));
  const [draft, pasted] = filled(newDraft(), { ...nothing, keys }, "keys");
  expect(draft.lines).toHaveLength(8);
  expect(pasted).toMatchObject({ keys: 8, left: 2 });
});

it("nothing found changes nothing", () => {
  const typed = draftFor(device);
  expect(filled(typed, nothing, "device")).toEqual([typed, { result: "none" }]);
});
