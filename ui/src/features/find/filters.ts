import { en } from "../../i18n/en";
import { ja } from "../../i18n/ja";
import type { FilterForm, KeyState, LookUpForm, StateFilter, ThingKind } from "../../ipc/door";

/** Every filter there is, in the order in which they stand. */
const filterNames = ["kind", "product", "key", "state", "issued"] as const;
export type FilterName = (typeof filterNames)[number];

export const kinds = [
  "key",
  "device",
  "customer",
  "connection",
  "contractor",
  "miemasu_device",
  "remo_customer",
  "remo_camera",
] as const satisfies ThingKind[];
export const keyStates = ["registered", "unregistered", "waiting"] as const satisfies KeyState[];
export const states = ["not_started", "trial", "active", "grace", "lapsed"] as const satisfies StateFilter[];

export const noFilter: FilterForm = { kinds: [], product: null, key: null, state: null, issued: null };

/** The filters that are set. */
export function setIn(filter: FilterForm): FilterName[] {
  return filterNames.filter((name) => (name === "kind" ? filter.kinds.length > 0 : filter[name] !== null));
}

export function without(filter: FilterForm, name: FilterName): FilterForm {
  return name === "kind" ? { ...filter, kinds: [] } : { ...filter, [name]: null };
}

/** Whether two questions are the same. */
export function isSame(one: LookUpForm, other: LookUpForm): boolean {
  const plain = ({ text, filter }: LookUpForm) =>
    JSON.stringify([text.trim(), filter.kinds, filter.product, filter.key, filter.state, filter.issued]);
  return plain(one) === plain(other);
}

/**
 * Takes what was typed as a filter out of the text: `kind:device `, `状態：期限切れ `, in either language, whichever the window speaks.
 * A filter is whole once a space stands behind it. What is no filter stays as it was typed.
 */
export function takeFilters(text: string): { text: string; filter: Partial<FilterForm> } {
  let filter: Partial<FilterForm> = {};
  const rest = text.replace(/(^|\s)([^\s:：]+)[:：]([^\s]+)(?=\s)/gu, (whole, _, name: string, value: string) => {
    const taken = read(name, value);
    if (!taken) return whole;
    filter = { ...filter, ...taken };
    return "";
  });
  return { text: Object.keys(filter).length > 0 ? rest.trimStart() : text, filter };
}

function read(typedName: string, value: string): Partial<FilterForm> | undefined {
  const name = filterNames.find((name) =>
    [ja, en].some(({ filter }) => plain(filter.names[name]) === plain(typedName)),
  );
  switch (name) {
    case "kind": {
      const kind = meant(value, kinds, (of) => of.thing.kinds);
      return kind && { kinds: [kind] };
    }
    case "key": {
      const key = meant(value, keyStates, (of) => of.thing.keyStates);
      return key && { key };
    }
    case "state": {
      const state = meant(value, states, (of) => of.standing);
      return state && { state };
    }
    case "product":
      return { product: value.normalize("NFKC").toUpperCase() };
    case "issued":
      return period(value);
    default:
      return undefined;
  }
}

/** The one that is called so, in words or as on the wire, or the only one whose name begins so. */
function meant<Name extends string>(
  value: string,
  names: readonly Name[],
  words: (of: typeof ja) => Record<Name, string>,
): Name | undefined {
  const called = (name: Name) => [name, ...[ja, en].map((of) => words(of as typeof ja)[name])].map(plain);
  const exact = names.find((name) => called(name).includes(plain(value)));
  const beginning = names.filter((name) => called(name).some((word) => word.startsWith(plain(value))));
  return exact ?? (beginning.length === 1 ? beginning[0] : undefined);
}

const plain = (word: string) =>
  word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s._-]/g, "");

/** `2026-11`, `2026-11-01..2026-11-30`, `2026-11-01..`, `..2026/11/30` */
function period(typed: string): Partial<FilterForm> | undefined {
  const ends = typed
    .normalize("NFKC")
    .replaceAll("/", "-")
    .split(/\.\.|~|〜/);
  const written = ends.every((end) => /^(\d{4}-\d{2}(-\d{2})?)?$/.test(end));
  if (!written || ends.length > 2 || ends.join("") === "") return undefined;
  const [from = "", to = from] = ends;
  return { issued: { from: from || null, to: to || null } };
}
