import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DoorProvider } from "../ipc/context";
import type { Door, SavedFilterView } from "../ipc/door";
import { fakeDoor, fakePrinted, fakeThings, no, ok } from "../ipc/fake";
import { App } from "./App";

beforeEach(() => localStorage.clear());
afterEach(() => vi.useRealTimers());

async function open(replaced: Partial<Door> = {}) {
  const door = fakeDoor({ language: async () => ok("en"), ...replaced });
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <App />
      </DoorProvider>,
    ),
  );
  return userEvent.setup();
}

const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: /Look up/ });
/** Nothing has a height here, so no row is drawn; the list says how many it has. */
const count = () => Number(screen.getByRole("grid").getAttribute("aria-rowcount")) - 1;
const details = () => screen.findByRole("region", { name: /^Details/ });
/** What is shown in the details. */
async function chosen() {
  const name = (await details()).getAttribute("aria-label");
  return fakeThings.find((thing) => name?.endsWith(thing.name ?? thing.number ?? ""));
}
const removeFilter = (what: string) => screen.getByRole("button", { name: `Remove the filter “${what}”` });

describe("filters", () => {
  it("are typed, shown, and taken away with Backspace or a press", async () => {
    const person = await open();
    await person.keyboard("kind:device state:grace ");
    expect(field().value).toBe("");
    expect(count()).toBe(1);
    expect(removeFilter("Kind: Device")).toBeTruthy();
    await person.keyboard("{Backspace}");
    expect(count()).toBeGreaterThan(1);
    await person.click(removeFilter("Kind: Device"));
    expect(screen.queryByRole("grid")).toBeNull();
    expect(screen.getByRole("heading", { name: /Type above/ })).toBeTruthy();
  });

  it("are chosen by keyboard from the list, and Esc leads back to it", async () => {
    const person = await open();
    await person.keyboard("KX-VCS{Enter}/");
    const kind = screen.getByRole<HTMLSelectElement>("combobox", { name: "Kind" });
    expect(document.activeElement).toBe(kind);
    await person.selectOptions(screen.getByRole("combobox", { name: "Registration" }), "Waiting");
    expect(count()).toBe(fakeThings.filter((thing) => thing.state === "waiting").length);
    await person.keyboard("{Escape}");
    expect(screen.queryByRole("combobox", { name: "Kind" })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("grid"));
  });

  it("that leave nothing say so, and offer to go", async () => {
    const person = await open();
    await person.keyboard("kind:remo-camera ");
    await person.keyboard("KX-VCS101 kind:customer ");
    expect(screen.getByRole("heading", { name: /Nothing matches/ })).toBeTruthy();
    await person.click(screen.getByRole("button", { name: /without the filter/ }));
    expect(count()).toBeGreaterThan(0);
    expect(document.activeElement).toBe(screen.getByRole("grid"));
  });

  it.each([
    ["0123456789ABCDEF", false],
    ["0123456789ABCDEO", true],
    ["0123456789ABCDEF0", true],
  ])("are named to whoever finds no number: %s", async (number, mistyped) => {
    const person = await open({ lookUp: async () => ok({ things: [], more: false }) });
    await person.keyboard(`kind:customer ${number}`);
    const told = screen.getByRole("heading", { name: /Nothing matches/ }).parentElement?.textContent ?? "";
    expect(told).toContain("within “Kind: Customer” alone");
    expect(told.includes("16 digits")).toBe(mistyped);
  });

  it("that stayed open take nobody from the field when the room comes into sight again", async () => {
    const person = await open();
    await person.keyboard("KX-VCS{Enter}/");
    await person.keyboard("{Control>}1{/Control}{Control>}k{/Control}");
    expect(screen.getByRole("combobox", { name: "Kind" })).toBeTruthy();
    expect(document.activeElement).toBe(field());
  });
});

