import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import { App } from "../../app/App";
import { DoorProvider } from "../../ipc/context";
import type { DeviceFactsView, Door, IntentView, RefusedLine, SyncEvent } from "../../ipc/door";
import { fakeDevice, fakeDoor, fakeKeys, fakePairs, no, ok } from "../../ipc/fake";

// Whole applications are typed here, key by key.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => localStorage.clear());

const plain = (number: string) => number.replaceAll(/[-:]/g, "");
const device = plain(fakeDevice);
const [one, two] = fakePairs;
const typed = (pair: (typeof fakePairs)[number]) => plain(pair.activation_key) + plain(pair.registration_id);
const mail = `MPR ID: ${fakeDevice}\n${one.activation_key} ${one.registration_id}\n${two.activation_key} ${two.registration_id}`;

/** The office, and a person at its keyboard. Keys other than those of the numbers are counted. */
async function open(replaced: Partial<Door> = {}) {
  const door = fakeDoor({ language: async () => ok("en"), ...replaced });
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <App />
      </DoorProvider>,
    ),
  );
  const person = userEvent.setup({ delay: null });
  const counted = { presses: 0 };
  const press = async (key: string) => {
    counted.presses++;
    await person.keyboard(key);
    await settle();
  };
  const type = async (digits: string) => {
    await person.keyboard(digits);
    await settle();
  };
  return { door, person, press, type, counted };
}

/** Lets what the desk answers arrive. */
const settle = async () => {
  for (let turn = 0; turn < 3; turn++) await act(async () => new Promise((done) => setTimeout(done, 5)));
};

/** An office with an application up to its review. */
async function review(replaced: Partial<Door> = {}) {
  const office = await open(replaced);
  const { press, type } = office;
  await press("{Control>}3{/Control}");
  await press("{Enter}");
  await type(device);
  await press("{Enter}");
  await press("{Enter}");
  await type(typed(one));
  await press("{Enter}");
  await press("{Enter}");
  return office;
}

it("goes from home to a printed registration key in at most twelve key presses beyond the numbers", async () => {
  const print = vi.fn<Door["print"]>(async () => ok({ file: "/prints/card.pdf", pages: 1 }));
  const { press, type, counted } = await review({ print });
  await type(device.slice(-4));
  await press("{Enter}");
  expect(await screen.findByText(one.activation_key.split("-").toReversed().join("-"))).toBeTruthy();
  await press("{Enter}");
  await within(await screen.findByRole("dialog")).findByRole("img");
  await press("{Enter}");
  expect(print).toHaveBeenCalledWith(expect.objectContaining({ keys: [one.activation_key] }));
  expect(counted.presses).toBeLessThanOrEqual(12);
});

it("asks for the digits of the device again before what cannot be undone", async () => {
  const issue = vi.fn<Door["issue"]>(fakeDoor().issue);
  const { press, type, person } = await review({ issue });
  await type("0000");
  expect((await screen.findByRole("alert")).textContent).toContain("not the device’s last four digits");
  await press("{Enter}");
  expect(issue).not.toHaveBeenCalled();
  await person.clear(screen.getByRole("textbox", { name: /last four digits/ }));
  await type("cdef");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Apply" }));
  await press("{Enter}");
  expect(issue).toHaveBeenCalledExactlyOnceWith({ device: fakeDevice, keys: [one], site: null, mail: null });
});

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

it("recalls a site with its device, and saves it only when it was changed", async () => {
  const saveSite = vi.fn<Door["saveSite"]>(fakeDoor().saveSite);
  const { press, type, person } = await open({ saveSite });
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  const line = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Site, line 1" });
  expect(line().value).toBe("福岡支店");
  await press("{Enter}");
  await press("{Enter}");
  expect(saveSite).not.toHaveBeenCalled();
  await press("{Escape}");
  await person.clear(line());
  await person.type(line(), "新しい支店");
  await press("{Enter}");
  await press("{Enter}");
  expect(saveSite).toHaveBeenCalledExactlyOnceWith(fakeDevice, ["新しい支店", "3階 会議室"]);
});

it("points out personal data when the line is left", async () => {
  const { press, type, person } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  await person.type(screen.getByRole("textbox", { name: "Site, line 1" }), " 03-1234-5678");
  await person.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("telephone");
});

