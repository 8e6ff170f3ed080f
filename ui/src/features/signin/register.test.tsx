import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door } from "../../ipc/door";
import { fakeDoor, fakeStatus, no, ok } from "../../ipc/fake";
import { SignIn } from "./SignIn";

beforeEach(() => localStorage.setItem("server", "https://licence.example.jp"));

function open(replaced: Partial<Door> = {}) {
  const onSignedIn = vi.fn();
  const door = fakeDoor(replaced);
  render(
    <DoorProvider value={door}>
      <SpeechProvider language="en">
        <SignIn onSignedIn={onSignedIn} onLanguage={() => {}} onDemo={() => {}} maintenance={[]} />
      </SpeechProvider>
    </DoorProvider>,
  );
  return { person: userEvent.setup(), onSignedIn };
}

type Person = ReturnType<typeof userEvent.setup>;
const press = async (person: Person, name: string) => person.click(await screen.findByRole("button", { name }));
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name, { selector: "input, textarea" });

async function agree(person: Person) {
  await press(person, "Register");
  await press(person, "Agree and go on");
}

async function fill(person: Person) {
  await person.type(field("Company (needed)"), "Minato");
  await person.type(field("Mail address (needed)"), "new@example.jp");
  await person.type(field("Mail address, again"), "new@example.jp");
}

it("acc_1 refusing the consent ends the registration", async () => {
  const signUp = vi.fn<Door["signUp"]>();
  const { person } = open({ signUp });
  await press(person, "Register");
  await press(person, "I do not agree");
  expect(screen.getByRole("heading", { name: "Sign in" })).toBeTruthy();
  expect(signUp).not.toHaveBeenCalled();
});

it("acc_1 nothing typed is lost going back, and what was agreed to is sent with it", async () => {
  const signUp = vi.fn<Door["signUp"]>(async () => ok({ minutes: 30 }));
  const { person } = open({ signUp });
  await agree(person);
  await fill(person);
  await press(person, "Back");
  await press(person, "Agree and go on");
  expect(field("Company (needed)").value).toBe("Minato");
  await press(person, "Cancel");
  await agree(person);
  expect(field("Mail address, again").value).toBe("new@example.jp");
  await person.click(screen.getByRole("button", { name: /^Next/ }));
  await person.click(await screen.findByRole("button", { name: /^Send/ }));
  expect(signUp.mock.lastCall?.[0]).toMatchObject({
    server: "https://licence.example.jp",
    consent: "2026-11",
    email: "new@example.jp",
    profile: { company: "Minato", country: "JP", news: true },
  });
  expect(await screen.findByText(/mailed to new@example.jp/)).toBeTruthy();
});

it("each mistake stands beside its field, when it is left and when one goes on", async () => {
  const { person } = open();
  await agree(person);
  await person.type(field("Mail address (needed)"), "new.example.jp");
  await person.tab();
  await vi.waitFor(() => expect(field("Mail address (needed)").getAttribute("aria-invalid")).toBe("true"));
  expect(field("Company (needed)").getAttribute("aria-invalid")).toBeNull();
  await person.click(screen.getByRole("button", { name: /^Next/ }));
  await vi.waitFor(() => expect(document.activeElement).toBe(field("Company (needed)")));
  const described = document.getElementById(field("Company (needed)").getAttribute("aria-describedby") ?? "");
  expect(described?.textContent).toContain("1 to 100 characters");
});

it("conditions that changed meanwhile are read and agreed to anew, and what was typed stays", async () => {
  const { person } = open({ signUp: async () => no({ code: "consent_outdated" }) });
  await agree(person);
  await fill(person);
  await person.click(screen.getByRole("button", { name: /^Next/ }));
  await person.click(await screen.findByRole("button", { name: /^Send/ }));
  expect((await screen.findByRole("alert")).textContent).toContain("new terms");
  await press(person, "Agree and go on");
  expect(field("Company (needed)").value).toBe("Minato");
});

it("the link from the mail is finished here, and one is signed in with the password that was just set", async () => {
  const signIn = vi.fn<Door["signIn"]>(async () => ok(fakeStatus));
  const { person, onSignedIn } = open({ signIn });
  await press(person, "Paste a link from a mail");
  await person.click(field("Link from the mail"));
  await person.paste("Hello,\nhttps://keys.example.jp/account#abc\nbye");
  await person.keyboard("{Enter}");
  await person.type(await screen.findByLabelText("New password", { selector: "input" }), "correct horse");
  await person.type(field("New password, again"), "correct hors");
  await person.keyboard("{Enter}");
  expect(field("New password, again").getAttribute("aria-invalid")).toBe("true");
  await person.type(field("New password, again"), "e{Enter}");
  expect(await screen.findByText("Kx7mPq2R")).toBeTruthy();
  await press(person, "Sign in now");
  expect(signIn.mock.lastCall?.[0]).toMatchObject({ login: "Kx7mPq2R", password: "correct horse" });
  expect(onSignedIn).toHaveBeenCalledWith(fakeStatus);
});

