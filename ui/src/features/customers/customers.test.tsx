import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../../i18n";
import { DoorProvider } from "../../ipc/context";
import type { CustomerRowView, Door } from "../../ipc/door";
import { fakeDoor, fakeStatus, no, ok } from "../../ipc/fake";
import { fakeCustomers } from "../../ipc/fake/customers";
import { FrameContext, type PlaceOf } from "../../kit/place";
import { CustomersPage } from "./CustomersPage";

// happy-dom lays nothing out, and a virtual list draws only what is in sight.
for (const size of ["clientHeight", "clientWidth", "offsetHeight", "offsetWidth"]) {
  Object.defineProperty(HTMLElement.prototype, size, { configurable: true, get: () => 560 });
}

async function open(replaced: Partial<Door> = {}, place: PlaceOf<"customers"> = { room: "customers" }) {
  const door = fakeDoor(replaced);
  const go = vi.fn();
  const print = vi.fn();
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <SpeechProvider language="en">
          <FrameContext value={{ go, print }}>
            <CustomersPage place={place} />
          </FrameContext>
        </SpeechProvider>
      </DoorProvider>,
    ),
  );
  return { door, go, print, person: userEvent.setup() };
}

const named = (name: string) => fakeCustomers.find((row) => row.name === name) as CustomerRowView;
const list = () => screen.getByRole("grid", { name: "List of customers" });
const row = (name: string) => within(list()).getByText(name).closest("[role=row]") as HTMLElement;
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });

it("goes from the filter to a customer by keyboard alone", async () => {
  const { person } = await open();
  list().focus();
  await person.keyboard("/");
  expect(document.activeElement).toBe(screen.getByRole("searchbox", { name: "Filter customers" }));
  await person.keyboard("光の園{ArrowDown}");
  expect(document.activeElement).toBe(list());
  await person.keyboard("{ArrowDown}{Enter}");
  const second = fakeCustomers.filter((row) => row.name.includes("光の園"))[1];
  expect(await screen.findByRole("heading", { name: second?.name ?? "" })).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("region", { name: `Details of ${second?.name}` }));
});

it("opens the customer that another room speaks of", async () => {
  const customer = named("大和田運輸");
  await open({}, { room: "customers", customer: customer.id });
  expect(await screen.findByRole("heading", { name: "大和田運輸" })).toBeTruthy();
});

it("keeps what is typed of one customer while another is looked at", async () => {
  const { person } = await open();
  await person.click(row("株式会社ミナト計器"));
  await person.click(await screen.findByRole("button", { name: "Edit" }));
  await person.type(field("Contact"), " 様");
  await person.click(row("大和田運輸"));
  expect(await screen.findByRole("heading", { name: "大和田運輸" })).toBeTruthy();
  expect(within(row("株式会社ミナト計器")).getByText("Editing")).toBeTruthy();
  await person.click(row("株式会社ミナト計器"));
  expect(field("Contact").value).toBe("山田 花子 様");
});

it("saves what is different, and nothing with the Enter that confirms a conversion", async () => {
  const saveCustomer = vi.fn<Door["saveCustomer"]>(async () => ok({ id: fakeCustomers[2]?.id ?? "", submit: null }));
  const { person } = await open({ saveCustomer });
  list().focus();
  await person.keyboard("n");
  await person.type(field("Name"), "田中工務店");
  const enter = { key: "Enter", keyCode: 229 };
  expect(fireEvent.keyDown(field("Name"), enter)).toBe(false);
  expect(saveCustomer).not.toHaveBeenCalled();
  await person.keyboard("{Enter}");
  expect(saveCustomer).toHaveBeenCalledTimes(1);
  const form = saveCustomer.mock.calls[0]?.[0];
  expect([form?.id, form?.before.name, form?.fields.name]).toEqual([null, "", "田中工務店"]);
  expect(await screen.findByText("Saved.")).toBeTruthy();
});

