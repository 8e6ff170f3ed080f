import type { Sentences } from "../sentences";

export const draft: Sentences["draft"] = {
  offered: {
    what: "There is an unfinished application.",
    todo: "Go on with it, or discard it and start anew.",
  },
  goOn: "Go on",
  anew: "Discard and start anew",
  restored: (when) => `What you had typed is back (saved ${when}).`,
};
