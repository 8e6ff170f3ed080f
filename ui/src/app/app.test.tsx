import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { DoorProvider } from "../ipc/context";
import type { Door } from "../ipc/door";
import { crowdedToday, type FakeDoor, fakeDoor, fakePrinted, fakeStatus, fakeThings, no, ok } from "../ipc/fake";
import { fakeMaintenance } from "../ipc/fake/office";
import { App } from "./App";

beforeEach(() => localStorage.clear());

async function open(
  replaced: Partial<Door> = {},
): Promise<{ door: FakeDoor; person: ReturnType<typeof userEvent.setup> }> {
  const door = fakeDoor({ language: async () => ok("en"), ...replaced });
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <App />
      </DoorProvider>,
    ),
  );
  return { door, person: userEvent.setup() };
}

const field = () => screen.getByRole<HTMLInputElement>("combobox");

it("shows the state, and is ready to type", async () => {
  await open();
  expect(within(screen.getByRole("list", { name: "State" })).getByText("Online")).toBeTruthy();
  expect(document.activeElement).toBe(field());
});

it("asks for the first sync only when it shows what becomes of it", async () => {
  const sync = vi.fn<Door["sync"]>(async () => {
    door.tellSync({ state: "stopped", problem: { code: "session_ended" } });
    return ok(null);
  });
  const door = fakeDoor({ language: async () => ok("en"), sync });
  await open(door);
  expect(sync).toHaveBeenCalledOnce();
  expect(screen.getByRole("button", { name: "Sign in again" })).toBeTruthy();
});

it.each([
  ["Files", true],
  ["text/uri-list", true],
  ["text/plain", false],
])("a drop beside every place for it, of %s, is refused: %s", async (type, refused) => {
  await open();
  for (const event of ["dragOver", "drop"] as const) {
    const goesOn = fireEvent[event](document.body, { dataTransfer: { types: [type] } });
    expect(goesOn).toBe(!refused);
  }
});

it("goes from the field to a result to the printer by keyboard alone", async () => {
  const print = vi.fn<Door["print"]>(async () => ok(fakePrinted("/prints/card.pdf")));
  const { person } = await open({ print });
  await person.keyboard("KX-VCS101");
  const second = fakeThings.filter((thing) => thing.product === "KX-VCS101")[1];
  await person.keyboard("{ArrowDown}{Enter}");
  expect(document.activeElement).toBe(screen.getByRole("grid"));
  await person.keyboard("p");
  await within(await screen.findByRole("dialog")).findByRole("img");
  await person.keyboard("{Enter}");
  expect(print).toHaveBeenCalledWith(expect.objectContaining({ subjects: [second?.id] }), {
    printer: null,
    password: null,
  });
});

it("prints with Ctrl+P without leaving the field", async () => {
  const { person } = await open();
  await person.keyboard("KX-VCS101{Control>}p{/Control}");
  expect(await screen.findByRole("dialog", { name: "Print" })).toBeTruthy();
});

it.each([
  ["composing", { isComposing: true }],
  ["just confirmed, as WebKit says it", { keyCode: 229 }],
])("the Enter of a conversion does nothing: %s", async (_, how) => {
  const { person } = await open();
  await person.keyboard("KX-VCS101");
  fireEvent.keyDown(field(), { key: "Enter", ...how });
  expect(document.activeElement).toBe(field());
});

it("never prints a key that is out of sight, and shows it first", async () => {
  const { person } = await open();
  await person.keyboard("KX-VCS101{Control>}1{/Control}{Control>}p{/Control}");
  expect(screen.queryByRole("dialog")).toBeNull();
  await person.keyboard("{Enter}");
  expect(screen.getByRole("grid")).toBeTruthy();
  expect(document.activeElement).toBe(field());
});

it("shows a registration id only when asked, and the desk is told that it was", async () => {
  const reveal = vi.fn<Door["reveal"]>(async () => ok("0123-4567"));
  const { person } = await open({ reveal });
  await person.keyboard("KX-VCS101");
  const show = await screen.findByRole("button", { name: "Show Registration ID" });
  expect(reveal).not.toHaveBeenCalled();
  await person.click(show);
  expect(await screen.findByText("0123-4567")).toBeTruthy();
  const key = fakeThings.find((thing) => thing.product === "KX-VCS101");
  expect(reveal).toHaveBeenCalledExactlyOnceWith("registration_id", key?.id);
});

