import axe from "axe-core/axe.min.js?raw";
import { afterEach, describe, expect, it } from "vitest";
import html from "../../crates/server/src/page/index.html?raw";
import css from "../../crates/server/src/page/page.css?raw";
import script from "../../crates/server/src/page/page.js?raw";

afterEach(() => document.body.replaceChildren());

/** The page that a document's code leads to, opened with these numbers by a telephone. */
async function open(fragment: string) {
  const whole = html
    .replace('<link rel="stylesheet" href="/page.css">', () => `<style>${css}</style>`)
    .replace('<script src="/page.js" defer></script>', "")
    .replace("</body>", () => `<script>${script}</script></body>`);
  const address = URL.createObjectURL(new Blob([whole], { type: "text/html" }));
  const frame = document.createElement("iframe");
  frame.width = "390";
  frame.height = "700";
  frame.src = address + fragment;
  await new Promise((resolve) => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const page = frame.contentDocument as Document;
  const all = (selector: string) =>
    [...page.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
  const texts = (selector: string) => all(selector).map((one) => one.textContent);
  const press = (name: string) =>
    all("button")
      .find((button) => button.textContent === name)
      ?.click();
  return { frame, page, texts, press };
}

async function judge(frame: HTMLIFrameElement): Promise<string[]> {
  const view = frame.contentWindow as Window & { eval(text: string): unknown } & { axe: typeof import("axe-core") };
  view.eval(axe);
  const { violations } = await view.axe.run();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" ")}`);
}

const device = "1234567890ABCDEF";

describe("the page that a code leads to", () => {
  it.each([
    [
      "#A-0123456789ABCDEF-01234567",
      "アクティベーションキー",
      ["0123-4567-89AB-CDEF", "0123-4567"],
      /販売店にお伝えください/,
    ],
    [
      "#s-0123456789abcdef-01234567",
      "起動情報案内カード",
      ["0123-4567-89AB-CDEF", "0123-4567"],
      /販売店にお伝えください/,
    ],
    [
      `#S-0123456789ABCDEF-01234567-${device}-FEDCBA9876543210`,
      "起動情報案内カード",
      ["0123-4567-89AB-CDEF", "0123-4567", "1234-5678-90AB-CDEF", "FEDC-BA98-7654-3210"],
      /再起動/,
    ],
    [
      `#R-${device}-0123456789ABCDEF`,
      "レジストレーションキー",
      ["1234-5678-90AB-CDEF", "0123-4567-89AB-CDEF"],
      /1つずつ/,
    ],
    [
      "#R-0080F0123456-0123456789ABCDEF",
      "レジストレーションキー",
      ["00:80:F0:12:34:56", "0123-4567-89AB-CDEF"],
      /再起動/,
    ],
    [
      `#R-${device}-0123456789ABCDEF-FEDCBA9876543210-N11112345678`,
      "レジストレーションキー",
      ["1234-5678-90AB-CDEF", "0123-4567-89AB-CDEF", "FEDC-BA98-7654-3210", "111-1234-5678"],
      /1つずつ/,
    ],
    ["#L-aB3dEF4hnD9Lrn7T", "ライセンスキー", ["aB3d-EF4h-nD9L-rn7T"], /大文字と小文字を区別/],
    ["#U-0123456789ABCDEF", "更新のご案内", ["0123-4567-89AB-CDEF"], /販売店にお問い合わせください/],
    ["#C-0123456789ABCDEF", "お客様控え一式", ["0123-4567-89AB-CDEF"], /販売店にお問い合わせください/],
  ])("shows the numbers of %s and what to do", async (fragment, title, numbers, todo) => {
    const { frame, texts, press } = await open(fragment);
    expect(texts("h1")).toEqual([title]);
    expect(texts(".digits")).toEqual(numbers);
    expect(texts("li").join("")).toMatch(todo);
    expect(await judge(frame)).toEqual([]);
    press("English");
    expect(texts(".digits")).toEqual(numbers);
    expect(texts("h1, h2, li, .note, .number button").join("")).not.toMatch(/undefined/);
    expect(texts("li").join("")).toMatch(/dealer/);
    const root = frame.contentDocument?.documentElement as HTMLElement;
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth);
  });

  it.each([
    "",
    "#",
    "#A-0123456789ABCDEF",
    "#A-0123456789ABCDEG-01234567",
    "#A-0123456789ABCDEF-01234567-",
    `#S-0123456789ABCDEF-01234567-${device}`,
    `#S-0123456789ABCDEF-01234567-${device}-FEDCBA9876543210-0`,
    `#R-${device}`,
    `#R-${device}-N11112345678`,
    `#R-${device}-0123456789ABCDEF-N99912345678`,
    "#L-aB3dEF4hnD9Lrn7",
    "#L-<b>aB3dEF4hnD9Lr",
    "#X-0123456789ABCDEF",
    "#constructor-0123456789ABCDEF",
  ])("shows nothing of %s, and where the numbers are", async (fragment) => {
    const { texts } = await open(fragment);
    expect(texts("h1")).toEqual(["お手元のカードからお開きください"]);
    expect(texts(".digits, li")).toEqual([]);
  });

  it("counts several registration keys, and names each button by its number", async () => {
    const { page, texts } = await open(`#R-${device}-0123456789ABCDEF-FEDCBA9876543210`);
    expect(texts(".number h2").slice(1)).toEqual(["レジストレーションキー 1", "レジストレーションキー 2"]);
    const names = [...page.querySelectorAll(".number button")].map((button) => button.getAttribute("aria-label"));
    expect(new Set(names).size).toBe(3);
  });

  it("sends nothing anywhere", async () => {
    const { frame } = await open("#A-0123456789ABCDEF-01234567");
    const view = frame.contentWindow as Window;
    expect(view.performance.getEntriesByType("resource")).toEqual([]);
    expect(script).not.toMatch(/fetch|XMLHttpRequest|sendBeacon|WebSocket|EventSource|import|\.src\b|\.href\b|submit/);
  });
});
