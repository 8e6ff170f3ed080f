import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { rooms } from "../i18n/names";
import shortcuts from "../i18n/shortcuts.json";
import { DoorProvider } from "../ipc/context";
import type { Door } from "../ipc/door";
import { fakeDoor, fakeStatus, no, ok } from "../ipc/fake";
import { App } from "./App";

async function open(replaced: Partial<Door> = {}) {
  await act(async () =>
    render(
      <DoorProvider value={fakeDoor({ language: async () => ok("en"), ...replaced })}>
        <App />
      </DoorProvider>,
    ),
  );
  return userEvent.setup();
}

it("F1 opens the page of the room one is in, and Esc goes back to what one was doing", async () => {
  const person = await open();
  await person.keyboard("{Control>}3{/Control}{F1}");
  const dialog = await screen.findByRole("dialog", { name: "Manual" });
  expect(await within(dialog).findByRole("heading", { name: "発行", level: 2 })).toBeTruthy();
  await person.click(within(dialog).getByRole("button", { name: /^Close/ }));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("Esc clears the search of the manual, and closes it from there", async () => {
  const person = await open();
  await person.keyboard("{F1}");
  const search = await screen.findByRole<HTMLInputElement>("searchbox");
  expect(document.activeElement).toBe(search);
  await person.keyboard("zzz{Escape}");
  expect(search.value).toBe("");
  expect(screen.getByRole("dialog")).toBeTruthy();
  await person.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("? lists the keys outside of fields, and is typed inside", async () => {
  const person = await open();
  await person.keyboard("?");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByRole<HTMLInputElement>("combobox").value).toBe("?");
  act(() => screen.getByRole("combobox").blur());
  await person.keyboard("?");
  expect(screen.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeTruthy();
});

it("the manual is there before anybody signs in, and while the data does not open", async () => {
  for (const replaced of [
    { status: async () => ok({ ...fakeStatus, account: null }) },
    { status: async () => no({ code: "cache_damaged", path: null }) },
  ] satisfies Partial<Door>[]) {
    const person = await open(replaced);
    await person.keyboard("{F1}");
    const [dialog] = await screen.findAllByRole("dialog");
    expect(dialog?.textContent).toContain("はじめに");
    document.body.replaceChildren();
  }
});

it("every room, every saved filter and the size have their keys in the list", () => {
  const listed = shortcuts.flatMap((group) => group.keys.flatMap((key) => key.press));
  for (const [nth] of rooms.entries()) expect(listed).toContain(`Ctrl ${nth + 1}`);
  for (const key of ["Alt 1…9", "N", "Ctrl +", "Ctrl -", "Ctrl 0"]) expect(listed).toContain(key);
});
