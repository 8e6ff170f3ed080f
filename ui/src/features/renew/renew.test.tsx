import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { Door, Problem } from "../../ipc/door";
import { fakeDoor, no, ok } from "../../ipc/fake";
import { fakeExtension } from "../../ipc/fake/tsunagaru";
import { FrameContext, type PlaceOf } from "../../kit/place";
import { RenewPage } from "./RenewPage";

async function open(replaced: Partial<Door> = {}, place: Partial<PlaceOf<"renew">> = {}) {
  const frame = { go: vi.fn(), print: vi.fn() };
  await act(async () =>
    render(
      <DoorProvider value={fakeDoor(replaced)}>
        <SpeechProvider language="en">
          <FrameContext value={frame}>
            <RenewPage place={{ room: "renew", ...place }} />
          </FrameContext>
        </SpeechProvider>
      </DoorProvider>,
    ),
  );
  return { frame, person: userEvent.setup() };
}

/** What is in sight. */
const panel = () => within(screen.getByRole("tabpanel"));
const press = async (person: ReturnType<typeof userEvent.setup>, name: string) =>
  person.click(await panel().findByRole("button", { name }));

/** The boxes of a number. */
const boxes = (label: string) =>
  within(panel().getByRole("group", { name: label })).getAllByRole<HTMLInputElement>("textbox");
const typed = (label: string) =>
  boxes(label)
    .map((box) => box.value)
    .join("-");

function enter(label: string, value: string) {
  fireEvent.paste(boxes(label)[0] as HTMLElement, { clipboardData: { getData: () => value } });
}

function typeCard() {
  enter("MPR ID", "1234567890abcdef");
  enter("Activation key number", "89AB-CDEF-0123-4567");
  enter("Registration ID", "0123-4567");
}

async function accept(person: ReturnType<typeof userEvent.setup>) {
  await person.click(await panel().findByRole("checkbox", { name: /I have read/ }));
  await press(person, "Accept and go on");
}

it("extends what was shown, once the last four digits are typed again", async () => {
  const extend = vi.fn(fakeDoor().extend);
  const { person, frame } = await open({ extend });
  typeCard();
  await person.type(boxes("Registration ID")[1] as HTMLElement, "{Enter}");
  await accept(person);
  expect((await panel().findByRole("region", { name: "Expiry now" })).textContent).toContain("2027-03-09 (GMT)");
  const after = panel().getByRole("region", { name: "Expiry after this" });
  expect(after.textContent).toContain("until 2028-03-10 08:59 in Japan");
  const submit = panel().getByRole("button", { name: "Apply for the extension" });
  expect(submit.title).toBe("Type the last four digits first.");
  const again = panel().getByLabelText(/Last four digits/);
  await person.type(again, "cdee{Enter}");
  expect(extend).not.toHaveBeenCalled();
  await person.clear(again);
  await person.type(again, "ｃｄｅｆ{Enter}");
  expect(extend).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ accepted_terms: 1, shown: fakeExtension.after }),
  );
  expect(await panel().findByRole("heading", { name: "Extended" })).toBeTruthy();
  await press(person, "Print a copy");
  expect(frame.print).toHaveBeenCalledWith({ keys: [fakeExtension.activation_key], device: fakeExtension.device });
  await press(person, "Next application");
  expect(typed("MPR ID")).toBe("---");
});

it("shows what is known of a device as soon as it is typed", async () => {
  await open();
  enter("MPR ID", "1234567890ABCDEF");
  expect(await panel().findByText("株式会社ミナト計器")).toBeTruthy();
  enter("MPR ID", "1234567890ABCDE0");
  expect(await panel().findByText(/knows of no subscription/)).toBeTruthy();
});

it("points to a device that could have been meant", async () => {
  const { person } = await open();
  enter("MPR ID", "1234567890ABCDE0");
  expect(await panel().findByText(/nearly this number/)).toBeTruthy();
  await press(person, "Use this device");
  expect(typed("MPR ID")).toBe("1234-5678-90AB-CDEF");
});

it("finds the numbers in a whole mail", async () => {
  await open();
  enter("MPR ID", "Device: 1234-5678-90AB-CDEF, key 0123-4567-89AB-CDEF");
  await waitFor(() => expect(typed("Registration ID")).toBe("0123-4567"));
  expect([typed("MPR ID"), typed("Activation key number")]).toEqual(["1234-5678-90AB-CDEF", "0123-4567-89AB-CDEF"]);
});

