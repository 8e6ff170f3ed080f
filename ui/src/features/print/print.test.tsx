import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door } from "../../ipc/door";
import { fakeDoor, fakeThings, no, ok } from "../../ipc/fake";
import { PrintDialog } from "./PrintDialog";

const [hit = never()] = fakeThings;

function never(): never {
  throw new Error("there are no invented keys");
}

function open(replaced: Partial<Door> = {}, keys = [hit.id]) {
  const door = fakeDoor(replaced);
  const onClose = vi.fn();
  render(
    <DoorProvider value={door}>
      <SpeechProvider language="en">
        <PrintDialog keys={keys} onClose={onClose} />
      </SpeechProvider>
    </DoorProvider>,
  );
  return { person: userEvent.setup(), onClose };
}

const preview = vi.fn<Door["preview"]>(async () => ok({ image: "data:,", pages: 2 }));

it("shows the page that would be printed, and how many there are", async () => {
  open({ preview });
  expect(await screen.findByRole("img", { name: "Preview, page 1 of 2" })).toBeTruthy();
  expect(screen.getByText("2 pages")).toBeTruthy();
});

it("turns the page, and begins at the first page of another document", async () => {
  const { person } = open({ preview });
  await person.click(await screen.findByRole("button", { name: "Next page" }));
  await screen.findByRole("img", { name: "Preview, page 2 of 2" });
  await person.click(screen.getByRole("radio", { name: "Activation key sheet" }));
  await screen.findByRole("img", { name: "Preview, page 1 of 2" });
  expect(preview).toHaveBeenLastCalledWith(
    expect.objectContaining({ document: "activation-sheet", paper: "a4" }),
    0,
    840,
  );
});

it("prints on Enter, opens the file and says where it is", async () => {
  const print = vi.fn<Door["print"]>(async () => ok({ file: "/prints/card.pdf", pages: 1 }));
  const openPrinted = vi.fn<Door["openPrinted"]>(async () => ok(null));
  const { person, onClose } = open({ print, openPrinted });
  await screen.findByRole("img");
  await person.keyboard("{Enter}");
  expect(await screen.findByText("/prints/card.pdf")).toBeTruthy();
  expect(print).toHaveBeenCalledExactlyOnceWith({
    document: "startup-card",
    keys: [hit.id],
    paper: "a6",
    language: "en",
  });
  expect(openPrinted).toHaveBeenCalledExactlyOnceWith("/prints/card.pdf");
  await person.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it("says so when the viewer does not open, and keeps the file in sight", async () => {
  const { person } = open({ openPrinted: async () => no({ code: "file_access", path: "/prints/card.pdf" }) });
  await screen.findByRole("img");
  await person.keyboard("{Enter}");
  expect(await screen.findByText(/did not open/)).toBeTruthy();
});

it("does not print what has no preview, and says why", async () => {
  const print = vi.fn<Door["print"]>();
  const { person } = open({ preview: async () => no({ code: "paper_not_offered" }), print });
  expect(await screen.findByText(/cannot be made on|not made on|paper/i, { selector: ".what" })).toBeTruthy();
  const button = screen.getByRole("button", { name: "Print" });
  expect(button.title).toBe("There is no preview, so it cannot be printed yet.");
  await person.click(button);
  expect(print).not.toHaveBeenCalled();
});

it("keeps the choices when printing is refused", async () => {
  const { person } = open({ print: async () => no({ code: "disk_full" }) });
  await screen.findByRole("img");
  await person.click(screen.getByRole("radio", { name: "A4" }));
  await person.click(screen.getByRole("button", { name: "Print" }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "A4" }).checked).toBe(true);
});

it.each([
  [1, "For", null],
  [3, "For 3 keys", null],
  [4, "For 4 keys", "0"],
])("lists each of %i keys by itself, and more than three can be scrolled by keyboard", (count, label, tabindex) => {
  const keys = fakeThings.filter(({ kind }) => kind === "key").slice(0, count);
  open(
    {},
    keys.map(({ id }) => id),
  );
  const list = screen.getByRole("list", { name: label });
  expect(
    within(list)
      .getAllByRole("listitem")
      .map((key) => key.textContent),
  ).toEqual(keys.map(({ id }) => id));
  expect(list.getAttribute("tabindex")).toBe(tabindex);
});
