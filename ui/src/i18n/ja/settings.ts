import type { Theme } from "../names";

export const settings = {
  language: "言語",
  languages: { ja: "日本語", en: "English" },
  theme: "色合い",
  themes: { system: "システムに合わせる", light: "明るい", dark: "暗い" } satisfies Record<Theme, string>,
  zoom: "大きさ",
  company: "会社名",
  login: "登録ID",
  role: "役割",
  server: "サーバー",
  keyInKeychain: "保管データは暗号化され、その鍵はシステムのキーチェーンにあります。",
  signOut: "ログアウト",
  signOutNote: "データと送信待ちの申請は、このパソコンに残ります。",
};