it.each([
  ["straight away", ["Paste a link from a mail"]],
  ["after a mail was asked for", ["Forgotten password", "Send the link"]],
])("a link that finds no server says so %s, and stays to be opened again", async (_, ways) => {
  const openLink = vi.fn<Door["openLink"]>(async () => no({ code: "unreachable" }));
  const { person } = open({ openLink });
  for (const way of ways) {
    await press(person, way);
    if (way === "Forgotten password") await person.type(field("Login ID"), "demo1234");
  }
  await screen.findByLabelText("Link from the mail");
  await person.type(field("Link from the mail"), "abc{Enter}");
  expect((await screen.findByRole("alert")).textContent).toMatch(/cannot be reached.*Check its address/);
  expect(field("Link from the mail").value).toBe("abc");
  openLink.mockResolvedValueOnce(ok({ purpose: "register", email: "new@example.jp", accounts: [], typed: null }));
  await press(person, "Check the link");
  expect(await screen.findByLabelText("New password", { selector: "input" })).toBeTruthy();
});

it("a password that was just set is not lost when signing in with it fails", async () => {
  const signIn = vi.fn<Door["signIn"]>(async () => no({ code: "unreachable" }));
  const { person } = open({ signIn });
  await press(person, "Paste a link from a mail");
  await person.type(field("Link from the mail"), "abc{Enter}");
  await person.type(await screen.findByLabelText("New password", { selector: "input" }), "correct horse");
  await person.type(field("New password, again"), "correct horse{Enter}");
  await press(person, "Sign in now");
  expect(await screen.findByRole("alert")).toBeTruthy();
  await press(person, "Sign in now");
  expect(signIn.mock.lastCall?.[0]).toMatchObject({ login: "Kx7mPq2R", password: "correct horse" });
});

it.each([{ isComposing: true }, { keyCode: 229 }])("the Enter of a conversion opens no link, %o", async (how) => {
  const openLink = vi.fn<Door["openLink"]>();
  const { person } = open({ openLink });
  await press(person, "Paste a link from a mail");
  await person.type(field("Link from the mail"), "abc");
  fireEvent.keyDown(field("Link from the mail"), { key: "Enter", ...how });
  expect(openLink).not.toHaveBeenCalled();
});

it("acc_2 of a known address old and new stand side by side, and the choice is sent", async () => {
  const profile = {
    company: "Old",
    country: "JP",
    postal_code: "",
    phone: "",
    address: ["1"],
    contact: "",
    news: true,
  };
  const chooseKnown = vi.fn<Door["chooseKnown"]>(async () => ok("demo1234"));
  const { person } = open({
    chooseKnown,
    openLink: async () =>
      ok({
        purpose: "known_address",
        email: "desk@example.jp",
        accounts: [{ login: "demo1234", company: "Old", profile }],
        typed: { ...profile, company: "New" },
      }),
  });
  await press(person, "Paste a link from a mail");
  await person.type(field("Link from the mail"), "abc{Enter}");
  await person.click(await screen.findByLabelText("Replace the details of demo1234 (Old)"));
  const row = screen.getByRole("row", { name: /Company/ });
  expect([row.className, row.textContent]).toEqual(["differs", "CompanyOldNew"]);
  await press(person, "Confirm the choice");
  expect(chooseKnown.mock.lastCall?.[0]).toMatchObject({ choice: "overwrite", login: "demo1234" });
});

it("acc_3 a forgotten login ID is asked of the supplier", async () => {
  const { person } = open();
  await press(person, "Forgotten password");
  expect(screen.getByRole("note").textContent).toContain("supplier");
  await person.type(field("Login ID"), "demo{Enter}");
  await vi.waitFor(() => expect(field("Login ID").getAttribute("aria-invalid")).toBe("true"));
  await person.type(field("Login ID"), "1234{Enter}");
  expect(await screen.findByText(/If the login ID is right/)).toBeTruthy();
});

it("a server that a link was opened at is known the next time", async () => {
  localStorage.clear();
  const { person } = open();
  await press(person, "Paste a link from a mail");
  await person.type(field("Server address"), "https://keys.example.jp");
  await person.type(field("Link from the mail"), "abc{Enter}");
  await person.type(await screen.findByLabelText("New password", { selector: "input" }), "correct horse");
  await person.type(field("New password, again"), "correct horse{Enter}");
  await screen.findByText("Kx7mPq2R");
  expect(localStorage.getItem("server")).toBe("https://keys.example.jp");
});

it("an address that is not there is asked for", async () => {
  localStorage.clear();
  const { person } = open({ passwordForgotten: async () => no({ code: "server_address", typed: "" }) });
  await press(person, "Forgotten password");
  await person.type(field("Login ID"), "demo1234{Enter}");
  expect((await screen.findByRole("alert")).textContent?.trim()).toBe("Please fill this in.");
});

it("mail addresses that are not there are asked for, and not called wrong", async () => {
  const { person } = open({ checkSignUp: async () => ok(["email", "email_confirmation"]) });
  await agree(person);
  await person.click(screen.getByRole("button", { name: /^Next/ }));
  await vi.waitFor(() => expect(document.activeElement).toBe(field("Mail address (needed)")));
  const said = screen.getAllByRole("alert").map((alert) => alert.textContent?.trim());
  expect(said).toEqual(["Please fill this in.", "Please fill this in."]);
});

it("the caret stands where the link is pasted once the mail is on its way", async () => {
  const { person } = open();
  await press(person, "Forgotten password");
  await person.type(field("Login ID"), "demo1234{Enter}");
  await vi.waitFor(() => expect(document.activeElement).toBe(field("Link from the mail")));
});
