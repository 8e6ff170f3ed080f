import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { BatchView, Door } from "../../ipc/door";
import { fakeDoor, fakePrinted, fakePrints, manyPrints, no, ok, pagesOf } from "../../ipc/fake";
import { FrameContext } from "../../kit/place";
import { PrintPage } from "./PrintPage";

afterEach(() => vi.useRealTimers());

async function open(replaced: Partial<Door> = {}, tab: "batch" | "history" = "batch") {
  const door = fakeDoor(replaced);
  const go = vi.fn();
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <SpeechProvider language="en">
          <FrameContext value={{ go, print: vi.fn() }}>
            <PrintPage place={{ room: "print", tab }} />
          </FrameContext>
        </SpeechProvider>
      </DoorProvider>,
    ),
  );
  return { door, go, person: userEvent.setup() };
}

const panel = () => within(screen.getByRole("tabpanel"));
const document = () => panel().getByRole<HTMLSelectElement>("combobox", { name: "Document" });
const three = async () => ok({ subjects: ["one", "two", "three"], total: 3 });
const nothing: BatchView = { printed: [], left_out: [], fault: null, cancelled: false, folder: "/prints" };

it("counts at once what the filters choose, and asks by those that go with the document", async () => {
  const selectPrints = vi.fn<Door["selectPrints"]>(three);
  const { person } = await open({ selectPrints });
  expect(panel().getByText("3 documents")).toBeTruthy();
  await person.selectOptions(panel().getByRole("combobox", { name: "Product" }), "KX-VCS201");
  await person.selectOptions(panel().getByRole("combobox", { name: "Registration" }), "registered");
  await person.type(panel().getByRole("textbox", { name: "Issued from" }), "2026/4/1{Enter}");
  await person.type(panel().getByRole("combobox", { name: "Customer" }), "ミナト");
  await person.click(await panel().findByRole("option", { name: /^株式会社ミナト計器 ミナト/ }));
  const customer = "00000000-0000-4000-8000-000000000002";
  const period = { from: "2026/4/1", to: null };
  expect(selectPrints).toHaveBeenLastCalledWith({
    document: "startup-card",
    product: "KX-VCS201",
    key: "registered",
    period,
    customer,
  });
  await person.selectOptions(document(), "renewal-letter");
  expect(panel().queryByRole("combobox", { name: "Product" })).toBeNull();
  expect(panel().getByRole("textbox", { name: "Ending from" })).toBeTruthy();
  const none = { product: null, key: null, customer: null };
  expect(selectPrints).toHaveBeenLastCalledWith({ document: "renewal-letter", ...none, period });
});

it("says that nothing was chosen, and prints nothing", async () => {
  const printBatch = vi.fn<Door["printBatch"]>();
  const { person } = await open({ selectPrints: async () => ok({ subjects: [], total: 0 }), printBatch });
  expect(panel().getByText(/Remove a condition/)).toBeTruthy();
  const button = panel().getByRole("button", { name: "Print" });
  expect(button.title).toBe("Nothing matches.");
  await person.click(button);
  expect(printBatch).not.toHaveBeenCalled();
});

it("puts a day that nobody can read beside its field, and keeps it", async () => {
  const { person } = await open();
  const from = panel().getByRole<HTMLInputElement>("textbox", { name: "Issued from" });
  await person.type(from, "yesterday");
  await person.tab();
  expect((await panel().findByRole("alert")).textContent).toContain("yesterday");
  expect(from.value).toBe("yesterday");
  expect(from.getAttribute("aria-invalid")).toBe("true");
});

it("does not take the Enter of a conversion for a choice of a customer", async () => {
  const { person } = await open();
  const field = panel().getByRole("combobox", { name: "Customer" });
  await person.type(field, "ミナト");
  await panel().findAllByRole("option");
  fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
  expect(panel().getByRole("combobox", { name: "Customer" })).toBe(field);
  await person.keyboard("{ArrowDown}{Enter}");
  expect(panel().getByText("㈱ミナト計器")).toBeTruthy();
});

