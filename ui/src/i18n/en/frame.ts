import type { Sentences } from "../sentences";

export const room: Sentences["room"] = {
  today: "Today",
  find: "Look up",
  issue: "Issue",
  renew: "Extend & renew",
  customers: "Customers",
  print: "Printing",
  reports: "Reports",
  settings: "Settings",
};

export const navigation: Sentences["navigation"] = "Rooms";
