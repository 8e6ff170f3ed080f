import type { Sentences } from "../sentences";
import { plural } from "./plural";

export const blocked: Sentences["blocked"] = {
  title: "Your data cannot be opened",
  retry: "Try again",
  retrying: "Opening …",
  setAside: "Set aside and fetch anew",
  settingAside: "Setting aside …",
  setAsideNote:
    "You can also set this data aside under another name, with nothing deleted, and begin anew. Once you sign in, the keys come from the server. Applications and prints are carried over as far as they can still be read.",
  recovered: {
    title: "Your data was set aside",
    applications: (waiting) =>
      waiting > 0
        ? `${plural(waiting, "application that waits", "applications that wait")} to be sent carried over.`
        : "No application was waiting to be sent.",
    applicationsLost: {
      what: "The applications that waited to be sent could not be read.",
      todo: "If some were waiting, apply for them again once you have signed in.",
    },
    prints: (prints) => `${plural(prints, "record of a print", "records of prints")} carried over.`,
    printsLost: "The records of prints could not be read. The next print counts as the first copy.",
    goOn: "Go on",
  },
};
