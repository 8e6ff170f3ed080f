import type { Sentences } from "../sentences";
import { plural } from "./plural";

export const due: Sentences["due"] = {
  customer: "Customer",
  device: "Device and site",
  product: "Service",
  expiry: "Expiry",
  lastDay: "Last day to act",
  nobody: "No customer known",
  contractUser: "Contract user",
  trial: "Trial",
  programmes: { tsunagaru: "Tsunagaru", miemasu: "Miemasu", remo: "Remo" },
  short: { tsunagaru: "Tsunagaru", miemasu: "Miemasu", remo: "Remo" },
  act: (customer, device) => `Act on ${customer}, ${device}`,
  inJapan: (day, time) => `GMT, Japan ${day} ${time}`,
  daysLeft: (days) =>
    days < 0 ? `${plural(-days, "day", "days")} ago` : days === 0 ? "today" : `${plural(days, "day", "days")} left`,
  always: "At any time",
  opens: (day) => `from ${day}`,
};