it("recalls the site, and warns of what is personal in it", async () => {
  const { person } = await open({}, { tab: "apply" });
  enter("MPR ID", "1234-5678-90AB-CDEF");
  const line = panel().getByLabelText<HTMLInputElement>("Site, line 1");
  await waitFor(() => expect(line.value).toBe("福岡支店"));
  fireEvent.change(line, { target: { value: "092-000-0000" } });
  await person.click(line);
  await person.tab();
  expect(await panel().findByText("This looks like a telephone number.")).toBeTruthy();
});

it("ends kindly where the terms are refused, and keeps what was typed", async () => {
  const { person } = await open();
  typeCard();
  await press(person, "Next");
  await press(person, "Do not accept");
  expect(panel().getByText(/Nothing was sent/)).toBeTruthy();
  await press(person, "Back to the numbers");
  expect(typed("Registration ID")).toBe("0123-4567");
});

it("says that an extension waits, and until when", async () => {
  const because: Problem = { code: "maintenance", until: "2026-11-21T09:00:00Z" };
  const outcome = { outcome: "queued" as const, intent: "1", because };
  const { person } = await open({ extend: async () => ok({ outcome, answered: [], intent: "1" }) });
  typeCard();
  await press(person, "Next");
  await accept(person);
  await person.type(await panel().findByLabelText(/Last four digits/), "CDEF{Enter}");
  expect(await panel().findByRole("heading", { name: "The extension is kept and waits" })).toBeTruthy();
  expect(panel().getByRole("note").textContent).toContain("18:00");
});

it("looks again where the expiry has changed meanwhile", async () => {
  const checkExtension = vi.fn(fakeDoor().checkExtension);
  const outcome = { outcome: "refused" as const, code: "standing_changed" as const };
  const { person } = await open({ checkExtension, extend: async () => ok({ outcome, answered: [], intent: "1" }) });
  typeCard();
  await press(person, "Next");
  await accept(person);
  await person.type(await panel().findByLabelText(/Last four digits/), "CDEF{Enter}");
  await press(person, "Check again");
  expect(checkExtension).toHaveBeenCalledTimes(2);
});

it("shows every mistake beside its field", async () => {
  const length = { code: "number_length", expected: 16, or: null, found: 3, key_line: null } as const;
  const problem: Problem = {
    code: "form_mistyped",
    mistakes: [
      { ...length, field: "device" },
      { ...length, field: "registration_id" },
    ],
  };
  const { person } = await open({ checkExtension: async () => no(problem) });
  typeCard();
  await press(person, "Next");
  expect(panel().getAllByRole("alert")).toHaveLength(2);
  expect(boxes("MPR ID")[0]?.getAttribute("aria-invalid")).toBe("true");
  expect(boxes("Activation key number")[0]?.getAttribute("aria-invalid")).toBeNull();
});

it.each([
  ["composing", { isComposing: true }],
  ["just confirmed, as WebKit says it", { keyCode: 229 }],
])("the Enter of a conversion submits nothing: %s", async (_, how) => {
  await open();
  // What is not prevented submits the form.
  expect(fireEvent.keyDown(boxes("MPR ID")[0] as HTMLElement, { key: "Enter", ...how })).toBe(false);
  expect(fireEvent.keyDown(boxes("MPR ID")[0] as HTMLElement, { key: "Enter" })).toBe(true);
});

it("an MPCS is there, cannot be chosen, and says whom to ask", async () => {
  for (const tab of ["extend", "apply", "search"] as const) {
    const { person } = await open({}, { tab });
    const mpcs = panel().getByRole("button", { name: "MPCS" });
    expect(mpcs.getAttribute("aria-disabled")).toBe("true");
    expect(mpcs.title).toContain("supplier");
    await person.click(mpcs);
    document.body.replaceChildren();
  }
});

