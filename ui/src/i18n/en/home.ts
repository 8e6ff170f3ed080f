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
  counts: "Data at hand",
  keys: (keys, registered) => `${plural(keys, "key", "keys")} (${figure(registered)} registered)`,
  devices: (count) => plural(count, "device", "devices"),
  customers: (count) => plural(count, "customer", "customers"),
  due: "Licences that end soon",
  groups: {
    ended: "Ended, can still be renewed",
    days30: "Within 30 days",
    days60: "Within 60 days",
    days90: "Within 90 days",
  },
  groupCount: (count) => figure(count),
  more: (count) => `And ${figure(count)} more`,
  allDone: "No licence ends soon",
  allDoneNote: "Here stands whatever ends within 90 days, and what has ended and can still be renewed.",
  requests: "Applications",
  waiting: "Waiting to be sent",
  waitingNote: "That happens by itself as soon as the server is reached.",
  refused: "Refused",
  done: "Done",
  doneNote: "The customer can be told. Press to open the result.",
  asks: {
    register: "Registration keys",
    save_site: "Site",
    apply: "Tsunagaru-net, new",
    extend: "Tsunagaru-net, longer",
    add_customer: "New customer",
    change_customer: "Change of a customer",
    merge_customers: "Merge of customers",
    attach_device: "Device of a customer",
    import_customers: "Import of customers",
  },
  moreRequests: (count) => `And ${plural(count, "more application", "more applications")}`,
  noKeys: "There are no keys yet. When your supplier assigns some, the next sync brings them here.",
  signInAgain: "Sign in again",
  loading: "Looking through the expiries …",
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
  maintenance: (at) => `Maintenance ${at}`,
  maintenanceNow: "Under maintenance",
};

export const maintenance: Sentences["maintenance"] = {
  title: "Maintenance of the server",
  titleNow: "The server is under maintenance",
  when: (from, to, length) => `From ${from} to ${to} (${length})`,
  goesOn: "Looking up and printing go on meanwhile. Applications are kept on this computer and sent when it is over.",
};

export const notice: Sentences["notice"] = {
  title: "Kagifuda",
  maintenance: (from, to) => `The server will be under maintenance from ${from} to ${to}.`,
  news: (applied, answered) =>
    answered > 0
      ? `${plural(answered, "application has", "applications have")} been answered.`
      : `${plural(applied, "change has", "changes have")} arrived.`,
};
