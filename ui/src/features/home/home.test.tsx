import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door, StatusView } from "../../ipc/door";
import { crowdedToday, emptyToday, fakeDoor, fakeDue, fakeStatus, no, ok } from "../../ipc/fake";
import { fakeMaintenance } from "../../ipc/fake/office";
import { FrameContext } from "../../kit/place";
import { Home } from "./Home";

async function open(replaced: Partial<Door> = {}, status: Partial<StatusView> = {}) {
  const go = vi.fn();
  const door = fakeDoor(replaced);
  const page = (told: StatusView) => (
    <DoorProvider value={door}>
      <SpeechProvider language="en">
        <FrameContext value={{ go, print: () => {} }}>
          <Home status={told} syncing={{ state: "idle" }} onSync={() => {}} onSignIn={() => {}} />
        </FrameContext>
      </SpeechProvider>
    </DoorProvider>
  );
  const { rerender } = await act(async () => render(page({ ...fakeStatus, ...status })));
  const tell = (told: StatusView) => act(async () => rerender(page(told)));
  return { go, tell, person: userEvent.setup() };
}

const today = (due: ReturnType<typeof fakeDue>) =>
  ok({ ...emptyToday, due: [{ urgency: "days30" as const, count: 1, first: [due] }], total: 1 });

it("tells of each licence whose it is, when it ends in both zones, and the last day to act", async () => {
  const due = { ...fakeDue(0, 9), expiry: "2026-11-30", expiry_in_japan: "2026-12-01T08:59", last_day: "2027-05-31" };
  await open({ today: async () => today(due) });
  const line = screen.getByRole("row", { name: /株式会社ミナト計器/ });
  for (const told of [due.device, "30 Nov 2026", "GMT, Japan 1 Dec 08:59", "31 May 2027", "Tsunagaru"]) {
    expect(line.textContent).toContain(told);
  }
});

it("marks the contract users of みえます, who are no customers of the office's list", async () => {
  await open({ today: async () => today(fakeDue(1, 9)) });
  expect(screen.getByRole("button", { name: /^Act on/ }).textContent).toContain("Contract user");
});

it("marks no customer of the office", async () => {
  await open({ today: async () => today(fakeDue(0, 9)) });
  expect(screen.getByRole("button", { name: /^Act on/ }).textContent).not.toContain("Contract user");
});

it.each([
  ["tsunagaru", 0, (device: string) => ({ room: "renew", tab: "extend", device })],
  ["miemasu", 1, (query: string) => ({ room: "find", query })],
  ["remo", 2, (query: string) => ({ room: "find", query })],
])("a licence of %s leads to where something is done about it", async (_, index, place) => {
  const due = fakeDue(index, 9);
  const { go, person } = await open({ today: async () => today(due) });
  await person.click(screen.getByRole("button", { name: new RegExp(`^Act on ${due.customer}.*, ${due.device}$`) }));
  expect(go).toHaveBeenCalledExactlyOnceWith(place(due.device));
});

it("goes from licence to licence with the arrows", async () => {
  const { person } = await open();
  const lines = screen.getAllByRole("button", { name: /^Act on/ });
  lines[1]?.focus();
  await person.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(document.activeElement).toBe(lines[2]);
  lines[0]?.focus();
  await person.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(lines[0]);
});

it("says how many more there are than it shows, and leads to them", async () => {
  const { go, person } = await open({ today: async () => ok(crowdedToday) });
  expect(screen.getByRole("rowheader", { name: /Ended, can still be renewed/ }).textContent).toContain("120");
  await person.click(screen.getByRole("button", { name: "And 117 more" }));
  expect(go).toHaveBeenCalledExactlyOnceWith({ room: "reports", tab: "quotes" });
});

it("tells of applications that wait, that were refused, and that were done meanwhile, and leads to them", async () => {
  const putAway = vi.fn<Door["putAway"]>(async () => ok(null));
  const { go, person } = await open({ today: async () => ok(crowdedToday), putAway });
  const requests = within(screen.getByRole("region", { name: "Applications" }));
  const [refused, done, waiting] = requests.getAllByRole("listitem");
  expect(refused?.textContent).toContain("six years");
  expect(waiting?.textContent).toContain("Waiting to be sent");
  await person.click(within(refused as HTMLElement).getByRole("button"));
  expect(go).toHaveBeenLastCalledWith({ room: "issue", list: true });
  await person.click(within(waiting as HTMLElement).getByRole("button"));
  expect(go).toHaveBeenLastCalledWith({ room: "issue", list: true });
  expect(putAway).not.toHaveBeenCalled();
  await person.click(within(done as HTMLElement).getByRole("button", { name: /^Done/ }));
  expect(go).toHaveBeenLastCalledWith({ room: "find", query: "00C0-8F01-2345" });
  expect(putAway).toHaveBeenCalledExactlyOnceWith("d1");
  expect(requests.getByRole("button", { name: "And 3 more applications" })).toBeTruthy();
});

it("says that all is done when nothing ends soon, and not before anything is known", async () => {
  const { tell } = await open({ today: async () => ok(emptyToday) }, { last_sync: null });
  expect(screen.queryByText("No licence ends soon")).toBeNull();
  await tell(fakeStatus);
  expect(screen.getByRole("heading", { name: "No licence ends soon" })).toBeTruthy();
});

it("looks again whenever the state of the office is told anew", async () => {
  const asked = vi.fn<Door["today"]>(async () => ok(emptyToday));
  const { tell } = await open({ today: asked });
  asked.mockResolvedValue(today(fakeDue(0, 9)));
  await tell({ ...fakeStatus, last_sync: "2026-11-21T06:00:00Z" });
  expect(screen.getByRole("button", { name: /^Act on/ })).toBeTruthy();
});

it("says what went wrong in place of a list", async () => {
  await open({ today: async () => no({ code: "failed", report: "K-8F21" }) });
  expect(screen.getByRole("alert").textContent).toContain("K-8F21");
  expect(screen.queryByText("No licence ends soon")).toBeNull();
});

it("announces maintenance: when, how long, and what goes on meanwhile", async () => {
  await open({}, { maintenance: fakeMaintenance });
  const note = screen.getByRole("note").textContent;
  for (const told of [
    "23 Nov 2026, 22:00",
    "24 Nov 2026, 00:00",
    "2\u00a0hours",
    "new machines",
    "Looking up and printing go on",
  ]) {
    expect(note).toContain(told);
  }
});
