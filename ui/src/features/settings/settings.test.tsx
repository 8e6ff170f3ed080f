import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door, StatusView } from "../../ipc/door";
import { fakeDoor, fakeStatus, no, ok } from "../../ipc/fake";
import { SettingsPage } from "./SettingsPage";

function open(tab: string, replaced: Partial<Door> = {}) {
  const { account } = fakeStatus as StatusView & { account: NonNullable<StatusView["account"]> };
  render(
    <DoorProvider value={fakeDoor(replaced)}>
      <SpeechProvider language="en">
        <SettingsPage
          place={{ room: "settings", tab }}
          status={fakeStatus}
          account={account}
          looks={{ theme: "light", onTheme: () => {}, zoom: "100", onZoom: () => {} }}
          onLanguage={() => {}}
          onStatus={() => {}}
        />
      </SpeechProvider>
    </DoorProvider>,
  );
  return userEvent.setup();
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name, { selector: "input" });
const button = (name: string | RegExp) => screen.findByRole("button", { name });

it("goes from tab to tab by arrows, and keeps what was typed in each", async () => {
  const person = open("password");
  await person.type(field("Password until now"), "typed");
  screen.getByRole("tab", { name: "Password" }).focus();
  await person.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(screen.getByRole("tab", { name: "Profile", selected: true }));
  await person.keyboard("{ArrowDown}");
  expect(field("Password until now").value).toBe("typed");
});

it("acc_5 whoever may not see the account is told why, and whom to ask", async () => {
  open("staff", { staff: async () => no({ code: "role_may_not" }) });
  expect((await screen.findByRole("note")).textContent).toContain("ask an owner");
});

it("without an answer the page says so, and asks again", async () => {
  const staff = vi.fn<Door["staff"]>(async () => no({ code: "unreachable" }));
  const person = open("staff", { staff });
  await person.click(await button("Ask again"));
  expect(staff).toHaveBeenCalledTimes(2);
});

it("acc_5 the last owner cannot be removed, and the button says why", async () => {
  const removeStaff = vi.fn<Door["removeStaff"]>(async () => ok(null));
  const person = open("staff", { removeStaff });
  const own = await button("Remove demo1234");
  expect([own.getAttribute("aria-disabled"), own.title]).toEqual(["true", expect.stringContaining("owner first")]);
  await person.click(own);
  expect(screen.queryByRole("dialog")).toBeNull();
  await person.click(await button("Remove tanaka01"));
  await person.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Remove" }));
  expect(removeStaff).toHaveBeenCalledExactlyOnceWith("tanaka01");
});

it("acc_5 making somebody an owner asks for the own password, and a wrong one stands beside its field", async () => {
  const addStaff = vi.fn<Door["addStaff"]>(async () => no({ code: "wrong_credentials" }));
  const person = open("staff", { addStaff });
  await person.click(await button("Add somebody"));
  const dialog = within(screen.getByRole("dialog"));
  await person.type(dialog.getByLabelText("Login ID"), "owner00002");
  expect(dialog.queryByLabelText("Your own password")).toBeNull();
  await person.click(dialog.getByLabelText("Owner"));
  const own = await dialog.findByLabelText<HTMLInputElement>("Your own password", { selector: "input" });
  await person.type(own, "a guess{Enter}");
  await vi.waitFor(() => expect(own.getAttribute("aria-invalid")).toBe("true"));
  expect(addStaff.mock.lastCall?.[0]).toMatchObject({ login: "owner00002", role: "owner", own_password: "a guess" });
  expect(own.value).toBe("a guess");
});

it("acc_4 a changed password says how many sessions ended, and forgets what was typed", async () => {
  const changePassword = vi.fn<Door["changePassword"]>(async () => ok(2));
  const person = open("password", { changePassword });
  await person.type(field("Password until now"), "old password");
  await person.type(field("New password"), "new password");
  await person.type(field("New password, again"), "new password{Enter}");
  expect(await screen.findByText(/2 other sessions/)).toBeTruthy();
  expect(changePassword).toHaveBeenCalledExactlyOnceWith({ old: "old password", new: "new password" });
  expect([field("Password until now").value, field("New password").value]).toEqual(["", ""]);
});

