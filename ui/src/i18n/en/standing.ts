import type { Sentences } from "../sentences";

export const standing: Sentences["standing"] = {
  unregistered: "Not registered",
  not_started: "Not used yet",
  trial: "In trial",
  active: "Active",
  grace: "Expired, can be extended",
  lapsed: "Lapsed, apply anew",
};
