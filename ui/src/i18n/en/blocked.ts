import type { Sentences } from "../sentences";

export const blocked: Sentences["blocked"] = {
  title: "Your data cannot be opened",
  retry: "Try again",
  retrying: "Opening …",
  setAside: "Set aside and fetch anew",
  setAsideNote:
    "You can also set this data aside under another name, with nothing deleted, and begin anew. Once you sign in, the keys come from the server. Applications and prints are carried over as far as they can still be read.",
};
