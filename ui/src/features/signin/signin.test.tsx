import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door, Problem } from "../../ipc/door";
import { fakeDoor, fakeStatus, no, ok } from "../../ipc/fake";
import { SignIn } from "./SignIn";

beforeEach(() => localStorage.clear());

function open(signIn: Door["signIn"]) {
  const onSignedIn = vi.fn();
  render(
    <DoorProvider value={fakeDoor({ signIn })}>
      <SpeechProvider language="en">
        <SignIn onSignedIn={onSignedIn} onLanguage={() => {}} />
      </SpeechProvider>
    </DoorProvider>,
  );
  return { person: userEvent.setup(), onSignedIn };
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name, { selector: "input" });

async function fill(person: ReturnType<typeof userEvent.setup>) {
  await person.type(field("Server address"), "https://licence.example.jp");
  await person.type(field("Login ID"), "demo1234");
  await person.type(field("Password"), "secret{Enter}");
}

it("hands on what was typed, and remembers the server alone", async () => {
  const signIn = vi.fn<Door["signIn"]>(async () => ok(fakeStatus));
  const { person, onSignedIn } = open(signIn);
  await fill(person);
  expect(signIn).toHaveBeenCalledExactlyOnceWith({
    server: "https://licence.example.jp",
    login: "demo1234",
    password: "secret",
  });
  expect(onSignedIn).toHaveBeenCalledWith(fakeStatus);
  expect({ ...localStorage }).toEqual({ server: "https://licence.example.jp" });
});

it.each<[Problem, string]>([
  [{ code: "wrong_credentials" }, "Password"],
  [{ code: "too_many_tries", retry_after: 60 }, "Password"],
  [{ code: "unreachable" }, "Server address"],
  [{ code: "server_address", typed: "x" }, "Server address"],
])("puts %o beside its field, and keeps what was typed", async (problem, label) => {
  const { person, onSignedIn } = open(async () => no(problem));
  await fill(person);
  const input = field(label);
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent).not.toBe("");
  expect(field("Password").value).toBe("secret");
  expect(onSignedIn).not.toHaveBeenCalled();
});

it("puts a problem of no field above them all", async () => {
  const { person } = open(async () => no({ code: "failed", report: "K-1" }));
  await fill(person);
  expect(screen.getByRole("alert").textContent).toContain("K-1");
});

it("asks for what is missing before it asks the server", async () => {
  const signIn = vi.fn<Door["signIn"]>();
  const { person } = open(signIn);
  await person.click(screen.getByRole("button", { name: "Sign in" }));
  expect(screen.getAllByRole("alert")).toHaveLength(3);
  expect(signIn).not.toHaveBeenCalled();
});

it("shows the password only while asked to", async () => {
  const { person } = open(async () => ok(fakeStatus));
  expect(field("Password").type).toBe("password");
  await person.click(screen.getByRole("button", { name: "Show password" }));
  expect(field("Password").type).toBe("text");
});
