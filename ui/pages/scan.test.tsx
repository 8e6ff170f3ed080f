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
import { fakeDoor, fakeScans, ok } from "../src/ipc/fake";

let root: Root;
beforeEach(() => localStorage.clear());
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

async function open(language: Language, theme: string) {
  localStorage.setItem("theme", theme);
  localStorage.setItem("language", language);
  const place = document.createElement("div");
  place.id = "root";
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DoorProvider value={fakeDoor({ language: async () => ok(language) })}>
      <App />
    </DoorProvider>,
  );
  await page
    .getByRole("navigation")
    .getByRole("button", { name: speechIn(language).say.room.find, exact: true })
    .click();
}

/** Pastes a picture whose bytes are this word. */
function paste(word: string) {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File([word], `${word}.png`, { type: "image/png" }));
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  (document.activeElement ?? document.body).dispatchEvent(event);
}

async function judge(): Promise<string[]> {
  const { violations } = await axe.run();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
}

describe.each(["ja", "en"] as const)("in %s", (language) => {
  const { say } = speechIn(language);
  const card = page.getByRole("region", { name: say.scan.result });

  describe.each(["light", "dark"] as const)("in %s colours", (theme) => {
    it.each(Object.keys(fakeScans))("a pasted picture stands in nobody's way: %s", async (word) => {
      await page.viewport(1280, 720);
      await open(language, theme);
      paste(word);
      await expect.element(card).toBeVisible();
      expect(await judge()).toEqual([]);
      const main = document.querySelector("main") as HTMLElement;
      expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
    });
  });

  it.each(Object.keys(fakeScans))("at 200 % it does not leave the window sideways: %s", async (word) => {
    await page.viewport(640, 360);
    await open(language, "light");
    paste(word);
    await expect.element(card).toBeVisible();
    const main = document.querySelector("main") as HTMLElement;
    expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
    await page.viewport(1280, 720);
  });

  it("what was read is reached and closed by keyboard", async () => {
    await open(language, "light");
    paste("several");
    await expect.element(card).toBeVisible();
    const close = card.getByRole("button", { name: say.scan.close });
    (close.element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(card).not.toBeInTheDocument();
  });
});