describe("saved filters", () => {
  const grace: SavedFilterView = {
    name: "Grace",
    form: { text: "", filter: { kinds: ["device"], product: null, key: null, state: "grace", issued: null } },
  };

  it("are applied with Alt and their number", async () => {
    await open({ savedFilters: async () => ok([grace]) });
    fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
    await screen.findByRole("button", { name: /Grace/ });
    await act(async () => void fireEvent.keyDown(document.body, { code: "Digit1", key: "¡", altKey: true }));
    expect(removeFilter("State: Expired, can be extended")).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Grace/ }).getAttribute("aria-pressed")).toBe("true");
  });

  it("are saved under a name that is free, and what was typed stays when it is not", async () => {
    const saveFilter = vi.fn<Door["saveFilter"]>(async (name) => no({ code: "filter_name_taken", name }));
    const person = await open({ savedFilters: async () => ok([]), saveFilter });
    await person.keyboard("KX-VCS101");
    await person.click(screen.getByRole("button", { name: "Save this filter" }));
    await person.keyboard("Mine{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("“Mine”");
    const name = screen.getByRole<HTMLInputElement>("textbox", { name: "Name of the filter" });
    expect(name.value).toBe("Mine");
    saveFilter.mockImplementation(async (name, form) => ok([{ name, form }]));
    await person.type(name, " 2{Enter}");
    expect(saveFilter).toHaveBeenLastCalledWith("Mine 2", expect.objectContaining({ text: "KX-VCS101" }));
    expect((await screen.findByRole("button", { name: /^Mine 2/ })).getAttribute("aria-pressed")).toBe("true");
    expect(document.activeElement).toBe(screen.getByRole("grid"));
  });

  it("are not saved by the Enter that confirms a conversion", async () => {
    const saveFilter = vi.fn<Door["saveFilter"]>(async () => ok([]));
    const person = await open({ savedFilters: async () => ok([]), saveFilter });
    await person.keyboard("minato");
    await person.click(screen.getByRole("button", { name: "Save this filter" }));
    const name = screen.getByRole("textbox", { name: "Name of the filter" });
    const went = fireEvent.keyDown(name, { key: "Enter", keyCode: 229 });
    expect([went, saveFilter.mock.calls.length]).toEqual([false, 0]);
  });

  it("are deleted, and had back", async () => {
    let kept = [grace];
    const saveFilter = vi.fn<Door["saveFilter"]>(async (name, form) => {
      kept = [{ name, form }];
      return ok(kept);
    });
    const person = await open({
      savedFilters: async () => ok(kept),
      saveFilter,
      deleteFilter: async () => {
        kept = [];
        return ok(kept);
      },
    });
    fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
    await person.click(await screen.findByRole("button", { name: /^Grace/ }));
    await person.click(screen.getByRole("button", { name: "Delete" }));
    expect(screen.queryByRole("button", { name: /^Grace/ })).toBeNull();
    await person.click(screen.getByRole("button", { name: "Undo" }));
    expect(saveFilter).toHaveBeenCalledExactlyOnceWith("Grace", grace.form);
    expect(screen.getByRole("button", { name: /^Grace/ })).toBeTruthy();
  });
});

