import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door } from "../../ipc/door";
import { fakeDevice, fakeDoor, fakePrinted, fakeSheets, fakeThings, no, ok } from "../../ipc/fake";
import type { Printable } from "../../kit/place";
import { PrintDialog } from "./PrintDialog";

const [hit = never()] = fakeThings.filter(({ kind }) => kind === "key");

function never(): never {
  throw new Error("there are no invented keys");
}

function open(replaced: Partial<Door> = {}, of: Printable = { keys: [hit.id] }) {
  const door = fakeDoor(replaced);
  const onClose = vi.fn();
  render(
    <DoorProvider value={door}>
      <SpeechProvider language="en">
        <PrintDialog of={of} onClose={onClose} />
      </SpeechProvider>
    </DoorProvider>,
  );
  return { person: userEvent.setup(), onClose };
}

const preview = vi.fn<Door["preview"]>(async () => ok({ image: "data:,", pages: 2 }));
const printed = () => vi.fn<Door["print"]>(async () => ok(fakePrinted("/prints/card.pdf")));
const toViewer = { printer: null, password: null };

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
  const print = printed();
  const openPrinted = vi.fn<Door["openPrinted"]>(async () => ok(null));
  const { person, onClose } = open({ print, openPrinted });
  await screen.findByRole("img");
  await person.keyboard("{Enter}");
  expect(await screen.findByText("/prints/card.pdf")).toBeTruthy();
  expect(print).toHaveBeenCalledExactlyOnceWith(
    { document: "startup-card", subjects: [hit.id], paper: "a6", labels: null, language: "en", masked: false },
    toViewer,
  );
  expect(openPrinted).toHaveBeenCalledExactlyOnceWith("/prints/card.pdf");
  await person.click(screen.getByRole("button", { name: "Close" }));
  expect(onClose).toHaveBeenCalledOnce();
});

it.each([
  ["a key", { keys: [hit.id] }, ["Startup information card", "Activation key sheet", "Key label"], [hit.id]],
  [
    "a key on a device, its registration keys first",
    { keys: [hit.id], device: fakeDevice, document: "registration-sheet" as const },
    ["Startup information card", "Registration key sheet", "Activation key sheet", "Key label"],
    [fakeDevice],
  ],
  ["a customer", { keys: [], customer: { id: "customer-0", name: "Yamada" } }, [], ["customer-0"]],
])("offers what can be made of %s", async (_, of, offered, subjects) => {
  const print = printed();
  const { person } = open({ print }, of);
  await screen.findByRole("img");
  const group = screen.queryByRole("group", { name: "Document" });
  const names = group ? within(group).getAllByRole("radio") : [];
  expect(names.map((radio) => radio.closest("label")?.textContent)).toEqual(offered);
  await person.keyboard("{Enter}");
  expect(print).toHaveBeenCalledWith(expect.objectContaining({ subjects }), toViewer);
});

it("prints labels from the first that is left on a used sheet", async () => {
  const print = printed();
  const { person } = open({ print });
  await person.click(screen.getByRole("radio", { name: "Key label" }));
  await person.selectOptions(await screen.findByRole("combobox", { name: "Sheet of labels" }), "エーワン 28389 24面");
  await person.click(screen.getByRole("radio", { name: "Label 2" }));
  await person.keyboard("{ArrowDown}{ArrowDown}{ArrowRight}{ArrowUp}");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Label 6" }).checked).toBe(true);
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Label 6" }));
  await person.click(screen.getByRole("button", { name: "Print" }));
  expect(print).toHaveBeenCalledWith(
    expect.objectContaining({ document: "key-label", labels: { sheet: "エーワン 28389 24面", start: 6 } }),
    toViewer,
  );
});