it("masks a registration id again when its room is left", async () => {
  const { person } = await open({ reveal: async () => ok("0123-4567") });
  await person.keyboard("KX-VCS101");
  await person.click(await screen.findByRole("button", { name: "Show Registration ID" }));
  expect(await screen.findByText("0123-4567")).toBeTruthy();
  await person.keyboard("{Control>}1{/Control}{Control>}2{/Control}");
  expect(screen.getByRole("button", { name: "Show Registration ID" })).toBeTruthy();
  expect(screen.queryByText("0123-4567")).toBeNull();
});

it("leaves a registration id masked that is told of only after its room was left", async () => {
  let tell = (_: string) => {};
  const reveal = () => new Promise<ReturnType<typeof ok<string>>>((resolve) => (tell = (value) => resolve(ok(value))));
  const { person } = await open({ reveal });
  await person.keyboard("KX-VCS101");
  await person.click(await screen.findByRole("button", { name: "Show Registration ID" }));
  await person.keyboard("{Control>}1{/Control}");
  await act(async () => tell("0123-4567"));
  await person.keyboard("{Control>}2{/Control}");
  expect(screen.queryByText("0123-4567")).toBeNull();
});

it("leads on with the focus: to the tab one came for, to the heading of another room, and not out of the field", async () => {
  const { person } = await open({ today: async () => ok(crowdedToday) });
  await person.keyboard("{Control>}6{/Control}{Control>}1{/Control}");
  expect(document.activeElement).toBe(field());
  await person.click(screen.getByRole("button", { name: "And 117 more" }));
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: "Renewals to quote" }));
  await person.keyboard("{Control>}1{/Control}");
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Today" }));
});

it("tells of what waits to be sent, and of nothing when nothing does", async () => {
  const { door } = await open();
  const state = within(screen.getByRole("list", { name: "State" }));
  act(() => door.tellStatus({ ...fakeStatus, waiting: 0 }));
  expect(state.queryByText(/waiting/)).toBeNull();
  act(() => door.tellStatus({ ...fakeStatus, waiting: 2 }));
  expect(state.getByText("2 waiting")).toBeTruthy();
});

it("follows the first sync", async () => {
  const { door } = await open({ status: async () => ok({ ...fakeStatus, last_sync: null }) });
  act(() => door.tellSync({ state: "progress", done: 250, total: 1000 }));
  const bar = screen.getByRole("progressbar");
  expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["250", "1000"]);
});

it("says what stopped a sync", async () => {
  const { door } = await open();
  act(() => door.tellSync({ state: "stopped", problem: { code: "unreachable" } }));
  expect(screen.getByRole("note").textContent).toContain("server");
});

it("tells people who look elsewhere about news, and nobody about none", async () => {
  const notify = vi.fn<Door["notify"]>(async () => ok(null));
  const { door } = await open({ notify });
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  act(() => door.tellSync({ state: "finished", synced: { cursor: 9, applied: 0, total: 9 }, answered: 0 }));
  expect(notify).not.toHaveBeenCalled();
  act(() => door.tellSync({ state: "finished", synced: { cursor: 9, applied: 9, total: 9 }, answered: 0 }));
  expect(notify).toHaveBeenCalledExactlyOnceWith("Kagifuda", "9 changes have arrived.");
  vi.mocked(document.hasFocus).mockReturnValue(true);
  act(() => door.tellSync({ state: "finished", synced: { cursor: 9, applied: 9, total: 9 }, answered: 0 }));
  expect(notify).toHaveBeenCalledOnce();
});

it("MNT-1 tells once of maintenance that is newly announced, in the state and on the way in", async () => {
  const notify = vi.fn<Door["notify"]>(async () => ok(null));
  const maintenanceNews = vi.fn<Door["maintenanceNews"]>(async () => ok(fakeMaintenance));
  const status = async () => ok({ ...fakeStatus, maintenance: fakeMaintenance });
  const { door } = await open({ notify, maintenanceNews, status });
  expect(within(screen.getByRole("list", { name: "State" })).getByText("Maintenance 23 Nov, 22:00")).toBeTruthy();
  const synced = { state: "finished", synced: { cursor: 9, applied: 0, total: 9 }, answered: 0 } as const;
  await act(async () => door.tellSync(synced));
  expect(notify).toHaveBeenCalledExactlyOnceWith("Kagifuda", expect.stringContaining("23 Nov 2026, 22:00"));
  maintenanceNews.mockResolvedValue(ok([]));
  await act(async () => door.tellSync(synced));
  expect(notify).toHaveBeenCalledOnce();
  await act(async () => door.tellStatus({ ...fakeStatus, account: null, maintenance: fakeMaintenance }));
  expect(screen.getByRole("note").textContent).toContain("Maintenance of the server");
});