it.each<[string, Problem, string, object]>([
  [
    "TSU-3",
    { code: "extend_instead" },
    "To extension",
    { room: "renew", tab: "extend", device: "1234-5678-90AB-CDEF" },
  ],
  [
    "KMS-3",
    {
      code: "lines_refused",
      lines: [{ activation_key: "89AB-CDEF-0123-4567", code: "other_programme", programme: "kms" }],
    },
    "To issue",
    { room: "issue", device: "1234-5678-90AB-CDEF" },
  ],
])("%s: what is done elsewhere leads there with the device", async (_, problem, button, place) => {
  const { person, frame } = await open({ checkApplication: async () => no(problem) }, { tab: "apply" });
  typeCard();
  await press(person, "Next");
  await press(person, button);
  expect(frame.go).toHaveBeenCalledWith(place);
});

it("comes with the device that it is asked for", async () => {
  await open({}, { tab: "extend", device: "1234-5678-90AB-CDEF" });
  expect(typed("MPR ID")).toBe("1234-5678-90AB-CDEF");
});

it("applies with the number chosen, and shows the key to enter", async () => {
  const apply = vi.fn(fakeDoor().apply);
  const offerNumbers = vi.fn(fakeDoor().offerNumbers);
  const { person } = await open({ apply, offerNumbers }, { tab: "apply" });
  typeCard();
  const line = panel().getByLabelText<HTMLInputElement>("Site, line 1");
  await waitFor(() => expect(line.value).toBe("福岡支店"));
  fireEvent.change(line, { target: { value: "Head office" } });
  await press(person, "Next");
  await accept(person);
  expect((await panel().findByRole("button", { name: "Next" })).title).toBe("Choose a connection number.");
  await press(person, "Show others (5 left)");
  expect(offerNumbers).toHaveBeenLastCalledWith("1234-5678-90AB-CDEF", true);
  expect(panel().queryByRole("radio", { name: "111-1234-5678" })).toBeNull();
  await person.click(panel().getByRole("radio", { name: "117-9008-1243" }));
  await press(person, "Next");
  await person.type(panel().getByLabelText(/Last four digits/), "CDEF{Enter}");
  expect(apply).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ connection_no: "117-9008-1243", site: ["Head office", "3階 会議室"], accepted_terms: 1 }),
  );
  expect(await panel().findByText("4F0A-9B21-77C3-D8E6")).toBeTruthy();
  expect(panel().getByText("1 year from first use")).toBeTruthy();
});

it("a hold that has ended cannot be gone on with, and new numbers can be drawn", async () => {
  const offer = { candidates: ["111-1234-5678"], redraws_left: 5, seconds_left: 0 };
  const offerNumbers = vi.fn<Door["offerNumbers"]>(async () => ok(offer));
  const { person } = await open({ offerNumbers }, { tab: "apply" });
  typeCard();
  await press(person, "Next");
  await accept(person);
  expect(await panel().findByText("The numbers are no longer held.")).toBeTruthy();
  expect(panel().getByRole("button", { name: "Next" }).title).toBe("The numbers are no longer held.");
  offerNumbers.mockResolvedValue(ok({ ...offer, seconds_left: 600 }));
  await press(person, "Draw new numbers");
  expect(await panel().findByText("Held for another 10:00")).toBeTruthy();
  expect(offerNumbers).toHaveBeenLastCalledWith(expect.anything(), false);
});

it("says why no others can be drawn", async () => {
  const offer = { candidates: ["111-1234-5678"], redraws_left: 0, seconds_left: 600 };
  const { person } = await open({ offerNumbers: async () => ok(offer) }, { tab: "apply" });
  typeCard();
  await press(person, "Next");
  await accept(person);
  const others = await panel().findByRole("button", { name: "Show others (0 left)" });
  expect(others.title).toContain("No others");
});

it("TSU-13: searches with all three numbers, and shows the key only when asked", async () => {
  const searchSubscription = vi.fn(fakeDoor().searchSubscription);
  const reveal = vi.fn(fakeDoor().reveal);
  const { person } = await open({ searchSubscription, reveal }, { tab: "search" });
  typeCard();
  await press(person, "Search");
  expect(searchSubscription).toHaveBeenCalledOnce();
  const found = within(await panel().findByRole("region", { name: "The subscription" }));
  expect(found.queryByText("4F0A-9B21-77C3-D8E6")).toBeNull();
  await person.click(found.getByRole("button", { name: "Show Registration key" }));
  expect(await found.findByText("4F0A-9B21-77C3-D8E6")).toBeTruthy();
  expect(reveal).toHaveBeenCalledExactlyOnceWith("registration_key", expect.stringMatching(/^[0-9A-F-]{19}$/));
});

