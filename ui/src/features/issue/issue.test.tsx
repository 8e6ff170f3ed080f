import { act, fireEvent, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { beforeEach, expect, it, vi } from "vitest";
import type { Door, RefusedLine } from "../../ipc/door";
import { fakeDevice, fakeDoor, fakeKeys, fakePrinted, no, ok } from "../../ipc/fake";
import { device, mail, one, open, plain, review, settle, two, typed } from "./typing";

// Whole applications are typed here, key by key.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => localStorage.clear());

it("goes from home to a printed registration key in at most twelve key presses beyond the numbers", async () => {
  const print = vi.fn<Door["print"]>(async () => ok(fakePrinted("/prints/card.pdf")));
  const { press, type, counted } = await review({ print });
  await type(device.slice(-4));
  await press("{Enter}");
  expect(await screen.findByText(one.activation_key.split("-").toReversed().join("-"))).toBeTruthy();
  await press("{Enter}");
  await within(await screen.findByRole("dialog")).findByRole("img");
  await press("{Enter}");
  expect(print).toHaveBeenCalledWith(
    expect.objectContaining({ document: "registration-sheet", subjects: [fakeDevice] }),
    { printer: null, password: null },
  );
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
  expect(issue).toHaveBeenCalledExactlyOnceWith({
    device: fakeDevice,
    keys: [one],
    site: null,
    mail: null,
    draft: expect.any(String),
  });
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

it.each([
  ["5566-7788-9900-1133", "Asked for on 5566-7788-9900-1133, and waits to be sent."],
  [fakeDevice, "Already asked for on this device, and waits to be sent."],
])("says of a key that waits for %s where it will go", async (waits, told) => {
  const waiting = { product: null, outlook: { outlook: "waiting" as const, device: waits } };
  const { press, type, person } = await open({ foreseeKeys: async (_, lines) => ok(lines.map(() => waiting)) });
  await press("{Control>}3{/Control}{Enter}");
  await type(device);
  await press("{Enter}");
  await press("{Enter}");
  await person.paste(mail);
  expect((await screen.findAllByText((text) => text.startsWith(told)))[0]).toBeTruthy();
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
  expect(await screen.findByRole("heading", { name: "1 waiting" })).toBeTruthy();
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
