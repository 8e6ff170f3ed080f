import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door } from "../../ipc/door";
import { fakeDoor, no, ok } from "../../ipc/fake";
import { FrameContext, type PlaceOf } from "../../kit/place";
import { ReportsPage } from "./ReportsPage";

type Tab = NonNullable<PlaceOf<"reports">["tab"]>;

async function open(tab: Tab, replaced: Partial<Door> = {}) {
  const go = vi.fn();
  const door = fakeDoor(replaced);
  const page = (place: PlaceOf<"reports">) => (
    <DoorProvider value={door}>
      <SpeechProvider language="en">
        <FrameContext value={{ go, print: () => {} }}>
          <ReportsPage place={place} />
        </FrameContext>
      </SpeechProvider>
    </DoorProvider>
  );
  const { rerender } = await act(async () => render(page({ room: "reports", tab })));
  const come = (place: PlaceOf<"reports">) => act(async () => rerender(page(place)));
  return { go, come, person: userEvent.setup() };
}

const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });

it("opens with the tab one came for, and keeps it when one comes back", async () => {
  const { come } = await open("calendar");
  const chosen = () => screen.getByRole("tab", { selected: true }).textContent;
  expect(chosen()).toBe("Calendar");
  await come({ room: "reports" });
  expect(chosen()).toBe("Calendar");
  await come({ room: "reports", tab: "quotes" });
  expect(chosen()).toBe("Renewals to quote");
});

it("KMS-9 shows this month first, and another period as soon as it is chosen", async () => {
  const report = vi.fn<Door["report"]>(async () =>
    ok({ kind: "totals", keys: 3, days: 1, latest: [{ day: "2026-11-20", keys: 3 }] }),
  );
  const { person } = await open("totals", { report });
  expect(report).toHaveBeenLastCalledWith("totals", { from: "2026/11/01", to: "2026/11/30" });
  expect(screen.getByText("20 Nov 2026")).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Everything" }));
  expect(report).toHaveBeenLastCalledWith("totals", { from: "", to: "" });
  expect(screen.getByRole("button", { name: "Everything" }).getAttribute("aria-pressed")).toBe("true");
});

it("KMS-9 reads a typed period when its field is left, and not before", async () => {
  const report = vi.fn<Door["report"]>(async () => ok({ kind: "history", keys: 0, latest: [] }));
  const { person } = await open("history", { report });
  const asked = report.mock.calls.length;
  await person.clear(field("First day"));
  await person.type(field("First day"), "20260401");
  expect(report).toHaveBeenCalledTimes(asked);
  await person.tab();
  expect(report).toHaveBeenLastCalledWith("history", { from: "20260401", to: "2026/11/30" });
  expect(screen.getByText("No key was issued in this period")).toBeTruthy();
});

it("the Enter of a conversion asks nothing", async () => {
  const report = vi.fn<Door["report"]>(async () => ok({ kind: "totals", keys: 0, days: 0, latest: [] }));
  await open("totals", { report });
  const asked = report.mock.calls.length;
  fireEvent.change(field("First day"), { target: { value: "２０２６年４月１日" } });
  fireEvent.keyDown(field("First day"), { key: "Enter", keyCode: 229 });
  expect(report).toHaveBeenCalledTimes(asked);
  await act(async () => fireEvent.keyDown(field("First day"), { key: "Enter" }));
  expect(report).toHaveBeenCalledTimes(asked + 1);
});

it.each([
  ["First day", "きのう", "cannot be read as a date"],
  ["Last day", "2026/10/1", "ends (1 Oct 2026) before it begins (1 Nov 2026)"],
])("says beside its field what is wrong with a day: %s %s", async (name, typed, told) => {
  const { person } = await open("totals");
  await person.clear(field(name));
  await person.type(field(name), typed);
  await person.tab();
  expect(screen.getByRole("alert").textContent).toContain(told);
  expect(field(name).getAttribute("aria-invalid")).toBe("true");
  expect(field(name).value).toBe(typed);
});

