import { act, fireEvent, render, screen } from "@testing-library/react";
import { Activity, useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SpeechProvider } from "../i18n";
import { DoorProvider } from "../ipc/context";
import type { Door, DraftForm, OutcomeView } from "../ipc/door";
import { fakeDoor, no, ok } from "../ipc/fake";
import { DraftNotice } from "./DraftNotice";
import { type Drafting, type FormKind, unkept, useDraft, useKept, useReplacing } from "./useDraft";

interface Note {
  text: string;
  replaces?: string[];
}

const kind: FormKind<Note> = {
  name: "issue",
  version: 2,
  blank: () => ({ text: "" }),
  isTouched: ({ text }) => text !== "",
};
const issued: OutcomeView = { outcome: "issued", registrations: [] };
const refused: OutcomeView = { outcome: "refused", code: "role_may_not" };

/** One disk, as the desk keeps it: nothing is saved under an id that was asked for. */
function disk(text: string | null = null, login = "owner01") {
  const at = { id: "00000000-0000-4000-8000-000000000001", text };
  const asked = new Set<string>();
  const saved: (string | null)[] = [];
  const saveDraft = vi.fn(async (form: DraftForm) => {
    if (form.login !== login || asked.has(form.id)) return ok(null);
    saved.push(form.text);
    Object.assign(at, { id: form.id, text: form.text });
    return ok(null);
  });
  const draft: Door["draft"] = async () =>
    ok({ login, kept: at.text === null ? null : { id: at.id, text: at.text, saved_at: "2026-11-21T04:40:00Z" } });
  return { at, asked, saved, saveDraft, door: { draft, saveDraft } };
}

function Form({ start, drafting, outcome }: { start: Note; drafting: Drafting<Note>; outcome: OutcomeView }) {
  const [text, setText] = useState(start.text);
  const [step, setStep] = useState("one");
  const { replaces, settle } = useReplacing(drafting, start.replaces ?? []);
  useKept(drafting, step === "done" ? null : { text, replaces }, step);
  return (
    <>
      <input aria-label="Note" value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={() => setStep("two")}>
        Next
      </button>
      <button
        type="button"
        onClick={() => {
          settle(drafting.id(), outcome);
          if (outcome.outcome !== "refused") setStep("done");
        }}
      >
        Submit
      </button>
      <p>{drafting.id()}</p>
    </>
  );
}

function Page({ outcome = issued }: { outcome?: OutcomeView }) {
  const drafting = useDraft(kind);
  return (
    <>
      <DraftNotice drafting={drafting} />
      {drafting.start && <Form key={drafting.number} start={drafting.start} drafting={drafting} outcome={outcome} />}
      <button type="button" onClick={() => drafting.offer({ text: "from elsewhere", replaces: [] })}>
        Come from elsewhere
      </button>
    </>
  );
}

const around = (door: Partial<Door>, page = <Page />, mode: "visible" | "hidden" = "visible") => (
  <DoorProvider value={fakeDoor(door)}>
    <SpeechProvider language="en">
      <Activity mode={mode}>{page}</Activity>
    </SpeechProvider>
  </DoorProvider>
);

async function open(door: Partial<Door>, page?: React.ReactElement) {
  const shown = await act(async () => render(around(door, page)));
  const again = (mode: "visible" | "hidden") => act(async () => shown.rerender(around(door, page, mode)));
  return { ...shown, again };
}

const note = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Note" });
const type = (text: string) => act(async () => void fireEvent.change(note(), { target: { value: text } }));
const press = (name: string) => act(async () => screen.getByRole("button", { name }).click());
const wait = (milliseconds: number) => act(async () => vi.advanceTimersByTimeAsync(milliseconds));
const written = (text: string) => JSON.stringify({ version: 2, form: { text, replaces: [] } });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("saves once typing has paused, and nothing that nobody typed", async () => {
  const { door, saved, saveDraft } = disk();
  await open(door);
  await wait(1000);
  expect(saveDraft).not.toHaveBeenCalled();
  await type("1");
  await wait(300);
  await type("12");
  await wait(499);
  expect(saved).toEqual([]);
  await wait(1);
  expect(saved).toEqual([written("12")]);
  await type("");
  expect(saved).toEqual([written("12"), null]);
});