it("goes back from labels to a card on its own paper", async () => {
  const print = printed();
  const { person } = open({ print });
  await person.click(screen.getByRole("radio", { name: "Key label" }));
  await screen.findByRole("radio", { name: "Label 2" });
  await person.click(screen.getByRole("radio", { name: "Startup information card" }));
  await person.click(screen.getByRole("button", { name: "Print" }));
  expect(print).toHaveBeenCalledWith(
    expect.objectContaining({ document: "startup-card", paper: "a6", labels: null }),
    toViewer,
  );
});

it("offers the sheet of labels that was printed on last", async () => {
  const labelSheets: Door["labelSheets"] = async () =>
    ok(fakeSheets.map((sheet) => ({ ...sheet, usual: sheet.name === "エーワン 28382 12面" })));
  const { person } = open({ labelSheets });
  await person.click(screen.getByRole("radio", { name: "Key label" }));
  expect((await screen.findByRole<HTMLSelectElement>("combobox", { name: "Sheet of labels" })).value).toBe(
    "エーワン 28382 12面",
  );
});

it("sends to the usual printer unless another is chosen, and opens nothing", async () => {
  const print = vi.fn<Door["print"]>(async (_, { printer }) => ok({ ...fakePrinted(""), file: null, printer }));
  const openPrinted = vi.fn<Door["openPrinted"]>();
  const { person } = open({ print, openPrinted });
  await person.click(screen.getByRole("radio", { name: "A printer" }));
  expect((await screen.findByRole<HTMLSelectElement>("combobox", { name: "Printer" })).value).toBe("Office-Laser-3F");
  await person.click(screen.getByRole("button", { name: "Print" }));
  expect(await screen.findByText(/Sent to the printer Office-Laser-3F/)).toBeTruthy();
  expect(print).toHaveBeenCalledWith(expect.anything(), { printer: "Office-Laser-3F", password: null });
  expect(openPrinted).not.toHaveBeenCalled();
});

it("says so where there is no printer, and does not print", async () => {
  const print = printed();
  const { person } = open({ print, printers: async () => ok([]) });
  await person.click(screen.getByRole("radio", { name: "A printer" }));
  expect(await screen.findByText("No printer of this computer was found.")).toBeTruthy();
  const button = screen.getByRole("button", { name: "Print" });
  expect(button.title).toBe("Choose a printer.");
  await person.click(button);
  expect(print).not.toHaveBeenCalled();
});

it("masks what goes by mail, and wants its password twice", async () => {
  const print = printed();
  const openPrinted = vi.fn<Door["openPrinted"]>();
  const { person } = open({ print, openPrinted });
  await person.click(screen.getByRole("radio", { name: "A file for mail" }));
  const button = screen.getByRole("button", { name: "Print" });
  expect(button.title).toBe("Type the password that opens the file.");
  await person.type(screen.getByLabelText("Password that opens the file"), "short");
  await person.type(screen.getByLabelText("Once more"), "shirt");
  await person.click(screen.getByRole("checkbox", { name: "Show only the last four digits of secret numbers" }));
  expect(screen.getByText("The two passwords differ.", { exact: false })).toBeTruthy();
  expect(screen.getByText(/8 to 127|password of a PDF|has 8/i, { selector: ".wrong" })).toBeTruthy();
  expect(button.title).toBe("The two passwords differ.");
  await person.click(screen.getByRole("checkbox", { name: "Show only the last four digits of secret numbers" }));
  await person.click(screen.getByRole("button", { name: "Make a password" }));
  const password = screen.getByLabelText<HTMLInputElement>("Once more").value;
  expect(password).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/);
  await person.click(button);
  expect(await screen.findByText(/opens with the password only/)).toBeTruthy();
  expect(print).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ masked: true }), { printer: null, password });
  expect(openPrinted).not.toHaveBeenCalled();
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
  open({}, { keys: keys.map(({ id }) => id) });
  const list = screen.getByRole("list", { name: label });
  expect(
    within(list)
      .getAllByRole("listitem")
      .map((key) => key.textContent),
  ).toEqual(keys.map(({ id }) => id));
  expect(list.getAttribute("tabindex")).toBe(tabindex);
});
