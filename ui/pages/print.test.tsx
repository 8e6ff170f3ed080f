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
import { fakeDoor, fakeOffices, ok } from "../src/ipc/fake";

let root: Root;
beforeEach(() => localStorage.clear());
afterEach(async () => {
  act(() => root.unmount());
  document.body.replaceChildren();
  await page.viewport(1280, 720);
});

/** The room of prints in an office that is `name`. */
async function open(language: Language, theme: string, name: string) {
  localStorage.setItem("theme", theme);
  const place = document.createElement("div");
  place.id = "root";
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DoorProvider value={fakeDoor({ ...fakeOffices[name], language: async () => ok(language) })}>
      <App />
    </DoorProvider>,
  );
  const { say } = speechIn(language);
  await page.getByRole("navigation").getByRole("button", { name: say.room.print, exact: true }).click();
  return say.print;
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const radio = (name: string) => page.getByRole("radio", { name, exact: true });
const tab = (name: string) => page.getByRole("tab", { name, exact: true });

/** Looks at every state of the room. */
async function goThrough(language: Language, theme: string, look: (state: string) => Promise<void>) {
  const words = await open(language, theme, "printCrowded");
  await expect.element(page.getByText(words.tooMany(10_000))).toBeVisible();
  await look("too many");
  await radio(words.ways.mail).click();
  await button(words.propose).click();
  await look("for mail");
  await radio(words.ways.printer).click();
  await expect.element(page.getByRole("combobox", { name: words.printer, exact: true })).toBeVisible();
  await look("to a printer");
  const documents = page.getByRole("combobox", { name: words.document, exact: true });
  await documents.selectOptions("key-label");
  await expect.element(page.getByRole("group", { name: words.labelStart })).toBeVisible();
  await look("labels");
  await documents.selectOptions("startup-card");
  await radio(words.intoFiles).click();
  await button(words.submitMany(10_000)).click();
  await expect.element(page.getByRole("progressbar")).toBeVisible();
  await look("running");
  await expect.element(button(words.goOn), { timeout: 10_000 }).toBeVisible();
  await look("done");
  await tab(words.tabs.history).click();
  await button(words.more).click();
  await look("history");
  await page.getByRole("button", { name: words.again }).first().click();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("alert")).toBeVisible();
  await look("refused to print again");
}

describe.each(["ja", "en"] as const)("printing in %s", (language) => {
  it.each(["light", "dark"])(
    "nothing stands in anyone's way, in %s colours",
    async (theme) => {
      await goThrough(language, theme, async (state) => {
        const { violations } = await axe.run();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
        expect([state, found]).toEqual([state, []]);
        const main = document.querySelector("main") as HTMLElement;
        expect([state, main.scrollWidth <= main.clientWidth, main.scrollHeight <= main.clientHeight]).toEqual([
          state,
          true,
          true,
        ]);
      });
    },
    60_000,
  );

  it("at 200 % nothing leaves the window sideways", async () => {
    await page.viewport(640, 360);
    await goThrough(language, "light", async (state) => {
      const main = document.querySelector("main") as HTMLElement;
      expect([state, main.scrollWidth <= main.clientWidth]).toEqual([state, true]);
    });
  }, 60_000);

  it("an office that has printed nothing, has nothing to print and no printer is told so", async () => {
    const words = await open(language, "light", "printNothing");
    await expect.element(page.getByText(words.nothingToShow)).toBeVisible();
    await radio(words.ways.printer).click();
    await expect.element(page.getByText(words.noPrinters.what)).toBeVisible();
    await tab(words.tabs.history).click();
    await expect.element(page.getByText(words.noHistory)).toBeVisible();
    const { violations } = await axe.run();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
