import type { Sentences } from "../sentences";

export const manual: Sentences["manual"] = {
  title: "Manual",
  open: "Manual",
  contents: "Contents",
  search: "Find a heading",
  none: "No heading fits.",
  pdf: "Open as PDF",
  making: "Making the PDF …",
  close: "Close",
  policies: "Terms and privacy",
  shortcuts: "Keyboard shortcuts",
  keys: "Shortcuts",
  shortcutsNote: "The Enter that confirms a Japanese conversion sends nothing.",
};