it("acc_1 an empty confirmation leaves the address, and another one asks for the password", async () => {
  const changeDealer = vi.fn<Door["changeDealer"]>(async () => no({ code: "wrong_credentials" }));
  const person = open("profile", { changeDealer });
  await screen.findByDisplayValue("desk@example.jp");
  const save = await button("Save");
  expect(save.title).toBe("Nothing was changed.");
  await person.type(field("Contact"), "!");
  await person.click(save);
  expect(changeDealer.mock.lastCall?.[0]).toMatchObject({ email_confirmation: "", own_password: null });
  await person.clear(field("Mail address (needed)"));
  await person.type(field("Mail address (needed)"), "new@example.jp");
  await person.type(field("Mail address, again"), "new@example.jp");
  await person.click(save);
  const own = await screen.findByLabelText<HTMLInputElement>("Password until now", { selector: "input" });
  await person.type(own, "mine{Enter}");
  await vi.waitFor(() => expect(own.getAttribute("aria-invalid")).toBe("true"));
  expect(changeDealer.mock.lastCall?.[0]).toMatchObject({ email: "new@example.jp", own_password: "mine" });
});

it("acc_6 recovery codes are shown once, and the dialog closes only when they are kept", async () => {
  const person = open("secondFactor");
  await person.click(await button("Set up"));
  await person.keyboard("password{Enter}");
  const image = await screen.findByRole("img", { name: /Two-dimensional code/ });
  expect(image.getAttribute("src")).toMatch(/^data:image/);
  await person.keyboard("000000{Enter}");
  await vi.waitFor(() => expect(field("Six-digit code").getAttribute("aria-invalid")).toBe("true"));
  await person.clear(field("Six-digit code"));
  await person.type(field("Six-digit code"), "123456{Enter}");
  expect(await screen.findAllByText(/-4HTR-/)).toHaveLength(10);
  await person.click(await button("Done"));
  expect(screen.getByRole("dialog")).toBeTruthy();
  await person.click(screen.getByLabelText("I have kept the recovery codes"));
  await person.click(await button("Done"));
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("sessions elsewhere can be ended, the own one cannot", async () => {
  const endSession = vi.fn<Door["endSession"]>(async () => ok(null));
  const person = open("sessions", { endSession });
  const ends = await screen.findAllByRole("button", { name: /^End the session of/ });
  expect(ends).toHaveLength(2);
  if (ends[0]) await person.click(ends[0]);
  expect(endSession).toHaveBeenCalledExactlyOnceWith("2");
});

it("prints codes of numbers alone as soon as it is ticked", async () => {
  const setPrintSettings = vi.fn<Door["setPrintSettings"]>(async (settings) => ok(settings));
  const person = open("print", { setPrintSettings });
  const tick = await screen.findByRole<HTMLInputElement>("checkbox", { name: /numbers alone/ });
  await person.click(tick);
  expect(setPrintSettings).toHaveBeenCalledExactlyOnceWith({ numbers_only: true, printers: [] });
  expect(tick.checked).toBe(true);
  expect(await screen.findByText("Saved.")).toBeTruthy();
});

it.each([
  ["To the right (mm)", "１．５", { right: 1.5 }],
  ["Down (mm)", "-2", { down: -2 }],
  ["Size (%)", "98.5", { scale: 0.985 }],
])("sets a printer right: %s, typed as %s", async (what, typed, set) => {
  const setPrintSettings = vi.fn<Door["setPrintSettings"]>(async (settings) => ok(settings));
  const person = open("print", { setPrintSettings });
  const figure = await screen.findByRole("textbox", { name: `Office-Laser-3F: ${what}` });
  await person.clear(figure);
  await person.type(figure, typed);
  await person.tab();
  const printer = { name: "Office-Laser-3F", right: 0, down: 0, scale: 1, ...set };
  expect(setPrintSettings).toHaveBeenCalledExactlyOnceWith({ numbers_only: false, printers: [printer] });
});

it("keeps what is no number where it was typed, shows what the desk made of one out of bounds", async () => {
  const within20 = vi.fn<Door["setPrintSettings"]>(async ({ printers: [printer], ...rest }) =>
    ok({ ...rest, printers: printer ? [{ ...printer, right: 20 }] : [] }),
  );
  const person = open("print", { setPrintSettings: within20 });
  const figure = await screen.findByRole<HTMLInputElement>("textbox", { name: "Office-Laser-3F: To the right (mm)" });
  await person.clear(figure);
  await person.type(figure, "a little");
  await person.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("not a number");
  expect([figure.value, within20.mock.calls.length]).toEqual(["a little", 0]);
  await person.clear(figure);
  await person.type(figure, "400{Enter}");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(figure.value).toBe("20");
});

it("says so where there is no printer to set right", async () => {
  open("print", { printers: async () => ok([]) });
  expect(await screen.findByText(/No printer was found/)).toBeTruthy();
});
