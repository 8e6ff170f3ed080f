import { expect, it } from "vitest";
import { fakePages } from "../../ipc/fake/account";
import { findHeadings } from "./headings";

const found = (query: string) => findHeadings(fakePages, query).map(({ words }) => words);

it.each([
  ["", ["はじめに", "発行"]],
  ["ログイン", ["はじめに", "はじめてログインする"]],
  ["ﾛｸﾞｲﾝ", ["はじめに", "はじめてログインする"]],
  ["発行", ["発行"]],
  ["受け付け", ["発行", "受け付けられないとき"]],
  ["ない言葉", []],
])("finds %o among the headings, whatever its width", (query, words) => {
  expect(found(query)).toEqual(words);
});
