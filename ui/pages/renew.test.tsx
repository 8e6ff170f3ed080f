import "../src/kit/kit.css";
import "../src/app/app.css";

import axe from "axe-core";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { App } from "../src/app/App";
import { acts, programmes } from "../src/features/renew/plan/typed";
import { speechIn } from "../src/i18n";
import { DoorProvider } from "../src/ipc/context";
import type { Language } from "../src/ipc/door";
import { fakeDoor, ok } from "../src/ipc/fake";

let root: Root;
beforeEach(() => localStorage.clear());
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

/** The room, on an invented desk, in a real browser. */
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
  const { say } = speechIn(language);
  await page.getByRole("navigation").getByRole("button", { name: say.room.renew, exact: true }).click();
  return say.renew;
}

async function judged(): Promise<string[]> {
  const { violations } = await axe.run();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
}

/** The panel in sight. */
const panel = () => page.getByRole("tabpanel");

describe.each([
  ["ja", "light"],
  ["ja", "dark"],
  ["en", "light"],
  ["en", "dark"],
] as const)("in %s, %s", (language, theme) => {
  it("nothing stands in the way of an extension, at any step", async () => {
    const words = await open(language, theme);
    await device(words).fill("1234567890ABCDEF");
    await expect.element(panel().getByText("117-2345-6789")).toBeVisible();
    expect(await judged()).toEqual([]);
    await panel().getByRole("button", { name: words.next }).click();
    await panel().getByRole("checkbox").click();
    expect(await judged()).toEqual([]);
    await panel().getByRole("button", { name: words.terms.accept }).click();
    await panel().getByLabelText(words.lastFour.label).fill("CDEF");
    expect(await judged()).toEqual([]);
    const main = document.querySelector("main") as HTMLElement;
    expect(main.scrollHeight, "it fits without scrolling").toBeLessThanOrEqual(main.clientHeight);
    await userEvent.keyboard("{Enter}");
    await expect.element(panel().getByRole("heading", { name: words.extend.doneTitle })).toBeVisible();
    expect(await judged()).toEqual([]);
  });

  it("nor of a new application", async () => {
    const words = await open(language, theme);
    await page.getByRole("tab", { name: words.tabs.apply }).click();
    await device(words).fill("1234567890ABCDE0");
    expect(await judged()).toEqual([]);
    await panel().getByRole("button", { name: words.next }).click();
    await panel().getByRole("checkbox").click();
    await panel().getByRole("button", { name: words.terms.accept }).click();
    await panel().getByRole("radio").first().click();
    expect(await judged()).toEqual([]);
    await panel().getByRole("button", { name: words.next }).click();
    await panel().getByLabelText(words.lastFour.label).fill("CDE0");
    expect(await judged()).toEqual([]);
    await userEvent.keyboard("{Enter}");
    await expect.element(panel().getByText("4F0A-9B21-77C3-D8E6")).toBeVisible();
    expect(await judged()).toEqual([]);
  });

  it("nor of a search", async () => {
    const words = await open(language, theme);
    await page.getByRole("tab", { name: words.tabs.search }).click();
    await panel()
      .getByRole("button", { name: words.search.open("1234-5678-90AB-CDEF") })
      .click();
    expect(await judged()).toEqual([]);
  });

  it.each(programmes)("nor of what-if: %s", async (programme) => {
    const words = await open(language, theme);
    await page.getByRole("tab", { name: words.tabs.plan }).click();
    await panel().getByRole("radio", { name: words.plan.programmes[programme] }).click();
    for (const act of acts[programme]) {
      await panel().getByRole("radio", { name: words.plan.acts[act], exact: true }).click();
      expect(await judged(), act).toEqual([]);
    }
  });
});

it.each(["ja", "en"] as const)("nothing leaves the enlarged window sideways, in %s", async (language) => {
  await page.viewport(640, 360);
  const words = await open(language, "light");
  const main = document.querySelector("main") as HTMLElement;
  const fits = () => expect(main.scrollWidth).toBeLessThanOrEqual(main.clientWidth);
  await panel().getByRole("button", { name: words.next }).click();
  fits();
  for (const tab of ["apply", "search", "plan"] as const) {
    await page.getByRole("tab", { name: words.tabs[tab] }).click();
    await expect.element(panel()).toBeVisible();
    fits();
  }
  await page.getByRole("tab", { name: words.tabs.extend }).click();
  await device(words).fill("1234567890ABCDEF");
  await panel().getByRole("button", { name: words.next }).click();
  await panel().getByRole("checkbox").click();
  fits();
  await panel().getByRole("button", { name: words.terms.accept }).click();
  await expect.element(panel().getByLabelText(words.lastFour.label)).toBeVisible();
  fits();
  await page.viewport(1280, 720);
});

/** The first box of the device: what does not fit into it goes on into the others. */
const device = (words: { card: { device: string } }) =>
  panel().getByRole("group", { name: words.card.device, exact: true }).getByRole("textbox").first();
