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
import type { Door, Language } from "../src/ipc/door";
import { fakeDoor, fakeStatus, ok } from "../src/ipc/fake";

let root: Root;
beforeEach(() => localStorage.clear());
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

async function open(language: Language, theme: string, office: Partial<Door> = {}) {
  localStorage.setItem("theme", theme);
  localStorage.setItem("language", language);
  localStorage.setItem("server", "https://licence.example.jp");
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

const signedOut: Partial<Door> = { status: async () => ok({ ...fakeStatus, account: null }) };

async function judge(): Promise<string[]> {
  const { violations } = await axe.run();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
}

const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
const goToSettings = (language: Language) =>
  page
    .getByRole("navigation")
    .getByRole("button", { name: speechIn(language).say.room.settings, exact: true })
    .click();
const seen = (text: string | RegExp) => expect.element(page.getByText(text).first()).toBeVisible();

describe.each(["ja", "en"] as const)("in %s", (language) => {
  const { say } = speechIn(language);
  const tabs = Object.values(say.account.tabs);

  describe.each(["light", "dark"] as const)("in %s colours", (theme) => {
    it("no tab of the settings stands in anyone's way", async () => {
      await open(language, theme);
      await goToSettings(language);
      for (const tab of tabs) {
        await page.getByRole("tab", { name: tab }).click();
        await expect.element(page.getByRole("tabpanel", { name: tab })).toBeVisible();
        expect([tab, await judge()]).toEqual([tab, []]);
      }
    });

    it("nor what is asked for the staff and the second factor", async () => {
      await open(language, theme);
      await goToSettings(language);
      await page.getByRole("tab", { name: say.account.tabs.staff }).click();
      for (const name of [
        say.account.staff.add,
        say.account.staff.editOf("tanaka01"),
        say.account.staff.removeOf("tanaka01"),
      ]) {
        await press(name);
        await expect.element(page.getByRole("dialog")).toBeVisible();
        expect(await judge()).toEqual([]);
        await userEvent.keyboard("{Escape}");
      }
      await page.getByRole("tab", { name: say.account.tabs.secondFactor }).click();
      await press(say.account.factor.begin);
      await userEvent.keyboard("password{Enter}");
      await seen(say.account.factor.scanNote);
      expect(await judge()).toEqual([]);
      await userEvent.keyboard("123456{Enter}");
      await seen(say.account.factor.nowOn);
      expect(await judge()).toEqual([]);
    });

    it("nor a step of registering", async () => {
      await open(language, theme, signedOut);
      await press(say.register.link);
      await seen(say.register.consentLead);
      expect(await judge()).toEqual([]);
      await press(say.register.agree);
      await seen(say.account.news);
      await press(new RegExp(`^${say.register.next}`));
      await seen(say.account.wrong.company.what);
      expect(await judge()).toEqual([]);
    });

    it("nor the manual, nor the list of keys", async () => {
      await open(language, theme, signedOut);
      await expect.element(page.getByRole("heading", { name: say.signIn.title })).toBeVisible();
      await userEvent.keyboard("{F1}");
      await expect.element(page.getByRole("dialog", { name: say.manual.title })).toBeVisible();
      expect(await judge()).toEqual([]);
      await userEvent.keyboard("{Escape}");
      (document.activeElement as HTMLElement).blur();
      await userEvent.keyboard("?");
      await expect.element(page.getByRole("dialog", { name: say.manual.shortcuts })).toBeVisible();
      expect(await judge()).toEqual([]);
    });
  });

  it("at 200 % no tab leaves the window sideways", async () => {
    await page.viewport(640, 360);
    await open(language, "light");
    await goToSettings(language);
    for (const tab of tabs) {
      await page.getByRole("tab", { name: tab }).click();
      const main = document.querySelector("main") as HTMLElement;
      expect([tab, main.scrollWidth <= main.clientWidth]).toEqual([tab, true]);
    }
    await page.viewport(1280, 720);
  });
});
