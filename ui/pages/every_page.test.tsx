import "../src/kit/kit.css";
import "../src/app/app.css";

import axe from "axe-core";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { App } from "../src/app/App";
import { speechIn } from "../src/i18n";
import { rooms } from "../src/i18n/names";
import type { Sentences } from "../src/i18n/sentences";
import { DoorProvider } from "../src/ipc/context";
import type { Door, Language } from "../src/ipc/door";
import { fakeDoor, fakeOffices, ok } from "../src/ipc/fake";

let root: Root;
beforeEach(() => localStorage.clear());
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

/** The whole window on an invented desk, in a real browser. */
async function open(language: Language, theme: string, office: Partial<Door> = {}) {
  localStorage.setItem("theme", theme);
  localStorage.setItem("language", language);
  const place = document.createElement("div");
  place.id = "root";
  document.body.append(place);
  root = createRoot(place);
  root.render(
    <DoorProvider value={fakeDoor({ language: async () => ok(language), ...office })}>
      <App />
    </DoorProvider>,
  );
}

/** Goes to a room by its name in the navigation. */
async function go(room: string) {
  await page.getByRole("navigation").getByRole("button", { name: room, exact: true }).click();
}

const reports = ["totals", "history", "calendar", "quotes"] as const;

async function goToReport(say: Sentences, tab: (typeof reports)[number]) {
  await go(say.room.reports);
  await page.getByRole("tab", { name: say.reports.tabs[tab], exact: true }).click();
  await expect.element(page.getByRole("tabpanel").getByRole("table").first()).toBeVisible();
}

async function judge(): Promise<string[]> {
  const { violations } = await axe.run();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
}

describe.each(["ja", "en"] as const)("in %s", (language) => {
  const { say } = speechIn(language);
  describe.each(["light", "dark"] as const)("in %s colours", (theme) => {
    it.each(rooms)("nothing stands in anyone's way: %s", async (room) => {
      await open(language, theme);
      await go(say.room[room]);
      await expect.element(page.getByRole("main", { name: say.room[room] })).toBeVisible();
      expect(await judge()).toEqual([]);
    });

    it.each(Object.keys(fakeOffices))("nor in an office that is %s", async (name) => {
      await open(language, theme, fakeOffices[name]);
      await expect.element(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await judge()).toEqual([]);
    });

    it.each(reports)("nor in the reports: %s", async (tab) => {
      await open(language, theme);
      await goToReport(say, tab);
      expect(await judge()).toEqual([]);
      const main = document.querySelector("main") as HTMLElement;
      expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
    });
  });

  it.each(reports)("at 200 % no report leaves the window sideways: %s", async (tab) => {
    await page.viewport(640, 360);
    await open(language, "light");
    await goToReport(say, tab);
    const main = document.querySelector("main") as HTMLElement;
    expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
    await page.viewport(1280, 720);
  });

  it.each(rooms)("at 200 % nothing leaves the window sideways: %s", async (room) => {
    await page.viewport(640, 360);
    await open(language, "light");
    await go(say.room[room]);
    await expect.element(page.getByRole("main", { name: say.room[room] })).toBeVisible();
    const main = document.querySelector("main") as HTMLElement;
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(640);
    expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
    await page.viewport(1280, 720);
  });
});
