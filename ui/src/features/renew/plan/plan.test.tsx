import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../../i18n";
import { DoorProvider } from "../../../ipc/context";
import type { Door } from "../../../ipc/door";
import { fakeDoor, no } from "../../../ipc/fake";
import { fakePlans } from "../../../ipc/fake/plan";
import { Plan } from "./Plan";
import { acts, programmes } from "./typed";

async function open(replaced: Partial<Door> = {}) {
  const plan = vi.fn(fakeDoor().plan);
  await act(async () =>
    render(
      <DoorProvider value={fakeDoor({ plan, ...replaced })}>
        <SpeechProvider language="en">
          <Plan />
        </SpeechProvider>
      </DoorProvider>,
    ),
  );
  return { plan, person: userEvent.setup() };
}

const answer = () => screen.getByRole("region", { name: "What comes of it" });

it.each(programmes)("reaches every act, and says what comes of it: %s", async (programme) => {
  const { plan } = await open();
  const choose = (place: number) => act(async () => screen.getAllByRole("radio")[place]?.click());
  await choose(programmes.indexOf(programme));
  for (const [place, name] of acts[programme].entries()) {
    await choose(programmes.length + place);
    await waitFor(() => expect(plan).toHaveBeenLastCalledWith(expect.objectContaining({ act: name })));
    expect(answer().textContent).not.toBe("What comes of it");
  }
});

it("has every act that there is an answer to", () => {
  expect(new Set(Object.values(acts).flat())).toEqual(new Set(Object.keys(fakePlans)));
});

it("asks anew at every change", async () => {
  const { plan, person } = await open();
  await person.clear(screen.getByLabelText("Months to add"));
  await person.type(screen.getByLabelText("Months to add"), "36");
  expect(plan).toHaveBeenLastCalledWith(expect.objectContaining({ months: "36" }));
  await person.click(screen.getByRole("button", { name: "Add a period" }));
  expect(plan.mock.lastCall?.[0].periods).toHaveLength(2);
});

it("says beside its field what cannot be read, and nothing of what is empty", async () => {
  const fields = ["day", "first_used"] as const;
  const { person } = await open({ plan: async () => no({ code: "plan_mistyped", fields: [...fields] }) });
  const day = screen.getByLabelText("Day of the act");
  await person.clear(day);
  await person.type(day, "tomorrow{Tab}");
  expect((await screen.findByRole("alert")).textContent).toContain("cannot be read as a day");
  expect(screen.getByLabelText("Counted from (GMT)").getAttribute("aria-invalid")).toBeNull();
  expect(answer().textContent).toContain("Fill in all days");
});

it("takes the days of a licence", async () => {
  const { plan, person } = await open();
  await person.type(screen.getByLabelText("From a licence"), "ミナト");
  await person.click(await screen.findByRole("button", { name: /Use 株式会社ミナト計器/ }));
  expect(plan).toHaveBeenLastCalledWith(expect.objectContaining({ first_used: "2026-03-09" }));
});

it("reads the days out in their order", async () => {
  await open();
  const days = (await screen.findByRole("figure", { name: "Days" })).querySelectorAll("li");
  expect([...days].map((day) => day.textContent)).toEqual([
    "Day of the act 2026-11-21 (GMT)",
    "Expiry now 2026-11-30 (GMT)",
    "Last day to act 2027-05-31 (GMT)",
    "New expiry 2029-11-30 (GMT)",
  ]);
});
