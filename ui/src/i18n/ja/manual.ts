export const manual = {
  title: "使いかた",
  open: "使いかた",
  contents: "もくじ",
  search: "見出しからさがす",
  none: "当てはまる見出しはありません。",
  pdf: "PDFで開く",
  making: "PDFを作っています…",
  close: "閉じる",
  policies: "規約とプライバシー",
  shortcuts: "キー操作一覧",
  keys: "キー操作",
  shortcutsNote: "日本語の変換中に押した Enter は、変換を確定するだけで、何も送りません。",
};