it("warns of a device with nearly the same number, and asks with the caret on the way back", async () => {
  const { press, type } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type(`${device.slice(0, -1)}0`);
  const facts = screen.getByRole("complementary", { name: "What is known of this device" });
  expect(within(facts).getByText("There is a device with nearly this number.")).toBeTruthy();
  await press("{Enter}");
  const correct = screen.getByRole("button", { name: /Correct/ });
  expect(document.activeElement).toBe(correct);
  expect(correct.textContent).toContain("Enter");
  expect(screen.getByRole("button", { name: "Yes, go on" }).textContent).not.toContain("Enter");
  await press("{Enter}");
  await act(async () =>
    within(screen.getByRole("complementary")).getByRole("button", { name: "Use this device" }).click(),
  );
  await settle();
  expect(within(screen.getByRole("complementary")).getByText("株式会社ミナト計器")).toBeTruthy();
});

it("fills in device and keys from a whole mail", async () => {
  const issue = vi.fn<Door["issue"]>(fakeDoor().issue);
  const { press, type, person } = await open({ issue });
  await press("{Control>}3{/Control}{Enter}");
  await person.paste(mail);
  expect(await screen.findByText("Filled in from what you pasted: the device and 2 keys.")).toBeTruthy();
  await press("{Enter}");
  await press("{Enter}");
  await press("{Enter}");
  await press("{Enter}");
  await type("cdef");
  await press("{Enter}");
  expect(issue).toHaveBeenCalledWith(expect.objectContaining({ device: fakeDevice, keys: [one, two] }));
});

it("puts the caret where typing goes on after a paste, and tells of it only as long as it holds", async () => {
  const { press, type, person } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  await press("{Enter}");
  await press("{Enter}");
  const scroll = vi.spyOn(Element.prototype, "scrollIntoView");
  await person.paste(mail);
  await settle();
  const filled = () => screen.queryByText(/^Filled in from what you pasted/);
  expect(filled()).toBeTruthy();
  expect(scroll).toHaveBeenCalled();
  scroll.mockRestore();
  const third = screen.getByRole("listitem", { name: "Line 3" });
  expect(document.activeElement).toBe(within(third).getAllByRole("textbox")[0]);
  await type("01");
  expect(filled()).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Remove line 2" }));
  expect(filled()).toBeNull();
});

it("leaves what was typed alone when nothing is found in what was pasted", async () => {
  const { press, type, person } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type("1234");
  await person.paste("よろしくお願いします。");
  expect(await screen.findByText("There is no number in what you pasted.")).toBeTruthy();
  expect(screen.getAllByRole<HTMLInputElement>("textbox", { name: /MPR ID/ })[0]?.value).toBe("1234");
});

it("takes key after key without another press, and says what each opens", async () => {
  const { press, type } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  await press("{Enter}");
  await press("{Enter}");
  await type(typed(one));
  await type(typed(two));
  expect(screen.getAllByText("KX-VCS201 Software upgrade")).toHaveLength(2);
  await press("{Enter}");
  expect(screen.getByRole("heading", { name: "Are these the keys?" })).toBeTruthy();
});

it("stops before a line that is sure to be refused", async () => {
  const bound = fakeKeys.find((key) => key.device) ?? { id: "", device: null };
  const { press, type } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  await press("{Enter}");
  await press("{Enter}");
  await type(`${plain(bound.id)}00000000`);
  await press("{Enter}");
  expect(screen.getByText("There is a line that will not be accepted.")).toBeTruthy();
  expect(screen.getAllByRole("alert")[0]?.textContent).toContain(bound.device);
});

it("puts a refusal beside its line, and takes it away when the line is changed", async () => {
  const lines: RefusedLine[] = [{ activation_key: one.activation_key, code: "unknown_pair" }];
  const issue = vi.fn<Door["issue"]>(async () =>
    ok({ intent: "7", outcome: { outcome: "refused", code: "lines_refused", lines }, answered: [] }),
  );
  const putAway = vi.fn<Door["putAway"]>(async () => ok(null));
  const { press, type, person } = await review({ issue, putAway });
  await type("cdef");
  await press("{Enter}");
  const line = screen.getByRole("listitem", { name: "Line 1" });
  expect(within(line).getByRole("alert")).toBeTruthy();
  const box = within(line).getByRole("textbox", { name: "Registration ID, 2 of 2" });
  await person.clear(box);
  expect(within(line).queryByRole("alert")).toBeNull();
  // Corrected and accepted, the refused one has nothing more to tell.
  issue.mockImplementation(fakeDoor().issue);
  await person.type(box, "1111");
  await press("{Enter}");
  await press("{Enter}");
  await type("cdef");
  await press("{Enter}");
  expect(putAway).toHaveBeenCalledExactlyOnceWith("7");
});

