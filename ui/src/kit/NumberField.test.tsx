import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { SpeechProvider } from "../i18n";
import { DoorProvider } from "../ipc/context";
import { fakeDoor } from "../ipc/fake";
import { emptyBoxes } from "./boxes";
import { NumberField } from "./NumberField";
import { useNumbers } from "./useNumbers";

const sizes = [4, 4, 4, 4];

function Typing({ onFull, onText }: { onFull: () => void; onText: (text: string) => void }) {
  const [boxes, setBoxes] = useState(emptyBoxes(sizes));
  const [view] = useNumbers([{ field: "activation_key", typed: boxes.join("") }]);
  return (
    <>
      <NumberField label="Key" {...{ sizes, boxes, view, onFull, onText }} onBoxes={setBoxes} />
      <button type="button">elsewhere</button>
    </>
  );
}

function open() {
  const told = { onFull: vi.fn(), onText: vi.fn() };
  render(
    <DoorProvider value={fakeDoor()}>
      <SpeechProvider language="en">
        <Typing {...told} />
      </SpeechProvider>
    </DoorProvider>,
  );
  const inputs = screen.getAllByRole<HTMLInputElement>("textbox");
  act(() => inputs[0]?.focus());
  return { ...told, inputs, person: userEvent.setup(), content: () => inputs.map((input) => input.value) };
}

/** One of the boxes. */
function box(inputs: HTMLInputElement[], index: number): HTMLInputElement {
  const input = inputs[index];
  if (!input) throw new Error("there is no such box");
  return input;
}

it("moves on from box to box, and out of the last one when the number is whole", async () => {
  const { person, content, onFull } = open();
  await person.keyboard("0123456789abcde");
  expect(content()).toEqual(["0123", "4567", "89AB", "CDE"]);
  expect(onFull).not.toHaveBeenCalled();
  await person.keyboard("f");
  expect(content()).toEqual(["0123", "4567", "89AB", "CDEF"]);
  expect(onFull).toHaveBeenCalledOnce();
});

it("goes from box to box when a whole number is typed over, and stays until the last of them", async () => {
  const { person, inputs, content, onFull } = open();
  await person.keyboard("2233445566778899");
  expect(onFull).toHaveBeenCalledOnce();
  await person.click(box(inputs, 0));
  box(inputs, 0).select();
  await person.keyboard("556677889900113");
  expect(content()).toEqual(["5566", "7788", "9900", "113"]);
  expect(document.activeElement).toBe(box(inputs, 3));
  expect(onFull).toHaveBeenCalledOnce();
  await person.keyboard("4");
  expect(onFull).toHaveBeenCalledTimes(2);
});

it("takes hyphens and spaces as they are typed, and keeps none", async () => {
  const { person, content } = open();
  await person.keyboard("0123-4567 89ab-");
  expect(content()).toEqual(["0123", "4567", "89AB", ""]);
});

it("goes back with Backspace, and along with the arrows", async () => {
  const { person, content, inputs } = open();
  await person.keyboard("01234{Backspace}{Backspace}");
  expect(content()).toEqual(["012", "", "", ""]);
  await person.keyboard("345{ArrowLeft}{ArrowLeft}{ArrowLeft}");
  expect(document.activeElement).toBe(inputs[0]);
  await person.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(inputs[1]);
});

it("loses no character where a box in the middle takes one too many", async () => {
  const { person, content, inputs } = open();
  await person.keyboard("0123456789abcdef");
  act(() => {
    box(inputs, 1).focus();
    box(inputs, 1).setSelectionRange(4, 4);
  });
  await person.keyboard("0");
  expect(content()).toEqual(["0123", "45670", "89AB", "CDEF"]);
  expect(await screen.findByRole("alert")).toBeTruthy();
});

it.each(["0123-4567-89AB-CDEF", "０１２３ー４５６７－８９ＡＢ　ＣＤＥＦ\r\n", "0123456789abcdef"])(
  "takes a whole number that is pasted into any box: %s",
  async (text) => {
    const { person, content, inputs, onFull } = open();
    await person.click(box(inputs, 2));
    await person.paste(text);
    expect(content()).toEqual(["0123", "4567", "89AB", "CDEF"]);
    expect(onFull).toHaveBeenCalledOnce();
  },
);

