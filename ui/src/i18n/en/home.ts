import type { Sentences } from "../sentences";
import { figure, plural } from "./plural";

export const home: Sentences["home"] = {
  upToDate: "Everything is up to date",
  neverSynced: "Not synced yet",
  offlineTitle: "The server is not reached",
  stopped: "The sync stopped half way",
  lastSync: (at) => `Last sync ${at}`,
  news: (applied) => (applied > 0 ? `${plural(applied, "change", "changes")} received.` : "Nothing new."),
  syncNow: "Sync now",
  syncing: "Syncing …",
  firstSync: "Receiving keys",
  progress: (done, total) => `${done} of ${total}`,
  firstSyncNote: "What has arrived can be looked up already. If you close the window, it goes on from here next time.",
  counts: "Keys at hand",
  keys: "Keys",
  registered: "Registered",
  unregistered: "Not registered",
  devices: "Devices",
  customers: "Customers",
  next: "What to do next",
  waiting: (count) =>
    `${plural(count, "application waits", "applications wait")} to be sent. That happens by itself as soon as the server is reached.`,
  noKeys: "There are no keys yet. When your supplier assigns some, the next sync brings them here.",
  lookUp: "To look a key up, type its number or the customer’s name. The field is always at the top.",
  startSearch: "Look up",
  signInAgain: "Sign in again",
  warnings: "Good to know",
};

export const status: Sentences["status"] = {
  label: "State",
  online: "Online",
  offline: "Offline",
  unknown: "Checking",
  syncing: "Syncing",
  lastSync: (at) => `Last sync ${at}`,
  never: "Not synced",
  waiting: (count) => `${figure(count)} waiting`,
  warnings: (count) => plural(count, "notice", "notices"),
};

export const notice: Sentences["notice"] = {
  title: "Kagifuda",
  news: (applied, answered) =>
    answered > 0
      ? `${plural(answered, "application has", "applications have")} been answered.`
      : `${plural(applied, "change has", "changes have")} arrived.`,
};
