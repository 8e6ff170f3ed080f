import { act, screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { DeviceFactsView, Door, IntentView, RefusedLine } from "../../ipc/door";
import { fakeDevice, fakeDoor, ok } from "../../ipc/fake";
import { mail, one, open, review, settle } from "./typing";

// Whole applications are typed here, key by key.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => localStorage.clear());

it("keeps to what was sent until it is answered", async () => {
  let answer = (_: Awaited<ReturnType<Door["issue"]>>) => {};
  const issue: Door["issue"] = () => new Promise((done) => (answer = done));
  const { press, type, person } = await review({ issue });
  await type("cdef");
  await press("{Enter}");
  await press("{Escape}");
  const back = screen.getByRole("button", { name: /Back/ });
  await person.click(back);
  expect(back.title).toContain("no going back");
  expect(screen.getByRole("heading", { name: "Check, and apply" })).toBeTruthy();
  const registrations = [{ activation_key: one.activation_key, registration_key: "AAAA-BBBB-CCCC-DDDD" }];
  await act(async () => answer(ok({ intent: "1", outcome: { outcome: "issued", registrations }, answered: [] })));
  const result = screen.getByRole("region", { name: "1 registration key was issued" });
  expect(within(result).getByText(fakeDevice)).toBeTruthy();
  expect(within(result).getByText(/福岡支店 3階 会議室/)).toBeTruthy();
});

/** The desk knows that this device has these keys already. */
const hasAlready =
  (...numbers: string[]): Door["foreseeKeys"] =>
  async (_, keys) =>
    ok(
      keys.map(({ activation_key }) => ({
        product: null,
        outlook: numbers.includes(activation_key)
          ? { outlook: "again", registration_key: "AAAA-BBBB-CCCC-DDDD", issued_at: "2026-03-09T05:12:00Z" }
          : { outlook: "free" },
      })),
    );

it("shows keys that the device has already, and warns of nothing", async () => {
  const { press } = await review({ foreseeKeys: hasAlready(one.activation_key) });
  expect(screen.queryByText(/to issue$/)).toBeNull();
  expect(screen.queryByText("This cannot be undone")).toBeNull();
  expect(screen.getByText("3 keys issued for this device before")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Show the issued keys" }));
  await press("{Enter}");
  expect(screen.getByRole("heading", { name: "Keys issued before are shown" })).toBeTruthy();
});

it("copies all keys as it copies one: taken back after a while, and shown to be there", async () => {
  const copy = vi.fn<Door["copy"]>(async () => ok(30));
  const { press, type, person } = await review({ copy });
  await type("cdef");
  await press("{Enter}");
  await person.click(screen.getByRole("button", { name: "Copy all" }));
  const registration = one.activation_key.split("-").toReversed().join("-");
  expect(copy).toHaveBeenCalledExactlyOnceWith(`${one.activation_key}\t${registration}`);
  expect(await screen.findByText(/All keys/)).toBeTruthy();
});

it("binds and counts only the keys that are new", async () => {
  const { press, type, person } = await open({ foreseeKeys: hasAlready(one.activation_key) });
  await press("{Control>}3{/Control}{Enter}");
  await person.paste(mail);
  await settle();
  for (const _ of ["device", "yes", "keys", "yes"]) await press("{Enter}");
  expect(screen.getByRole("heading", { name: "1 key to issue" })).toBeTruthy();
  expect(screen.getByText(/Applying binds 1 key to/)).toBeTruthy();
  await type("cdef");
  await press("{Enter}");
  expect(screen.getByRole("heading", { name: /^1 registration key was issued.*1 key issued before/ })).toBeTruthy();
});

it("keeps an application that cannot be sent, and says so calmly", async () => {
  const { press, type } = await review({
    issue: async () =>
      ok({ intent: "7", outcome: { outcome: "queued", intent: "1", because: { code: "unreachable" } }, answered: [] }),
  });
  await type("cdef");
  await press("{Enter}");
  expect(screen.getByRole("heading", { name: "Your application is kept" })).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Next customer" }));
});

/** An office that keeps an application, with what its desk says of it afterwards. */
async function kept(intent: IntentView, onceIssued: Partial<DeviceFactsView> = {}) {
  const now = { list: [{ ...intent, answer: null }] as IntentView[], facts: {} as Partial<DeviceFactsView> };
  const plainly = fakeDoor();
  const office = await review({
    issue: async () =>
      ok({
        intent: intent.intent,
        outcome: { outcome: "queued", intent: intent.intent, because: { code: "unreachable" } },
        answered: [],
      }),
    applications: async () => ok(now.list),
    deviceFacts: async (device) => {
      const answer = await plainly.deviceFacts(device);
      return answer.status === "ok" ? ok({ ...answer.data, ...now.facts }) : answer;
    },
  });
  await office.type("cdef");
  await office.press("{Enter}");
  const synced = { cursor: 1, applied: 1, total: 1 };
  const sync = async (list: IntentView[]) => {
    now.list = list;
    now.facts = onceIssued;
    await act(async () => office.door.tellSync({ state: "finished", synced, answered: 1 }));
    await settle();
  };
  return { ...office, sync };
}

const waiting: IntentView = {
  intent: "7",
  ask: "register",
  at: "2026-11-21T04:12:00Z",
  by: "demo1234",
  device: fakeDevice,
  keys: [one.activation_key],
  customer: null,
  answer: null,
};

it("turns what was kept into its result once a sync brings it", async () => {
  const product = { code: "KX-VCS201", purpose: { ja: "ソフトウェア拡張", en: "Software upgrade" } };
  const registration_key = "AAAA-BBBB-CCCC-DDDD";
  const key = { activation_key: one.activation_key, registration_key, product, issued_at: "2026-11-21T04:13:00Z" };
  const { sync } = await kept(waiting, { issued: [key] });
  await sync([waiting]);
  expect(screen.getByRole("heading", { name: "Your application is kept" })).toBeTruthy();
  await sync([]);
  expect(screen.getByRole("heading", { name: "1 registration key was issued" })).toBeTruthy();
  expect(screen.getByText(registration_key)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Print" }));
});

it("says that what was kept is refused, and leads to the line to correct", async () => {
  const lines: RefusedLine[] = [{ activation_key: one.activation_key, code: "unknown_pair" }];
  const { sync, press } = await kept(waiting);
  await sync([{ ...waiting, answer: { outcome: "refused", code: "lines_refused", lines } }]);
  expect(screen.getByRole("heading", { name: "The application that was kept is refused" })).toBeTruthy();
  await press("{Enter}");
  expect(within(screen.getByRole("listitem", { name: "Line 1" })).getByRole("alert")).toBeTruthy();
});