it("opens with its problem where the cache cannot be opened, and tries again", async () => {
  const status = vi.fn<Door["status"]>(async () => no({ code: "cache_damaged", path: null }));
  const { person } = await open({ status });
  expect(screen.getByRole("alert").textContent).not.toBe("");
  status.mockResolvedValue(ok(fakeStatus));
  await person.click(screen.getByRole("button", { name: "もう一度開く" }));
  expect(field()).toBeTruthy();
});

it("sets a damaged cache aside only when told to, and opens anew", async () => {
  const status = vi.fn<Door["status"]>(async () => no({ code: "cache_damaged", path: null }));
  const setAside = vi.fn<Door["setAside"]>(async () => ok({ aside: [], applications: null, prints: 3 }));
  const { person } = await open({ status, setAside });
  expect(setAside).not.toHaveBeenCalled();
  status.mockResolvedValue(ok({ ...fakeStatus, account: null }));
  await person.click(screen.getByRole("button", { name: "取り置いて、取り込み直す" }));
  expect(screen.getByRole("alert").textContent).toContain("送信待ちの申請は、読み出せませんでした");
  await person.click(screen.getByRole("button", { name: "続ける" }));
  expect(setAside).toHaveBeenCalledOnce();
  expect(screen.getByRole("heading", { name: "Sign in" })).toBeTruthy();
});

it("sets aside once at a time, and tells when it could not", async () => {
  let answer: (answer: Awaited<ReturnType<Door["setAside"]>>) => void = () => {};
  const setAside = vi.fn<Door["setAside"]>(() => new Promise((resolve) => (answer = resolve)));
  const { person } = await open({ status: async () => no({ code: "cache_damaged", path: null }), setAside });
  await person.click(screen.getByRole("button", { name: "取り置いて、取り込み直す" }));
  const busy = screen.getByRole("button", { name: "取り置いています…" });
  expect([busy.getAttribute("aria-disabled"), busy.title]).toEqual(["true", "取り置いています…"]);
  expect(screen.getByRole("button", { name: "もう一度開く" }).getAttribute("aria-disabled")).toBe("true");
  await person.click(busy);
  expect(setAside).toHaveBeenCalledOnce();
  await act(async () => answer(no({ code: "disk_full" })));
  expect(screen.getAllByRole("alert").at(-1)?.textContent).toContain("空き");
  expect(screen.getByRole("button", { name: "取り置いて、取り込み直す" }).getAttribute("aria-disabled")).toBeNull();
});

it("tells why the data cannot be opened when it cannot be after setting aside either", async () => {
  const status = vi.fn<Door["status"]>(async () => no({ code: "cache_damaged", path: null }));
  const { person } = await open({ status, setAside: async () => ok({ aside: [], applications: 0, prints: 0 }) });
  await person.click(screen.getByRole("button", { name: "取り置いて、取り込み直す" }));
  status.mockResolvedValue(no({ code: "disk_full" }));
  await person.click(screen.getByRole("button", { name: "続ける" }));
  expect(screen.getByRole("heading", { name: "保管データを開けません" })).toBeTruthy();
});

it("never offers to set aside what a newer version made", async () => {
  await open({ status: async () => no({ code: "disk_full" }) });
  expect(screen.queryByRole("button", { name: "取り置いて、取り込み直す" })).toBeNull();
});

it("changes its language at once", async () => {
  const setLanguage = vi.fn<Door["setLanguage"]>(async () => ok(null));
  const { person } = await open({ setLanguage });
  await person.keyboard("{Control>}8{/Control}");
  await person.click(screen.getByRole("radio", { name: "日本語" }));
  expect(screen.getByRole("heading", { name: "設定" })).toBeTruthy();
  expect(document.documentElement.lang).toBe("ja");
  expect(setLanguage).toHaveBeenCalledWith("ja");
});

it("grows and shrinks by keyboard, within what can be read, and remembers it", async () => {
  const zoom = vi.fn<Door["zoom"]>(async () => ok(null));
  const { person } = await open({ zoom });
  for (const [keys, percent] of [
    ["{Control>}-{/Control}", 100],
    ["{Control>}+{/Control}", 125],
    ["{Control>}======{/Control}", 200],
    ["{Control>}-{/Control}", 175],
  ] as const) {
    await person.keyboard(keys);
    expect(zoom).toHaveBeenLastCalledWith(percent);
  }
  cleanup();
  await open({ zoom });
  expect(zoom).toHaveBeenLastCalledWith(175);
  await person.keyboard("{Control>}0{/Control}");
  expect(zoom).toHaveBeenLastCalledWith(100);
});
