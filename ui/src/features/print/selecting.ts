import { type CustomerLink, type DocumentKind, filtersOf, type KeyState, type SelectForm } from "../../ipc/door";

/** What documents can be chosen by. */
type FilterName = (typeof filtersOf)[DocumentKind][number];

/** Whether `document` can be chosen by it. */
export function isChosenBy(document: DocumentKind, name: FilterName): boolean {
  return filtersOf[document].some((filter) => filter === name);
}

/** What was chosen and typed; what does not go with a document stays for those that it goes with. */
export interface Filter {
  product: string | null;
  key: KeyState | null;
  from: string;
  to: string;
  customer: CustomerLink | null;
}

export const noFilter: Filter = { product: null, key: null, from: "", to: "", customer: null };

/** The question that `filter` asks about `document`. */
export function selectForm(document: DocumentKind, filter: Filter): SelectForm {
  const has = (name: FilterName) => isChosenBy(document, name);
  return {
    document,
    product: has("product") ? filter.product : null,
    key: has("key") ? filter.key : null,
    period: has("period") ? { from: filter.from || null, to: filter.to || null } : { from: null, to: null },
    customer: has("customer") ? (filter.customer?.id ?? null) : null,
  };
}
