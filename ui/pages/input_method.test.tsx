import "../src/kit/kit.css";

import { useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, expect, it } from "vitest";
import { cdp, page, userEvent } from "vitest/browser";
import { SpeechProvider } from "../src/i18n";
import { DoorProvider } from "../src/ipc/context";
import { fakeDoor } from "../src/ipc/fake";
import { emptyBoxes } from "../src/kit/boxes";
import { NumberField } from "../src/kit/NumberField";

let root: Root;
afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

/** What an input method does in a real browser: it composes, and then it inserts. */
interface InputMethod {
  send(
    method: "Input.imeSetComposition",
    what: { text: string; selectionStart: number; selectionEnd: number },
  ): Promise<void>;
  send(method: "Input.insertText", what: { text: string }): Promise<void>;
}

function Typing() {
  const sizes = [4, 4, 4, 4];
  const [boxes, setBoxes] = useState(emptyBoxes(sizes));
  return <NumberField label="Key" sizes={sizes} boxes={boxes} onBoxes={setBoxes} />;
}

const content = () => [...document.querySelectorAll("input")].map((input) => input.value);

it("a number that an input method composes arrives whole, in its boxes", async () => {
  const place = document.createElement("div");
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DoorProvider value={fakeDoor()}>
      <SpeechProvider language="ja">
        <Typing />
      </SpeechProvider>
    </DoorProvider>,
  );
  const method = cdp() as unknown as InputMethod;
  await page.getByRole("textbox").first().click();
  for (const text of ["０", "０１", "０１２", "０１２３", "０１２３４", "０１２３４５"]) {
    await method.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    expect(content()).toEqual([text, "", "", ""]);
  }
  await method.send("Input.insertText", { text: "０１２３４５" });
  await expect.poll(content).toEqual(["0123", "45", "", ""]);
  await userEvent.keyboard("67");
  expect(content()).toEqual(["0123", "4567", "", ""]);
});