it("finds what this computer has by any part", async () => {
  const { person } = await open({}, { tab: "search" });
  await person.type(panel().getByLabelText(/Any part/), "大和田");
  await waitFor(() => expect(panel().getAllByRole("row")).toHaveLength(2));
  await person.clear(panel().getByLabelText(/Any part/));
  await person.type(panel().getByLabelText(/Any part/), "nobody");
  expect(await panel().findByText(/Nothing fits/)).toBeTruthy();
});

const again = { again: "6b9a3a5e-0000-4000-8000-000000000003" };

it("applies again with everything that was typed, and puts the refused request away once it is accepted", async () => {
  const apply = vi.fn(fakeDoor().apply);
  const putAway = vi.fn(fakeDoor().putAway);
  const { person } = await open({ apply, putAway }, { tab: "apply", ...again });
  expect(["MPR ID", "Activation key number", "Registration ID"].map(typed)).toEqual([
    "1234-5678-90AB-CDEF",
    "89AB-CDEF-0123-4567",
    "0123-4567",
  ]);
  expect(panel().getByLabelText<HTMLInputElement>("Site, line 2").value).toBe("3階会議室");
  await press(person, "Next");
  await accept(person);
  // Its number is still held.
  expect((await panel().findByRole<HTMLInputElement>("radio", { name: "117-2345-6789" })).checked).toBe(true);
  await press(person, "Next");
  expect(putAway).not.toHaveBeenCalled();
  await person.type(panel().getByLabelText(/Last four digits/), "CDEF{Enter}");
  expect(apply).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ connection_no: "117-2345-6789", site: ["本社", "3階会議室"] }),
  );
  expect(putAway).toHaveBeenCalledExactlyOnceWith(again.again);
});

it("says that the number chosen before is held no longer", async () => {
  const offer = { candidates: ["111-1234-5678"], redraws_left: 5, seconds_left: 600 };
  const { person } = await open({ offerNumbers: async () => ok(offer) }, { tab: "apply", ...again });
  await press(person, "Next");
  await accept(person);
  expect(await panel().findByText("117-2345-6789, chosen before, is not among them now.")).toBeTruthy();
  expect(panel().getByRole<HTMLInputElement>("radio").checked).toBe(false);
});

it("extends again with the card that was typed, and asks before it takes the place of another", async () => {
  const form = {
    card: { device: "ABCD-", activation_key: "", registration_id: "" },
    site: null,
    number: null,
    replaces: [],
  };
  const text = JSON.stringify({ version: 1, form });
  const kept = { id: "00000000-0000-4000-8000-000000000001", text, saved_at: "2026-11-21T04:40:00Z" };
  const draft: Door["draft"] = async (name) => ok({ login: "demo1234", kept: name === "extend" ? kept : null });
  const extend = vi.fn(fakeDoor().extend);
  const { person } = await open({ draft, extend }, { tab: "extend", ...again });
  expect(boxes("MPR ID")[0]?.value).toBe("ABCD");
  // Where typing goes on.
  expect(document.activeElement).toBe(boxes("MPR ID")[1]);
  await press(person, "Discard and start anew");
  expect(typed("Registration ID")).toBe("0123-4567");
  await press(person, "Next");
  await accept(person);
  await person.type(await panel().findByLabelText(/Last four digits/), "CDEF{Enter}");
  const card = { device: "1234-5678-90AB-CDEF", activation_key: "89AB-CDEF-0123-4567", registration_id: "0123-4567" };
  expect(extend).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ card, draft: expect.any(String) }));
});

it("keeps what is typed, and neither the terms nor the digits typed again", async () => {
  const saveDraft = vi.fn(fakeDoor().saveDraft);
  const { person } = await open({ saveDraft }, { tab: "extend" });
  typeCard();
  await press(person, "Next");
  await accept(person);
  await person.type(await panel().findByLabelText(/Last four digits/), "CDE");
  const { text, ...rest } = saveDraft.mock.lastCall?.[0] ?? {};
  expect(rest).toEqual({ name: "extend", login: "demo1234", id: expect.any(String) });
  const card = { device: "1234-5678-90AB-CDEF", activation_key: "89AB-CDEF-0123-4567", registration_id: "0123-4567" };
  expect(JSON.parse(text ?? "")).toEqual({ version: 1, form: { card, site: null, number: null, replaces: [] } });
});
