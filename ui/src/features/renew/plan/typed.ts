import type { PlanAct, PlanField, PlanForm, PlanKnown, Problem } from "../../../ipc/door";

export const acts = {
  tsunagaru: ["tsunagaru_extend", "tsunagaru_apply", "tsunagaru_status"],
  miemasu: ["miemasu_renew", "miemasu_force_change", "miemasu_register", "miemasu_status"],
  remo: ["remo_allocate", "remo_notices", "remo_move", "remo_reapply", "remo_packs"],
} as const satisfies Record<string, readonly PlanAct[]>;

export type Programme = keyof typeof acts;
export const programmes = ["tsunagaru", "miemasu", "remo"] as const satisfies Programme[];

export function programmeOf(act: PlanAct): Programme {
  return programmes.find((programme) => act.startsWith(programme)) ?? "tsunagaru";
}

const withoutDay: readonly PlanAct[] = ["remo_notices", "remo_packs"];
const withMonths: readonly PlanAct[] = [
  "tsunagaru_apply",
  "tsunagaru_extend",
  "miemasu_register",
  "miemasu_renew",
  "miemasu_force_change",
  "remo_allocate",
];

/** Which fields an act shows. */
export function shows(act: PlanAct) {
  const programme = programmeOf(act);
  return {
    periods: programme === "tsunagaru",
    expiryMonth: programme === "miemasu" && act !== "miemasu_register",
    expiryDay: act === "remo_allocate" || act === "remo_notices",
    assigned: act === "remo_move" || act === "remo_reapply",
    cameras: act === "remo_packs",
    months: withMonths.includes(act),
    trial: act === "tsunagaru_apply",
    day: !withoutDay.includes(act),
  };
}

/** `form` with what is known of a licence; what is to be done with it stays where it can. */
export function withLicence(form: PlanForm, known: PlanKnown): PlanForm {
  const { programme: _, ...facts } = known;
  const keeps = (programme: Programme) => programmeOf(form.act) === programme;
  switch (known.programme) {
    case "tsunagaru":
      return { ...form, ...facts, act: keeps("tsunagaru") ? form.act : "tsunagaru_extend" };
    case "miemasu":
      return { ...form, ...facts, act: keeps("miemasu") ? form.act : "miemasu_renew" };
    case "remo_term":
      return { ...form, ...facts, act: form.act === "remo_notices" ? form.act : "remo_allocate" };
    case "remo_perpetual":
      return { ...form, ...facts, act: form.act === "remo_reapply" ? form.act : "remo_move" };
  }
}

const place = {
  day: "day",
  time: "time",
  first_used: "first_used",
  months: "months",
  expiry_month: "expiry_month",
  expiry_day: "expiry_day",
  assigned: "assigned",
  cameras: "cameras",
} as const satisfies Partial<Record<PlanField, keyof PlanForm>>;

/** Fields in which something stands that cannot be read. An empty one is only not filled in yet. */
export function misread(problem: Problem | null, form: PlanForm): PlanField[] {
  if (problem?.code !== "plan_mistyped") return [];
  return problem.fields.filter((field) =>
    field === "periods" ? form.periods.every((period) => period.months !== "") : form[place[field]].trim() !== "",
  );
}

/** An act at `now`, in Japan, for a subscription of a year. */
export function beginning(now: Date): PlanForm {
  const inJapan = (how: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo", ...how }).format(now);
  return {
    act: "tsunagaru_extend",
    day: inJapan({}).replaceAll("-", "/"),
    time: inJapan({ hour: "2-digit", minute: "2-digit" }),
    periods: [{ months: "12", trial: false }],
    first_used: "",
    months: "12",
    trial: false,
    expiry_month: "",
    expiry_day: "",
    assigned: "",
    cameras: "",
  };
}
