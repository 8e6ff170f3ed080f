import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DoorProvider } from "../ipc/context";
import type { Answer, Door, ScanView } from "../ipc/door";
import { fakeDoor, fakeKeys, fakeScans, ok } from "../ipc/fake";
import { App } from "./App";

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function open(replaced: Partial<Door> = {}) {
  const door = fakeDoor({ language: async () => ok("en"), ...replaced });
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <App />
      </DoorProvider>,
    ),
  );
  const person = userEvent.setup();
  await person.click(within(screen.getByRole("navigation")).getByRole("button", { name: /Look up/ }));
  return person;
}

const file = (name: string) => new File([name], `${name}.png`, { type: "image/png" });
const chooser = () => screen.getByLabelText<HTMLInputElement>("Look up a picture", { selector: "input" });
const card = () => screen.findByRole("region", { name: /read of the picture/ });
const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: /Look up/ });
const room = () => screen.getByRole("region", { name: "Look up" });

/** The data of a drop or a paste. */
const data = (files: File[], types = ["Files"]) => ({ files, types });

describe("a picture", () => {
  it("that is genuine says so, and its key is looked up", async () => {
    const person = await open();
    await person.upload(chooser(), file("genuine"));
    const read = within(await card());
    expect(read.getByRole("status").textContent).toBe("Genuine");
    expect(read.getByRole("row", { name: /Registration ID 4F0A-77D2 agrees/ })).toBeTruthy();
    expect(field().value).toBe(fakeKeys[0]?.id);
    expect((await screen.findByRole("grid")).getAttribute("aria-rowcount")).toBe("2");
  });

  it("that contradicts shows which digits, and what to do", async () => {
    const person = await open();
    await person.upload(chooser(), file("forged"));
    const read = within(await card());
    expect(read.getByRole("status").textContent).toBe("Contradicts the records");
    const row = read.getByRole("row", { name: /Registration ID/ });
    expect([...row.querySelectorAll("em")].map((digit) => digit.textContent)).toEqual(["B", "8"]);
    expect(row.textContent).toContain("digits 4, 8 differ");
    expect(read.getByRole("row", { name: /Address/ }).textContent).toContain("differs");
    expect(read.getByText(/Use neither this paper nor its code/)).toBeTruthy();
  });

  it.each([
    ["unknown", "Cannot be confirmed", /Connect, and read it again/],
    ["foreign", "Not the code of a document with keys", /Links are not opened/],
    ["nothing", "No code found", /in good light/],
  ])("that is %s says what to do", async (name, headline, todo) => {
    const person = await open();
    await person.upload(chooser(), file(name));
    const read = within(await card());
    expect(read.getByRole("status").textContent).toBe(headline);
    expect(read.getByText(todo)).toBeTruthy();
    expect(read.queryByRole("link")).toBeNull();
    expect(field().value).toBe("");
  });

  it("with several codes lists them, each to be looked up, and says what was not read", async () => {
    const person = await open();
    await person.upload(chooser(), file("several"));
    const read = within(await card());
    expect(read.getByRole("status").textContent).toBe("1 of 3 contradicts the records");
    expect(read.getAllByRole("listitem")).toHaveLength(4);
    expect(read.getByText(/not read at the end: 3/)).toBeTruthy();
    expect(field().value).toBe("");
    await person.click(read.getByRole("button", { name: "Look up 1234-5678-90AB-CDEF" }));
    expect(field().value).toBe("1234-5678-90AB-CDEF");
    await person.click(read.getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("region", { name: /read of the picture/ })).toBeNull();
  });

  it("that cannot be read says why", async () => {
    const person = await open();
    await person.upload(chooser(), file("holiday"));
    expect((await screen.findByRole("alert")).textContent).toContain("neither a picture nor a PDF");
  });

  it("is dropped or pasted as well, and a pasted text stays a text", async () => {
    await open();
    fireEvent.dragOver(room(), { dataTransfer: data([]) });
    expect(screen.getByText(/Drop it here/)).toBeTruthy();
    fireEvent.drop(room(), { dataTransfer: data([file("genuine")]) });
    expect(screen.queryByText(/Drop it here/)).toBeNull();
    expect(within(await card()).getByRole("status").textContent).toBe("Genuine");

    fireEvent.paste(field(), { clipboardData: data([file("forged")]) });
    expect(await screen.findByText("Contradicts the records")).toBeTruthy();
    const cells = data([file("nothing")], ["text/plain", "Files"]);
    expect(fireEvent.paste(field(), { clipboardData: cells })).toBe(true);
    expect(screen.getByText("Contradicts the records")).toBeTruthy();
  });

  it.each([
    ["", "Genuine"],
    ["4F0A", null],
  ])("that a paste keeps back is asked of the clipboard, unless a text was pasted: “%s”", async (text, verdict) => {
    await open();
    const item = { types: ["image/png"], getType: async () => file("genuine") };
    const read = vi.fn(async () => [{ types: ["text/html"] }, item]);
    vi.stubGlobal("navigator", Object.create(navigator, { clipboard: { value: { read } } }));
    fireEvent.paste(field(), { clipboardData: { ...data([], []), getData: () => text } });
    if (verdict) expect(within(await card()).getByRole("status").textContent).toBe(verdict);
    else expect(read).not.toHaveBeenCalled();
  });

  it("that nobody may ask of the clipboard changes nothing", async () => {
    await open();
    const read = vi.fn(async () => Promise.reject(new DOMException("no", "NotAllowedError")));
    vi.stubGlobal("navigator", Object.create(navigator, { clipboard: { value: { read } } }));
    fireEvent.paste(field(), { clipboardData: { ...data([], []), getData: () => "" } });
    await act(async () => {});
    expect(read).toHaveBeenCalled();
    expect(screen.queryByRole("region", { name: /read of the picture/ })).toBeNull();
  });

  it.each(["text/uri-list", "Files"])(
    "that the system does not hand over is asked for by the button: %s",
    async (type) => {
      await open();
      fireEvent.drop(room(), { dataTransfer: data([], [type]) });
      expect((await screen.findByRole("alert")).textContent).toContain("Press “Look up a picture”");
    },
  );

  it("that takes long says so and can be given up; its answer is not heard", async () => {
    let answer: (answer: Answer<ScanView>) => void = () => undefined;
    await open({
      scan: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const person = userEvent.setup();
    await person.upload(chooser(), file("genuine"));
    expect(await screen.findByText(/Reading the picture/)).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Cancel" }));
    await act(async () => answer(ok(fakeScans.genuine as ScanView)));
    expect(screen.queryByText(/Reading the picture/)).toBeNull();
    expect(screen.queryByRole("region", { name: /read of the picture/ })).toBeNull();
  });
});
