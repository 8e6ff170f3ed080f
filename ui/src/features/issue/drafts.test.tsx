import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Door, IntentView } from "../../ipc/door";
import { fakeDevice, fakeDoor, fakeStatus, ok } from "../../ipc/fake";
import { application, type Start } from "./draft";
import { device, one, open, review, settle, two, typed } from "./typing";

// Whole applications are typed here, key by key.
vi.setConfig({ testTimeout: 60_000 });

beforeEach(() => localStorage.clear());

/** As it stands on disk. Whoever has to change it counts up the version. */
const written: { version: 1; form: Start } = {
  version: 1,
  form: {
    draft: {
      category: "hd",
      device: ["1234", "5678", "90AB", "CDEF"],
      site: ["福岡支店", "3階 会議室"],
      siteFor: null,
      lines: [
        { id: 7, activation: ["0123", "4567", "89AB", "CDEF"], registration: ["0123", "4567"] },
        { id: 8, activation: ["FEDC", "BA98", "", ""], registration: ["", ""] },
      ],
      mail: null,
      subject: null,
    },
    stage: { at: "keys" },
    replaces: ["6b9a3a5e-0000-4000-8000-000000000002"],
  },
};
const id = "00000000-0000-4000-8000-000000000001";

const kept =
  (text: string): Door["draft"] =>
  async (name) =>
    ok({ login: "demo1234", kept: name === "issue" ? { id, text, saved_at: "2026-11-21T04:40:00Z" } : null });

it("goes on where the window was killed, and applies under the id of the draft", async () => {
  expect(written.version).toBe(application.version);
  const issue = vi.fn<Door["issue"]>(fakeDoor().issue);
  const putAway = vi.fn<Door["putAway"]>(fakeDoor().putAway);
  const { press, type } = await open({ draft: kept(JSON.stringify(written)), issue, putAway });
  await press("{Control>}3{/Control}");
  expect(screen.getByText(/What you had typed is back/)).toBeTruthy();
  const second = within(screen.getByRole("listitem", { name: "Line 2" }));
  expect(second.getAllByRole<HTMLInputElement>("textbox").map((box) => box.value)).toEqual([
    "FEDC",
    "BA98",
    "",
    "",
    "",
    "",
  ]);
  await type(typed(two).slice(8));
  await press("{Enter}");
  await press("{Enter}");
  await type("cdef");
  await press("{Enter}");
  expect(issue).toHaveBeenCalledExactlyOnceWith({
    device: fakeDevice,
    keys: [one, two],
    site: null,
    mail: null,
    draft: id,
  });
  expect(putAway).toHaveBeenCalledExactlyOnceWith(written.form.replaces?.[0]);
  expect(screen.queryByText(/What you had typed is back/)).toBeNull();
});

it("drops what another version wrote, and begins as ever", async () => {
  const saveDraft = vi.fn<Door["saveDraft"]>(async () => ok(null));
  const { press } = await open({ draft: kept(JSON.stringify({ ...written, version: 0 })), saveDraft });
  await press("{Control>}3{/Control}");
  expect(screen.getByRole("heading", { name: "What kind of device are the keys for?" })).toBeTruthy();
  expect(saveDraft).toHaveBeenCalledWith(expect.objectContaining({ name: "issue", text: null }));
});

it("keeps every step, and none of the digits typed again", async () => {
  const saveDraft = vi.fn<Door["saveDraft"]>(async () => ok(null));
  const { type } = await review({ saveDraft });
  await type("cde");
  const { form } = JSON.parse(saveDraft.mock.lastCall?.[0].text ?? "");
  expect([form.stage, form.draft.device.join("")]).toEqual([{ at: "review" }, device]);
  expect(form.draft.lines[0]).toMatchObject({ registration: one.registration_id.split("-") });
});

it("leaves nothing for the next customer", async () => {
  const saveDraft = vi.fn<Door["saveDraft"]>(async () => ok(null));
  const { press, type, person } = await review({ saveDraft });
  await type("cdef");
  await press("{Enter}");
  const before = saveDraft.mock.calls.length;
  await person.click(screen.getByRole("button", { name: "Next customer" }));
  expect(screen.getByRole("heading", { name: "What kind of device are the keys for?" })).toBeTruthy();
  expect(saveDraft.mock.calls.slice(before).filter(([form]) => form.text !== null)).toEqual([]);
});

it("shows nothing of one member to another who signs in when the session has ended", async () => {
  const online = { state: "offline", problem: { code: "session_ended" } } as const;
  const statusFor = (login: string) => ({
    ...fakeStatus,
    online,
    account: fakeStatus.account && { ...fakeStatus.account, login },
  });
  const status: Door["status"] = async () => ok(statusFor("demo1234"));
  const signIn: Door["signIn"] = async ({ login }) => ok(statusFor(login));
  const { press, type, person } = await open({ status, signIn });
  const signInAs = async (login: string) => {
    await press("{Control>}1{/Control}");
    await person.click(screen.getByRole("button", { name: "Sign in again" }));
    const dialog = within(screen.getByRole("dialog"));
    await person.clear(dialog.getByLabelText("Login ID"));
    await person.type(dialog.getByLabelText("Login ID"), login);
    await person.type(dialog.getByLabelText("Password"), "a password{Enter}");
    await settle();
    await press("{Control>}3{/Control}");
  };
  const first = () => screen.queryAllByRole<HTMLInputElement>("textbox", { name: /MPR ID/ })[0]?.value;
  await press("{Control>}3{/Control}{Enter}");
  await type("1234");
  await signInAs("demo1234");
  expect(first()).toBe("1234");
  await signInAs("other123");
  expect(screen.getByRole("heading", { name: "What kind of device are the keys for?" })).toBeTruthy();
  await press("{Enter}");
  expect(first()).toBe("");
});

it("leads from a refused extension to its form with everything that was typed", async () => {
  const refused: IntentView = {
    intent: "6b9a3a5e-0000-4000-8000-000000000003",
    ask: "extend",
    at: "2026-11-21T04:40:00Z",
    by: "demo1234",
    device: fakeDevice,
    keys: [one.activation_key],
    customer: null,
    answer: { outcome: "refused", code: "standing_changed" },
  };
  const renewal = vi.fn<Door["renewal"]>(fakeDoor().renewal);
  const { press, person } = await open({ applications: async () => ok([refused]), renewal });
  await press("{Control>}3{/Control}");
  await person.click(screen.getByRole("tab", { name: "Waiting or refused (1)" }));
  await person.click(screen.getByRole("button", { name: "Correct and apply again in Extend & renew" }));
  await settle();
  expect(renewal).toHaveBeenCalledExactlyOnceWith(refused.intent);
  expect(screen.getByRole("tab", { name: "Extend" }).getAttribute("aria-selected")).toBe("true");
  const id = within(screen.getByRole("group", { name: "Registration ID" })).getAllByRole<HTMLInputElement>("textbox");
  expect(id.map((box) => box.value)).toEqual(["0123", "4567"]);
});
