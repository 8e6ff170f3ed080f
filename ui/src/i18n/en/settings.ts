import type { Sentences } from "../sentences";

export const settings: Sentences["settings"] = {
  language: "Language",
  languages: { ja: "日本語", en: "English" },
  theme: "Colours",
  themes: { system: "Like the system", light: "Light", dark: "Dark" },
  zoom: "Size",
  company: "Company",
  login: "Login ID",
  role: "Role",
  server: "Server",
  keyInKeychain: "Your data is encrypted, and its key is in the system’s keychain.",
  signOut: "Sign out",
  signOutNote: "Your data and what waits to be sent stay on this computer.",
};