it("saves what is shown, says where it is, and opens it", async () => {
  const saveReport = vi.fn<Door["saveReport"]>(async () => ok({ file: "/prints/registrations.csv", lines: 1204 }));
  const openPrinted = vi.fn<Door["openPrinted"]>(async () => ok(null));
  const showInFolder = vi.fn<Door["showInFolder"]>(async () => no({ code: "file_access", path: "/prints" }));
  const { person } = await open("history", { saveReport, openPrinted, showInFolder });
  await person.click(screen.getByRole("button", { name: "Save as CSV" }));
  expect(saveReport).toHaveBeenCalledExactlyOnceWith("history", { from: "2026/11/01", to: "2026/11/30" });
  expect(screen.getByText(/1,204 lines saved/)).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Open" }));
  expect(openPrinted).toHaveBeenCalledExactlyOnceWith("/prints/registrations.csv");
  await person.click(screen.getByRole("button", { name: "Open folder" }));
  expect(screen.getByRole("note").textContent).toContain("did not open");
});

it("tells of a saved file only as long as its period is shown", async () => {
  const report = async () => ok({ kind: "history" as const, keys: 1, latest: [] });
  const saveReport = async () => ok({ file: "/prints/registrations.csv", lines: 100 });
  const { person } = await open("history", { report, saveReport });
  await person.click(screen.getByRole("button", { name: "Save as CSV" }));
  expect(screen.getByText(/100 lines saved/)).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Everything" }));
  expect(screen.queryByText(/100 lines saved/)).toBeNull();
});

it("says what kept a file from being saved", async () => {
  const { person } = await open("quotes", { saveQuotes: async () => no({ code: "disk_full" }) });
  await person.click(screen.getByRole("button", { name: "Save as Excel" }));
  expect(screen.getByRole("alert").textContent).not.toBe("");
});

it("saves nothing where there is nothing, and says why", async () => {
  const saveQuotes = vi.fn<Door["saveQuotes"]>();
  const { person } = await open("quotes", { quotes: async () => ok({ total: 0, first: [] }), saveQuotes });
  const button = screen.getByRole("button", { name: "Save as CSV" });
  expect(button.title).toBe("There is nothing to save.");
  await person.click(button);
  expect(saveQuotes).not.toHaveBeenCalled();
});

it("TSU-7 tells what to renew with and how many months fit", async () => {
  await open("quotes");
  const lines = within(screen.getByRole("table", { name: "Renewals to quote" })).getAllByRole("row");
  expect(lines[1]?.textContent).toContain("KX-VCS701W / KX-VCS703W up to 60 months");
});

it("can be told to wait no longer", async () => {
  vi.useFakeTimers();
  try {
    await open("totals", { report: () => new Promise(() => {}) });
    expect(screen.queryByText(/Counting/)).toBeNull();
    await act(async () => vi.advanceTimersByTime(300));
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(screen.getByText(/Cancelled/)).toBeTruthy();
  } finally {
    vi.useRealTimers();
  }
});

it("shows on each day of the month what ends, and the list of a day", async () => {
  const expiries = vi.fn(fakeDoor().expiries);
  const { person } = await open("calendar", { expiries });
  const day = screen.getByRole("button", { name: "30 Nov 2026: Tsunagaru 12, Miemasu 148, Remo 3" });
  expect(screen.getByText("Ending in November 2026: 172")).toBeTruthy();
  await person.click(day);
  expect(day.getAttribute("aria-pressed")).toBe("true");
  expect(expiries).toHaveBeenLastCalledWith(null, "2026-11-30");
  expect(screen.getByText("Ending on 30 Nov 2026: 163")).toBeTruthy();
});

it("goes through the days with the arrows and through the months with Page Up and Page Down", async () => {
  const expiries = vi.fn(fakeDoor().expiries);
  const { person } = await open("calendar", { expiries });
  screen.getByRole("button", { name: /^21 Nov 2026/ }).focus();
  await person.keyboard("{ArrowRight}{ArrowUp}{ArrowUp}{ArrowLeft}");
  expect(document.activeElement?.textContent).toMatch(/^7 Nov 2026/);
  await person.keyboard("{PageDown}");
  expect(expiries).toHaveBeenLastCalledWith("2026-12", null);
});

it("saves the calendar from the month shown", async () => {
  const saveExpiries = vi.fn(fakeDoor().saveExpiries);
  const { person } = await open("calendar", { saveExpiries });
  await person.click(screen.getByRole("button", { name: "Next month" }));
  await person.click(screen.getByRole("button", { name: "Save as calendar (.ics)" }));
  expect(saveExpiries).toHaveBeenCalledExactlyOnceWith("2026-12");
  expect(screen.getByText(/71 events saved/)).toBeTruthy();
});