it("says beside a field what is wrong with it once it is left", async () => {
  const { person } = await open();
  list().focus();
  await person.keyboard("n");
  await person.type(field("Mail address"), "a");
  expect(screen.queryByRole("alert")).toBeNull();
  await person.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("This is not a mail address.");
  await person.type(field("Mail address"), "@example.jp");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says whom a new customer may be before there are two of them", async () => {
  const { person } = await open();
  list().focus();
  await person.keyboard("n");
  await person.type(field("Name"), "ミナト計器");
  await person.tab();
  expect(await screen.findByText("This may be the same customer")).toBeTruthy();
});

it("keeps the form when the desk refuses it", async () => {
  const { person } = await open({ saveCustomer: async () => no({ code: "disk_full" }) });
  list().focus();
  await person.keyboard("n");
  await person.type(field("Name"), "田中工務店{Enter}");
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(field("Name").value).toBe("田中工務店");
});

it("CUS-2: asks for a choice for every field before it overwrites anything", async () => {
  const settleCustomer = vi.fn<Door["settleCustomer"]>(async () => ok(null));
  const { person } = await open({ settleCustomer });
  await person.click(screen.getByRole("button", { name: "大和田運輸" }));
  const choice = await screen.findByRole("region", { name: "Somebody else changed this first" });
  const button = within(choice).getByRole("button", { name: "Keep what I chose" });
  await person.click(within(choice).getByRole("radio", { name: "配車係 大野" }));
  await person.click(button);
  expect(settleCustomer).not.toHaveBeenCalled();
  expect(button.title).toBe("Choose one for every field.");
  await person.click(within(choice).getByRole("radio", { name: "092-000-0001" }));
  await person.click(button);
  expect(settleCustomer).toHaveBeenCalledWith(expect.objectContaining({ mine: ["contact"] }));
  expect(document.activeElement).toBe(list());
});

it("CUS-3: merges only what somebody knows cannot be undone, and with the fields chosen", async () => {
  const mergeCustomers = vi.fn<Door["mergeCustomers"]>(async () => no({ code: "customer_changed" }));
  const { person } = await open({ mergeCustomers });
  await person.click(row("株式会社ミナト計器"));
  await person.click(await screen.findByRole("button", { name: "Merge with ㈱ミナト計器" }));
  expect(await screen.findByText(/2 devices move to “株式会社ミナト計器”/)).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "Merge" }));
  expect(mergeCustomers).not.toHaveBeenCalled();
  await person.click(screen.getByRole("radio", { name: "Telephone Goes 092-000-9999" }));
  await person.click(screen.getByRole("checkbox"));
  await person.click(screen.getByRole("button", { name: "Merge" }));
  const form = mergeCustomers.mock.calls[0]?.[0];
  expect(form?.fields).toMatchObject({ name: "株式会社ミナト計器", phone: "092-000-9999" });
  expect(form?.fields.memo).toContain("\n裏口から入る");
  expect((await screen.findByRole("alert")).textContent).toContain("Nothing was overwritten");
});

it("CUS-3: the other way round, what the one that stays has is offered", async () => {
  const mergeCustomers = vi.fn<Door["mergeCustomers"]>(async () => no({ code: "customer_changed" }));
  const { person } = await open({ mergeCustomers });
  await person.click(row("株式会社ミナト計器"));
  await person.click(await screen.findByRole("button", { name: "Merge with ㈱ミナト計器" }));
  await person.click(await screen.findByRole("checkbox"));
  const swap = screen.getByRole("button", { name: "Keep the other one" });
  await person.click(swap);
  expect(await screen.findByText(/“株式会社ミナト計器” goes for good/)).toBeTruthy();
  expect(document.activeElement).toBe(swap);
  expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
  await person.click(screen.getByRole("checkbox"));
  await person.click(screen.getByRole("button", { name: "Merge" }));
  expect(mergeCustomers.mock.calls[0]?.[0].fields.name).toBe("㈱ミナト計器");
});