it("hands on what is more than one number, and changes nothing", async () => {
  const { person, content, onText } = open();
  await person.paste("番号は 0123-4567-89AB-CDEF です");
  expect(onText).toHaveBeenCalledExactlyOnceWith("番号は 0123-4567-89AB-CDEF です");
  expect(content()).toEqual(["", "", "", ""]);
});

it("takes a mistyped number that is pasted, and refuses its letter like a typed one", async () => {
  const { person, content, onText, onFull } = open();
  await person.paste("9A3B-5C7D-1E2F-4O61");
  expect(content()).toEqual(["9A3B", "5C7D", "1E2F", "4O61"]);
  expect(onText).not.toHaveBeenCalled();
  await screen.findByRole("button", { name: "Change “O” to “0”" });
  await person.keyboard("{Enter}");
  expect(content()).toEqual(["9A3B", "5C7D", "1E2F", "4061"]);
  expect(onFull).toHaveBeenCalledOnce();
});

it.each(["9A3B-5C7D\r\nkey", "番号 9A3B"])("hands on a text however short: %s", async (text) => {
  const { person, content, onText } = open();
  await person.paste(text);
  expect(onText).toHaveBeenCalledExactlyOnceWith(text);
  expect(content()).toEqual(["", "", "", ""]);
});

it("grows a little with what is too much, and no further", async () => {
  const { person, inputs } = open();
  await person.keyboard("0123456789abcdef".repeat(4));
  expect(box(inputs, 3).value).toHaveLength(52);
  expect(box(inputs, 3).style.width).toContain("8ch");
});

it("leaves a conversion alone until it is confirmed, and then keeps every character", () => {
  const { content, inputs, onFull } = open();
  const first = box(inputs, 0);
  fireEvent.compositionStart(first);
  for (const text of ["０", "０１", "０１２３", "０１２３４５"]) {
    fireEvent.change(first, { target: { value: text } });
    expect(first.value).toBe(text);
  }
  fireEvent.compositionEnd(first);
  expect(content()).toEqual(["0123", "45", "", ""]);
  expect(document.activeElement).toBe(inputs[1]);
  expect(onFull).not.toHaveBeenCalled();
});

it("keeps what no number has, so that it can be seen", async () => {
  const { content, inputs } = open();
  const first = box(inputs, 0);
  fireEvent.compositionStart(first);
  fireEvent.change(first, { target: { value: "１あ" } });
  fireEvent.compositionEnd(first);
  expect(content()[0]).toBe("1あ");
  expect((await screen.findByRole("alert")).textContent).toContain("あ");
});

it.each([
  ["with Enter", "{Enter}"],
  ["with its button", null],
])("refuses a letter that cannot occur at once, and mends it %s", async (_, keys) => {
  const { person, content, inputs } = open();
  await person.keyboard("01o");
  const mend = await screen.findByRole("button", { name: "Change “O” to “0”" });
  if (keys) await person.keyboard(keys);
  else await person.click(mend);
  expect(content()).toEqual(["010", "", "", ""]);
  expect(document.activeElement).toBe(inputs[0]);
  await person.keyboard("3");
  expect(document.activeElement).toBe(inputs[1]);
});

it("does not move on with a letter that cannot occur, and does once it is mended", async () => {
  const { person, onFull } = open();
  await person.keyboard("0123456789abcdeo");
  expect(onFull).not.toHaveBeenCalled();
  await screen.findByRole("alert");
  await person.keyboard("{Enter}");
  expect(onFull).toHaveBeenCalledOnce();
});

it("does nothing on the Enter that confirms a conversion", async () => {
  const { person, content, inputs } = open();
  await person.keyboard("01o");
  await screen.findByRole("alert");
  fireEvent.keyDown(box(inputs, 0), { key: "Enter", keyCode: 229 });
  expect(content()[0]).toBe("01O");
});

it("says that digits are missing only once it is left", async () => {
  const { person } = open();
  await person.keyboard("0123");
  expect(screen.queryByRole("alert")).toBeNull();
  await person.click(screen.getByRole("button", { name: "elsewhere" }));
  expect((await screen.findByRole("alert")).textContent).toContain("16");
});
