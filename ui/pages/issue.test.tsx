import "../src/kit/kit.css";
import "../src/app/app.css";

import axe from "axe-core";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { App } from "../src/app/App";
import { speechIn } from "../src/i18n";
import { DoorProvider } from "../src/ipc/context";
import type { Language } from "../src/ipc/door";
import { fakeDevice, fakeDoor, fakePairs, ok } from "../src/ipc/fake";

let root: Root;
beforeEach(() => localStorage.clear());
afterEach(async () => {
  act(() => root.unmount());
  document.body.replaceChildren();
  await page.viewport(1280, 720);
});

const plain = (number: string) => number.replaceAll("-", "");

/** Goes through every step of an application, and looks at each. */
async function goThrough(language: Language, theme: string, look: (step: string) => Promise<void>) {
  localStorage.setItem("theme", theme);
  const place = document.createElement("div");
  place.id = "root";
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DoorProvider value={fakeDoor({ language: async () => ok(language) })}>
      <App />
    </DoorProvider>,
  );
  const { issue: words, room } = speechIn(language).say;
  const heading = (name: string) => expect.element(page.getByRole("heading", { name, exact: true })).toBeVisible();
  await page.getByRole("navigation").getByRole("button", { name: room.issue, exact: true }).click();
  await heading(words.category.question);
  await look("category");
  await userEvent.keyboard("{Enter}");
  await heading(words.device.title);
  // A device near a known one, so that its warning is looked at, too.
  await userEvent.keyboard(`${plain(fakeDevice).slice(0, -1)}0`);
  await expect.element(page.getByText(words.device.near.what)).toBeVisible();
  await look("device");
  await userEvent.keyboard("{Enter}");
  await heading(words.device.question);
  await look("device check");
  await page.getByRole("button", { name: words.yes }).click();
  await heading(words.keys.title);
  for (const pair of fakePairs) await userEvent.keyboard(plain(pair.activation_key) + plain(pair.registration_id));
  await userEvent.keyboard("012O");
  await expect.element(page.getByRole("alert")).toBeVisible();
  await look("keys");
  await userEvent.keyboard("{Enter}{Backspace}{Backspace}{Backspace}{Backspace}");
  await userEvent.keyboard("{Enter}");
  await heading(words.keys.question);
  await look("keys check");
  await userEvent.keyboard("{Enter}");
  await heading(words.review.title);
  await page.getByRole("checkbox", { name: words.review.mailTo.first, exact: true }).click();
  await look("review");
  await page.getByRole("textbox", { name: words.review.again }).click();
  await userEvent.keyboard("cde0{Enter}");
  await heading(words.result.issued(fakePairs.length));
  await look("result");
}

describe.each(["ja", "en"] as const)("applying in %s", (language) => {
  it.each(["light", "dark"])("nothing stands in anyone's way, in %s colours", async (theme) => {
    await goThrough(language, theme, async (step) => {
      const { violations } = await axe.run();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
      expect([step, found]).toEqual([step, []]);
    });
  });

  it("at 200 % no step leaves the window sideways", async () => {
    await page.viewport(640, 360);
    await goThrough(language, "light", async (step) => {
      const main = document.querySelector("main") as HTMLElement;
      expect([step, main.scrollWidth <= main.clientWidth]).toEqual([step, true]);
    });
  });
});