it("CUS-5: takes a file that is dropped, and says so where none arrives", async () => {
  const door = fakeDoor();
  const planImport = vi.fn<Door["planImport"]>(door.planImport);
  const { person } = await open({ planImport });
  await person.click(screen.getByRole("button", { name: "Import" }));
  const place = screen.getByRole("heading", { name: /here/ });
  fireEvent.drop(place, { dataTransfer: { types: ["text/uri-list"], files: [] } });
  expect(screen.getByRole("alert").textContent).toContain("Press “Choose a file”");
  fireEvent.drop(place, { dataTransfer: { types: ["Files"], files: [new File(["a,b"], "list.csv")] } });
  await vi.waitFor(() => expect(planImport).toHaveBeenCalledWith(expect.objectContaining({ name: "list.csv" })));
});

it("CUS-5: shows every row's fate before it imports what is not left out", async () => {
  const runImport = vi.fn<Door["runImport"]>(async () => ok({ done: 99, overtaken: 0, waiting: 0, because: null }));
  const door = fakeDoor();
  const planImport = vi.fn<Door["planImport"]>(door.planImport);
  const { person } = await open({ planImport, runImport });
  await person.click(screen.getByRole("button", { name: "Import" }));
  await person.upload(screen.getByLabelText("Choose a file", { selector: "input" }), new File(["a,b"], "list.csv"));
  expect(await screen.findByText(/does not tell for certain/)).toBeTruthy();
  expect(planImport).toHaveBeenLastCalledWith(expect.objectContaining({ name: "list.csv", content: btoa("a,b") }));
  await person.click(screen.getByRole("radio", { name: "UTF-8" }));
  expect(planImport).toHaveBeenLastCalledWith(expect.objectContaining({ encoding: "utf8" }));
  await person.selectOptions(screen.getByRole("combobox", { name: "What column “売上” holds" }), "Memo");
  const { columns } = planImport.mock.lastCall?.[0] ?? {};
  expect(columns).toEqual(["name", "phone", "email", null, "memo"]);
  await person.click(await screen.findByRole("checkbox", { name: "Import row 3" }));
  await person.click(screen.getByRole("button", { name: "Import 149 rows" }));
  expect(runImport).toHaveBeenCalledWith(expect.objectContaining({ leave_out: [3] }), "0123");
  expect(await screen.findByText("99 rows written on the server.")).toBeTruthy();
});

it("shows what a refused row's cell says", async () => {
  const { person } = await open();
  await person.click(screen.getByRole("button", { name: "Import" }));
  await person.upload(screen.getByLabelText("Choose a file", { selector: "input" }), new File(["a"], "list.csv"));
  await person.click(await screen.findByRole("button", { name: "Refused 50" }));
  expect(screen.getAllByText(/メール “yamamoto.example.jp” This is not a mail address/)[0]).toBeTruthy();
});

it("gives a device to the customer as it was seen with", async () => {
  const attachDevice = vi.fn<Door["attachDevice"]>(async () => no({ code: "device_moved" }));
  const { person } = await open({ attachDevice });
  const customer = named("株式会社ミナト計器");
  await person.click(row(customer.name));
  await person.click(await screen.findByRole("button", { name: "Add a device" }));
  await person.type(screen.getByRole("textbox", { name: "Find a device" }), "3456");
  await person.click(await screen.findByRole("button", { name: "Move to this customer" }));
  const [device, seen] = ["3456-7890-ABCD-EF01", fakeCustomers[0]?.id];
  expect(attachDevice).toHaveBeenCalledWith({ device, seen, customer: customer.id });
  expect(await screen.findByRole("alert")).toBeTruthy();
});

it("lets a member who may only look change nothing, and says so", async () => {
  const account = fakeStatus.account && { ...fakeStatus.account, role: "viewer" };
  const { person } = await open({ status: async () => ok({ ...fakeStatus, account }) });
  const add = screen.getByRole("button", { name: "New customer" });
  expect(add.title).toContain("may only look");
  list().focus();
  await person.keyboard("n");
  expect(screen.queryByRole("textbox", { name: "Name" })).toBeNull();
});

