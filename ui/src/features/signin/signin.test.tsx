import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
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
        <SignIn maintenance={[]} onSignedIn={onSignedIn} onLanguage={() => {}} onDemo={() => {}} />
      </SpeechProvider>
    </DoorProvider>,
  );
  return { person: userEvent.setup(), onSignedIn };
}

const described = (input: HTMLInputElement) =>
  document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent;
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
    code: "",
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

describe("a second factor", () => {
  const label = "Code of the second factor";
  const wantsCode = () =>
    vi.fn<Door["signIn"]>(async ({ code }) =>
      code === "123 456" ? ok(fakeStatus) : no({ code: code ? "second_factor_wrong" : "second_factor_wanted" }),
    );

  it("is asked for only when the server wants it, in a field that has the caret and blames nobody", async () => {
    const { person } = open(wantsCode());
    expect(screen.queryByLabelText(label)).toBeNull();
    await fill(person);
    const code = field(label);
    expect(document.activeElement).toBe(code);
    expect([code.inputMode, code.autocomplete]).toEqual(["numeric", "one-time-code"]);
    expect(screen.queryByRole("alert")).toBeNull();
    expect(described(code)).toContain("recovery code");
    expect([field("Login ID").value, field("Password").value]).toEqual(["demo1234", "secret"]);
  });

  it("is handed on as it was pasted, by Enter", async () => {
    const signIn = wantsCode();
    const { person, onSignedIn } = open(signIn);
    await fill(person);
    await person.paste("123 456");
    await person.keyboard("{Enter}");
    expect(signIn.mock.lastCall?.[0]).toMatchObject({ password: "secret", code: "123 456" });
    expect(onSignedIn).toHaveBeenCalledWith(fakeStatus);
  });

  it("that is wrong says so beside its field, stays, and is typed over", async () => {
    const { person, onSignedIn } = open(wantsCode());
    await fill(person);
    await person.keyboard("６５４３２１{Enter}");
    const code = field(label);
    expect(code.getAttribute("aria-invalid")).toBe("true");
    expect(described(code)).toContain("not right");
    expect(field("Password").getAttribute("aria-invalid")).toBeNull();
    expect([code.value, code.selectionStart, code.selectionEnd]).toEqual(["６５４３２１", 0, 6]);
    await person.keyboard("123 456{Enter}");
    expect(onSignedIn).toHaveBeenCalledOnce();
  });

  it("that was left out is wanted again", async () => {
    const { person } = open(wantsCode());
    await fill(person);
    await person.keyboard("{Enter}");
    expect(screen.getByRole("alert").textContent).toContain("recovery code");
  });

  it.each([{ isComposing: true }, { keyCode: 229 }])("is not sent by the Enter of a conversion, %o", async (how) => {
    const { person } = open(wantsCode());
    await fill(person);
    const goesOn = (how: object) => fireEvent.keyDown(field(label), { key: "Enter", ...how });
    expect(goesOn(how)).toBe(false);
    expect(goesOn({ keyCode: 13 })).toBe(true);
  });
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