describe("the list", () => {
  it("tells of the keys that work where the focus is", async () => {
    const person = await open();
    await person.keyboard("KX-VCS101");
    await details();
    const hints = () => Array.from(document.querySelectorAll(".hints kbd"), (key) => key.textContent);
    expect(hints()).toEqual(["↑ ↓", "Enter", "Ctrl P", "Esc"]);
    await person.keyboard("{Enter}");
    expect(hints()).toEqual(["↑ ↓", "Enter", "P", "C", "/", "Esc"]);
    await person.keyboard("{Enter}");
    expect(hints()).toEqual(["P", "Esc"]);
    await person.keyboard("/");
    expect(screen.queryByRole("combobox", { name: "Kind" })).toBeNull();
  });

  it("is sorted by a column's head, one way and the other", async () => {
    const person = await open();
    await person.keyboard("minato");
    await person.keyboard("{Control>}k{/Control}KX-VCS");
    const head = screen.getByRole("columnheader", { name: /Product/ });
    await person.click(within(head).getByRole("button"));
    expect(head.getAttribute("aria-sort")).toBe("ascending");
    expect((await chosen())?.product).toBe("KX-VCS101");
    await person.click(within(head).getByRole("button"));
    expect(head.getAttribute("aria-sort")).toBe("descending");
    expect((await chosen())?.product).toBe("KX-VCS301");
  });

  it("shows a key that waits as waiting, and no secret of any", async () => {
    const reveal = vi.fn<Door["reveal"]>();
    const person = await open({ reveal });
    await person.keyboard("registration:waiting ");
    expect((await chosen())?.state).toBe("waiting");
    expect((await details()).textContent).toContain("waits to be sent");
    expect(reveal).not.toHaveBeenCalled();
  });

  it("prints the registration keys of a device", async () => {
    const print = vi.fn<Door["print"]>(async () => ok(fakePrinted("/prints/card.pdf", 2)));
    const person = await open({ print });
    await person.keyboard("kind:device 00:80{Enter}p");
    await within(await screen.findByRole("dialog")).findByRole("img");
    await person.keyboard("{Enter}");
    const device = fakeThings.find((thing) => thing.kind === "device")?.id;
    expect(print).toHaveBeenCalledWith(
      expect.objectContaining({ document: "registration-sheet", subjects: [device] }),
      { printer: null, password: null },
    );
  });
});

describe("a device", () => {
  it("leads to issuing for it, to extending it, and to its customer", async () => {
    const person = await open();
    for (const [button, room] of [
      ["Issue for this device", "Issue"],
      ["Extend", "renew"],
      ["株式会社ミナト計器", "Customers"],
    ] as const) {
      await person.keyboard("{Control>}k{/Control}111-1234");
      await person.click(await within(await details()).findByRole("button", { name: button }));
      expect(screen.getByRole("main").getAttribute("aria-label")).toContain(room);
    }
  });

  it("tells the end of its subscription in Greenwich and in Japan", async () => {
    const person = await open();
    await person.keyboard("111-1234");
    const part = await screen.findByRole("region", { name: "Tsunagaru Net" });
    expect(part.textContent).toContain("30 Sept 2026 (GMT)");
    expect(part.textContent).toContain("until 1 Oct 2026, 08:59 in Japan");
  });
});

describe("what is copied", () => {
  it("is masked still, on record, counted down, and said to be gone", async () => {
    const copy = vi.fn<Door["copy"]>(async () => ok(30));
    const reveal = vi.fn<Door["reveal"]>(async () => ok("0123-4567"));
    const person = await open({ copy, reveal });
    await person.keyboard("KX-VCS101");
    const button = await screen.findByRole("button", { name: "Copy Registration ID" });
    vi.useFakeTimers();
    await act(async () => void fireEvent.click(button));
    expect(reveal).toHaveBeenCalledOnce();
    expect(copy).toHaveBeenCalledExactlyOnceWith("0123-4567");
    expect(screen.queryByText("0123-4567")).toBeNull();
    expect(screen.getByText("Registration ID copied")).toBeTruthy();
    expect(screen.getByText("Leaves the clipboard in 30 s")).toBeTruthy();
    await act(async () => void vi.advanceTimersByTime(10_000));
    expect(screen.getByText("Leaves the clipboard in 20 s")).toBeTruthy();
    await act(async () => void vi.advanceTimersByTime(20_000));
    expect(screen.queryByText(/Leaves the clipboard/)).toBeNull();
    expect(screen.getByText("What was copied is no longer in the clipboard")).toBeTruthy();
  });

  it("is said when it could not be copied", async () => {
    const person = await open({ copy: async () => no({ code: "clipboard_closed" }) });
    await person.keyboard("KX-VCS101{Enter}c");
    expect(await screen.findByText(/could not be copied/)).toBeTruthy();
  });
});