it("keeps a site that was typed before its device", async () => {
  const { press, type, person } = await open();
  await press("{Control>}3{/Control}");
  await press("{Enter}");
  const line = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Site, line 1" });
  await person.type(line(), "仙台支店");
  await act(async () => screen.getAllByRole("textbox", { name: /MPR ID/ })[0]?.focus());
  await type(device);
  expect(line().value).toBe("仙台支店");
  await person.click(screen.getByRole("button", { name: "Load the saved site" }));
  expect(line().value).toBe("福岡支店");
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
    await act(async () => office.door.tellSync({ state: "finished", synced, answered: 1 } as SyncEvent));
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

it("keeps everything that was typed when something goes wrong here", async () => {
  const { press, type } = await review({ issue: async () => no({ code: "disk_full" }) });
  await type("cdef");
  await press("{Enter}");
  expect(screen.getByRole("alert")).toBeTruthy();
  expect(screen.getByText(one.activation_key)).toBeTruthy();
});

it("asks for a mail only to the addresses that are ticked, with the subject that is preset", async () => {
  const issue = vi.fn<Door["issue"]>(fakeDoor().issue);
  const { person, type, press } = await review({ issue });
  await person.click(screen.getByRole("checkbox", { name: "Send to" }));
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Subject" }).value).toContain("福岡支店");
  await act(async () => screen.getByRole("textbox", { name: /last four digits/ }).focus());
  await type("cdef");
  await press("{Enter}");
  const mail = { to: ["desk@kagifuda.example.jp"], subject: null, language: "en" };
  expect(issue).toHaveBeenCalledWith(expect.objectContaining({ mail }));
});

it("does nothing on the Enter that confirms a conversion", async () => {
  const { press, type } = await open();
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  const line = screen.getByRole("textbox", { name: "Site, line 1" });
  const how = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
  expect(fireEvent.keyDown(line, how)).toBe(false);
  expect(screen.getByRole("textbox", { name: "Site, line 1" })).toBe(line);
});

it("lists what waits and what was refused, and sends a refused one again", async () => {
  const issue = vi.fn<Door["issue"]>(fakeDoor().issue);
  const putAway = vi.fn<Door["putAway"]>(fakeDoor().putAway);
  const { person, press, type } = await open({ issue, putAway });
  await press("{Control>}3{/Control}");
  await person.click(screen.getByRole("tab", { name: "Waiting or refused (2)" }));
  expect(screen.getByRole("heading", { name: "1 waiting" })).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Correct and send again" }));
  await settle();
  const line = screen.getByRole("listitem", { name: "Line 2" });
  expect(within(line).getByRole("alert")).toBeTruthy();
  await person.clear(within(line).getByRole("textbox", { name: "Registration ID, 1 of 2" }));
  await person.type(within(line).getByRole("textbox", { name: "Registration ID, 1 of 2" }), "1111");
  await press("{Enter}");
  await press("{Enter}");
  expect(screen.getByText("札幌支店 2階")).toBeTruthy();
  await type("0001");
  await press("{Enter}");
  expect(issue).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ site: ["札幌支店", "2階"] }));
  expect(putAway).toHaveBeenCalledOnce();
});

it("shows the demo to whoever has not signed in, and asks no server for anything", async () => {
  const never = vi.fn<Door["issue"]>();
  const signedOut = { status: async () => ok({ ...(await statusOf()), account: null }), issue: never };
  const { person } = await open({ ...signedOut, deviceFacts: never as never, foreseeKeys: never as never });
  await person.click(screen.getByRole("button", { name: "See a demo (no sign-in)" }));
  await settle();
  for (const name of ["Next", "Next", "Yes, go on", "Next", "Yes, go on", "Apply"]) {
    expect(screen.getByText("Demo")).toBeTruthy();
    await person.click(screen.getByRole("button", { name }));
    await settle();
  }
  expect(screen.getAllByText("1111-1111-1111-1111").length).toBeGreaterThan(0);
  expect(screen.getByRole("button", { name: "Print" }).textContent).toBe("Print");
  expect(document.activeElement?.textContent).toContain("Enter");
  expect(never).not.toHaveBeenCalled();
  await person.click(screen.getByRole("button", { name: "End the demo" }));
  expect(screen.getByRole("heading", { name: "Sign in" })).toBeTruthy();
});

const statusOf = async () => {
  const answer = await fakeDoor().status();
  if (answer.status === "error") throw new Error("there is no invented status");
  return answer.data;
};

it("is open to everyone: no step has a violation", async () => {
  const { press, type } = await open();
  const check = async () => {
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  };
  await press("{Control>}3{/Control}");
  await check();
  await press("{Enter}");
  await type(device);
  await check();
  await press("{Enter}");
  await check();
  await press("{Enter}");
  await type(typed(one));
  await check();
  await press("{Enter}");
  await check();
  await press("{Enter}");
  await check();
  await type("cdef");
  await press("{Enter}");
  await check();
});