it("prints what was chosen as it was chosen, a file per customer, under the names the desk foretells", async () => {
  const printBatch = vi.fn<Door["printBatch"]>(async () =>
    ok({ ...nothing, printed: [fakePrinted("/prints/a.pdf", 3)] }),
  );
  const openPrinted = vi.fn<Door["openPrinted"]>(async () => ok(null));
  const { person } = await open({ selectPrints: three, printBatch, openPrinted });
  await person.click(panel().getByRole("radio", { name: "8 on A4" }));
  await person.click(panel().getByRole("radio", { name: "One per customer" }));
  const pattern = panel().getByRole("textbox", { name: "Name of the files" });
  await person.clear(pattern);
  await person.type(pattern, "{{number}-{{customer}");
  expect(await panel().findByText("001-Minato Instruments.pdf")).toBeTruthy();
  await person.click(panel().getByRole("button", { name: "Print 3 documents" }));
  expect(printBatch).toHaveBeenCalledExactlyOnceWith({
    print: {
      document: "startup-card",
      subjects: ["one", "two", "three"],
      paper: "eight_up",
      labels: null,
      language: "en",
      masked: false,
    },
    per_customer: true,
    pattern: "{number}-{customer}",
    to: { printer: null, password: null },
  });
  expect(await panel().findByRole("heading", { name: "3 documents are ready (3 pages in 1 file)" })).toBeTruthy();
  await person.click(panel().getByRole("button", { name: "Open the folder" }));
  expect(openPrinted).toHaveBeenCalledExactlyOnceWith("/prints");
  await person.click(panel().getByRole("button", { name: "Print more" }));
  expect(panel().getByRole<HTMLInputElement>("radio", { name: "8 on A4" }).checked).toBe(true);
});

it("tells how far it is after a while, and can be stopped", async () => {
  vi.useFakeTimers();
  let end = (_: BatchView) => {};
  const cancelBatch = vi.fn<Door["cancelBatch"]>(async () => ok(null));
  await open({
    selectPrints: three,
    cancelBatch,
    batchProgress: async () => ok({ done: 1, total: 3 }),
    printBatch: () => new Promise((resolve) => (end = (view) => resolve({ status: "ok", data: view }))),
  });
  await act(async () => void fireEvent.click(panel().getByRole("button", { name: "Print 3 documents" })));
  await act(async () => void vi.advanceTimersByTime(250));
  expect(panel().queryByRole("progressbar")).toBeNull();
  await act(async () => void vi.advanceTimersByTime(100));
  expect(panel().getByRole("progressbar").getAttribute("aria-valuetext")).toBe("1 of 3");
  await act(async () => void fireEvent.click(panel().getByRole("button", { name: "Cancel" })));
  expect(cancelBatch).toHaveBeenCalledOnce();
  await act(async () => end({ ...nothing, cancelled: true }));
  expect(panel().getByText("You stopped it on the way.")).toBeTruthy();
});

it("names what was left out, with why and what to do", async () => {
  const left = {
    subject: "0123-4567-89AB-CDEF",
    problem: { code: "missing_glyphs", characters: "🏢", of: null },
  } as const;
  const printBatch = async () => ok({ ...nothing, printed: [fakePrinted("/prints/a.pdf", 2)], left_out: [left] });
  const { person } = await open({ selectPrints: three, printBatch });
  await person.click(panel().getByRole("button", { name: "Print 3 documents" }));
  const row = (await panel().findByText(left.subject)).closest("tr");
  expect(row?.textContent).toContain("🏢");
  expect(row?.textContent).toContain("Replace them");
});

it("says beside the choices why nothing was printed, and keeps them", async () => {
  const { person } = await open({ selectPrints: three, printBatch: async () => no({ code: "disk_full" }) });
  await person.click(panel().getByRole("radio", { name: "A4" }));
  await person.click(panel().getByRole("button", { name: "Print 3 documents" }));
  expect(await panel().findByRole("alert")).toBeTruthy();
  expect(panel().getByRole<HTMLInputElement>("radio", { name: "A4" }).checked).toBe(true);
});