it("says what to do where there is nobody yet", async () => {
  await open({ customers: async () => ok({ all: 0, found: 0, rows: [], to_settle: [], refused: [] }) });
  expect(screen.getByRole("heading", { name: "There are no customers yet" })).toBeTruthy();
});

it("tells what was refused until somebody has read it", async () => {
  const door = fakeDoor();
  const putAway = vi.fn<Door["putAway"]>(door.putAway);
  const customers: Door["customers"] = async (...asked) => {
    const answer = await door.customers(...asked);
    const refused = putAway.mock.calls.length > 0 ? [] : [merge];
    return answer.status === "ok" ? ok({ ...answer.data, refused }) : answer;
  };
  const merge = {
    intent: "00000000-0000-4000-8000-00000000000c",
    ask: "merge_customers" as const,
    name: "大和田運輸",
    device: null,
    problem: { code: "customer_changed" as const },
  };
  const { person } = await open({ customers, putAway });
  await person.click(screen.getByRole("button", { name: "I have read it: Merge of customers 大和田運輸" }));
  expect(putAway).toHaveBeenCalledWith(merge.intent);
  await vi.waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

it("takes the keys on arrival, and not when it is opened for one customer", async () => {
  const { person } = await open();
  expect(document.activeElement).toBe(list());
  await person.keyboard("{ArrowDown}n");
  expect(document.activeElement).toBe(field("Name"));
});

it("leaves the caret where it is when another room speaks of a customer", async () => {
  await open({}, { room: "customers", customer: named("大和田運輸").id });
  await screen.findByRole("heading", { name: "大和田運輸" });
  expect(document.activeElement).toBe(document.body);
});

it("says that a change waits until it is sent, and gives the keys back to the list", async () => {
  const id = fakeCustomers[2]?.id ?? "";
  const fake = fakeDoor();
  let waiting = true;
  const ears = new Set<Parameters<Door["onStatus"]>[0]>();
  const { person } = await open({
    saveCustomer: async () =>
      ok({ id, submit: { intent: "i", outcome: { outcome: "queued", because: null } } as never }),
    onStatus: (tell) => {
      ears.add(tell);
      return () => ears.delete(tell);
    },
    customers: async (...asked) => {
      const answer = await fake.customers(...asked);
      if (answer.status === "error") return answer;
      const rows = answer.data.rows.map((row) => (row.id === id ? { ...row, waiting } : row));
      return ok({ ...answer.data, rows });
    },
  });
  await person.keyboard("n");
  await person.type(field("Name"), "田中工務店{Enter}");
  const told = /Saved on this computer/;
  expect(await screen.findByText(told)).toBeTruthy();
  expect(document.activeElement).toBe(list());
  waiting = false;
  await act(async () => {
    for (const tell of ears) tell(fakeStatus);
  });
  await vi.waitFor(() => expect(screen.queryByText(told)).toBeNull());
});

it("says no more of what was saved once the list is filtered anew", async () => {
  const saveCustomer: Door["saveCustomer"] = async () => ok({ id: fakeCustomers[2]?.id ?? "", submit: null });
  const { person } = await open({ saveCustomer });
  await person.keyboard("n");
  await person.type(field("Name"), "田中工務店{Enter}");
  expect(await screen.findByText("Saved.")).toBeTruthy();
  await person.keyboard("/光");
  expect(screen.queryByText("Saved.")).toBeNull();
});

it("prints everything of the chosen customer with P, and nothing of one without devices", async () => {
  const { print, person } = await open();
  await person.keyboard("p");
  expect(print).not.toHaveBeenCalled();
  await person.keyboard("{ArrowDown}p");
  const customer = { id: fakeCustomers[1]?.id, name: fakeCustomers[1]?.name };
  expect(print).toHaveBeenCalledExactlyOnceWith({ keys: [], customer });
});
