import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../../app/App";
import { DoorProvider } from "../../ipc/context";
import type { Door } from "../../ipc/door";
import { fakeDevice, fakeDoor, fakePairs, ok } from "../../ipc/fake";

export const plain = (number: string) => number.replaceAll(/[-:]/g, "");
export const device = plain(fakeDevice);
export const [one, two] = fakePairs;
export const typed = (pair: (typeof fakePairs)[number]) => plain(pair.activation_key) + plain(pair.registration_id);
export const mail = `MPR ID: ${fakeDevice}\n${one.activation_key} ${one.registration_id}\n${two.activation_key} ${two.registration_id}`;

/** The office, and a person at its keyboard. Keys other than those of the numbers are counted. */
export async function open(replaced: Partial<Door> = {}) {
  const door = fakeDoor({ language: async () => ok("en"), ...replaced });
  await act(async () =>
    render(
      <DoorProvider value={door}>
        <App />
      </DoorProvider>,
    ),
  );
  const person = userEvent.setup({ delay: null });
  const counted = { presses: 0 };
  const press = async (key: string) => {
    counted.presses++;
    await person.keyboard(key);
    await settle();
  };
  const type = async (digits: string) => {
    await person.keyboard(digits);
    await settle();
  };
  return { door, person, press, type, counted };
}

/** Lets what the desk answers arrive. */
export const settle = async () => {
  for (let turn = 0; turn < 3; turn++) await act(async () => new Promise((done) => setTimeout(done, 5)));
};

/** An office with an application up to its review. */
export async function review(replaced: Partial<Door> = {}) {
  const office = await open(replaced);
  const { press, type } = office;
  await press("{Control>}3{/Control}");
  await press("{Enter}");
  await type(device);
  await press("{Enter}");
  await press("{Enter}");
  await type(typed(one));
  await press("{Enter}");
  await press("{Enter}");
  return office;
}
