import type { PlanForm, PlanTerm } from "../../../ipc/door";

export const acts = {
  tsunagaru: ["status", "apply", "extend"],
  miemasu: ["status", "register", "renew", "force_change"],
  remo: ["allocate", "notices", "move", "reapply", "packs"],
} as const;

export type Programme = keyof typeof acts;
export const programmes = ["tsunagaru", "miemasu", "remo"] as const satisfies Programme[];
export type Act = (typeof acts)[Programme][number];

/** What was typed, for whichever act; what another act does not ask for stays as it was. */
export interface Typed {
  programme: Programme;
  act: Record<Programme, Act>;
  /** The day and the time of the act in Japan. */
  day: string;
  time: string;
  terms: PlanTerm[];
  /** Days in Greenwich, `2026-03-09`. */
  firstUsed: string;
  months: string;
  trial: boolean;
  /** `2027-07` */
  expiryMonth: string;
  currentExpiry: string;
  assigned: string;
  cameras: string;
}

/** Which fields an act asks for. */
export function asksFor(programme: Programme, act: Act) {
  const isTsunagaru = programme === "tsunagaru";
  const isMiemasu = programme === "miemasu";
  return {
    day: act !== "notices" && act !== "packs",
    terms: isTsunagaru,
    trial: isTsunagaru && act === "apply",
    months: act !== "status" && !["notices", "move", "reapply", "packs"].includes(act),
    expiryMonth: isMiemasu && act !== "register",
    currentExpiry: act === "allocate" || act === "notices",
    assigned: act === "move" || act === "reapply",
    cameras: act === "packs",
  };
}

/** What is typed as a question; `null` while something of it is missing. */
export function question(typed: Typed): PlanForm | null {
  const act = typed.act[typed.programme];
  const at = `${typed.day}T${typed.time}:00+09:00`;
  const months = Number(typed.months);
  const asked = asksFor(typed.programme, act);
  const missing =
    (asked.day && !(typed.day && typed.time)) ||
    (asked.months && !months) ||
    (asked.expiryMonth && !typed.expiryMonth) ||
    (act === "notices" && !typed.currentExpiry) ||
    (asked.assigned && !typed.assigned) ||
    (asked.cameras && !Number(typed.cameras)) ||
    (asked.terms && typed.terms.some((term) => !term.months));
  if (missing) return null;
  switch (typed.programme) {
    case "tsunagaru":
      return tsunagaru(typed, act, at, months);
    case "miemasu":
      return miemasu(typed, act, at, months);
    case "remo":
      return remo(typed, act, at, months);
  }
}

function tsunagaru({ terms, firstUsed, trial }: Typed, act: Act, at: string, months: number): PlanForm | null {
  const first_used = firstUsed ? `${firstUsed}T00:00:00Z` : null;
  if (act === "status") return { programme: "tsunagaru", action: act, terms, first_used, at };
  if (act === "extend") return { programme: "tsunagaru", action: act, terms, first_used, at, months };
  if (act === "apply") return { programme: "tsunagaru", action: act, terms, first_used, at, months, trial };
  return null;
}

function miemasu({ expiryMonth: expiry }: Typed, act: Act, at: string, months: number): PlanForm | null {
  if (act === "status") return { programme: "miemasu", action: act, expiry, at };
  if (act === "register") return { programme: "miemasu", action: act, months, at };
  if (act === "renew" || act === "force_change") return { programme: "miemasu", action: act, expiry, months, at };
  return null;
}

function remo({ currentExpiry, assigned, cameras }: Typed, act: Act, at: string, months: number): PlanForm | null {
  const assigned_at = `${assigned}T12:00:00+09:00`;
  if (act === "allocate") return { programme: "remo", action: act, months, current_expiry: currentExpiry || null, at };
  if (act === "notices") return { programme: "remo", action: act, expiry: currentExpiry };
  if (act === "move" || act === "reapply") return { programme: "remo", action: act, assigned_at, at };
  if (act === "packs") return { programme: "remo", action: act, cameras: Number(cameras) };
  return null;
}

/** `typed` with what the question of a licence says. */
export function withLicence(typed: Typed, asked: PlanForm): Typed {
  const act = { ...typed.act, [asked.programme]: asked.action };
  const to = { ...typed, programme: asked.programme, act };
  switch (asked.programme) {
    case "tsunagaru":
      return { ...to, act: typed.act, terms: asked.terms, firstUsed: asked.first_used?.slice(0, 10) ?? "" };
    case "miemasu":
      return { ...to, act: typed.act, expiryMonth: "expiry" in asked ? asked.expiry : "" };
    case "remo":
      if (asked.action === "notices") return { ...to, currentExpiry: asked.expiry };
      return { ...to, assigned: "assigned_at" in asked ? dayInJapan(asked.assigned_at) : "" };
  }
}

/** The day in Japan of an instant. */
export function dayInJapan(instant: string | Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo" }).format(new Date(instant));
}

/** The time of day in Japan. */
export function timeInJapan(instant: Date): string {
  const time = { timeZone: "Asia/Tokyo", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("sv-SE", time).format(instant);
}