it("saves at once when a step is left, and when one looks elsewhere", async () => {
  const { door, saved } = disk();
  const { again } = await open(door);
  await type("1");
  await press("Next");
  expect(saved).toEqual([written("1")]);
  await type("12");
  await again("hidden");
  expect(saved).toEqual([written("1"), written("12")]);
  await again("visible");
  expect(note().value).toBe("12");
});

it("restores what was kept, says so, and starts afresh when asked to", async () => {
  const { door, saved } = disk(written("1234"));
  await open(door);
  expect(note().value).toBe("1234");
  expect(screen.getByRole("status").textContent).toContain("What you had typed is back");
  await press("Discard and start anew");
  expect(note().value).toBe("");
  expect(screen.queryByText(/is back/)).toBeNull();
  expect(saved).toEqual([null]);
});

it.each([
  ["of another version", JSON.stringify({ version: 1, form: { text: "1234" } })],
  ["that is no form", "[]"],
  ["that is no JSON", "{"],
])("drops a draft %s without a word", async (_, text) => {
  const { door, at } = disk(text);
  await open(door);
  expect(note().value).toBe("");
  expect(screen.queryByRole("status")).toBeNull();
  expect(at.text).toBeNull();
});

it("is gone once it was asked for, and what is typed next has an id of its own", async () => {
  const { door, at, asked, saved } = disk(written("1234"));
  await open(door);
  const { id } = at;
  expect(screen.getByText(id)).toBeTruthy();
  await type("12345");
  // The desk drops the draft with the request that it was.
  asked.add(at.id);
  at.text = null;
  await press("Submit");
  await wait(1000);
  expect([at.text, saved]).toEqual([null, []]);
  expect(screen.queryByText(id)).toBeNull();
  expect(screen.queryByText(/is back/)).toBeNull();
});

it("keeps what was refused, under another id, and puts the refused one away once it is accepted", async () => {
  const { door, at, asked } = disk();
  const putAway = vi.fn<Door["putAway"]>(async () => ok(null));
  const page = (outcome: OutcomeView) => <Page outcome={outcome} />;
  const shown = await open({ ...door, putAway }, page(refused));
  await type("1234");
  await wait(500);
  const first = at.id;
  asked.add(first);
  at.text = null;
  await press("Submit");
  await wait(500);
  expect(at.id).not.toBe(first);
  expect(at.text).toContain(first);
  await act(async () => shown.rerender(around({ ...door, putAway }, page(issued))));
  await press("Submit");
  expect(putAway).toHaveBeenCalledExactlyOnceWith(first);
});

it("asks before something unfinished makes room, and does not where nothing would be lost", async () => {
  const { door } = disk(written("1234"));
  await open(door);
  await press("Come from elsewhere");
  expect([note().value, screen.getByRole("note").textContent]).toEqual([
    "1234",
    expect.stringContaining("There is an unfinished application."),
  ]);
  await press("Go on");
  expect(note().value).toBe("1234");
  await press("Come from elsewhere");
  await press("Discard and start anew");
  expect(note().value).toBe("from elsewhere");
  // Nobody has typed that: it makes room without a question.
  await press("Come from elsewhere");
  expect(screen.queryByRole("note")).toBeNull();
});

it("goes on without drafts where the desk cannot tell of them", async () => {
  const saveDraft = vi.fn<Door["saveDraft"]>();
  await open({ draft: async () => no({ code: "disk_full" }), saveDraft });
  await type("1234");
  await wait(500);
  expect([note().value, saveDraft.mock.calls]).toEqual(["1234", []]);
});

it("keeps nothing of a demonstration", () => {
  unkept.keep({ text: "1" }, "one");
  expect(unkept.id()).toBeNull();
});