it("shows what all desks printed, which of it they do not know yet, and leads to the customer", async () => {
  const { person, go } = await open({}, "history");
  const [, first, second] = panel().getAllByRole("row");
  expect(first?.textContent).toContain("reprint 3unsent");
  expect(second?.textContent).not.toContain("unsent");
  await person.click(within(first as HTMLElement).getByRole("button", { name: "株式会社山田商店" }));
  expect(go).toHaveBeenCalledExactlyOnceWith({ room: "customers", customer: "customer-0" });
});

it("goes on to earlier prints", async () => {
  const { person } = await open({ prints: pagesOf(manyPrints) }, "history");
  expect(panel().getAllByRole("row")).toHaveLength(51);
  await person.click(panel().getByRole("button", { name: "Show earlier ones" }));
  expect(panel().getAllByRole("row")).toHaveLength(101);
  await person.click(panel().getByRole("button", { name: "Show earlier ones" }));
  expect(panel().getAllByRole("row")).toHaveLength(121);
  expect(panel().queryByRole("button", { name: "Show earlier ones" })).toBeNull();
});

it("says that nothing was printed yet", async () => {
  await open({ prints: async () => ok({ prints: [], more: false }) }, "history");
  expect(panel().getByText("Nothing was printed yet")).toBeTruthy();
});

it("tells what ended a batch, and what was printed before", async () => {
  const printed = [{ ...fakePrinted("/prints/one.pdf"), documents: 2 }];
  const fault = { code: "printer_refused", printer: "Office" } as const;
  const { person } = await open({
    selectPrints: three,
    printBatch: async () => ok({ ...nothing, printed, fault, left_out: [] }),
  });
  await person.click(panel().getByRole("button", { name: "Print 3 documents" }));
  expect((await panel().findByRole("alert")).textContent).toContain("Office");
  expect(panel().getByText(/one\.pdf/)).toBeTruthy();
});

it("prints the chosen one again by keyboard alone, and shows its new line", async () => {
  const prints = vi.fn<Door["prints"]>(pagesOf(fakePrints));
  const reprint = vi.fn<Door["reprint"]>(async () => ok(fakePrinted("/prints/again.pdf")));
  const { person } = await open({ prints, reprint }, "history");
  panel()
    .getAllByRole("button", { name: /^Print again/ })[0]
    ?.focus();
  await person.keyboard("{ArrowDown}{Enter}");
  await screen.findByRole("dialog", { name: "Print again" });
  await person.keyboard("{Enter}");
  expect(await screen.findByText("/prints/again.pdf")).toBeTruthy();
  expect(reprint).toHaveBeenCalledExactlyOnceWith("print-42", null, { printer: null, password: null });
  const before = prints.mock.calls.length;
  await person.keyboard("{Enter}");
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(prints.mock.calls.length).toBe(before + 1);
});

it("prints a label again from the place that is chosen now", async () => {
  const reprint = vi.fn<Door["reprint"]>(async () => ok(fakePrinted("/prints/again.pdf")));
  const { person } = await open({ reprint }, "history");
  await person.click(panel().getByRole("button", { name: /^Print again: Key label/ }));
  const dialog = within(screen.getByRole("dialog"));
  expect((await dialog.findByRole<HTMLInputElement>("radio", { name: "Label 7" })).checked).toBe(true);
  await person.click(dialog.getByRole("radio", { name: "Label 8" }));
  await person.click(dialog.getByRole("button", { name: "Print" }));
  expect(reprint).toHaveBeenCalledExactlyOnceWith("print-31", 8, { printer: null, password: null });
});

it("says beside its button why one cannot be printed again", async () => {
  const { person } = await open({ reprint: async () => no({ code: "print_not_kept" }) }, "history");
  await person.click(panel().getAllByRole("button", { name: /^Print again/ })[0] as HTMLElement);
  await person.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Print" }));
  expect((await screen.findByRole("alert")).textContent).toContain("was not kept");
});
