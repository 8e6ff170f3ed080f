import type { CustomerLink, DocumentKind, KeyState, SelectForm } from "../../ipc/door";

/** What documents can be chosen by. */
export type FilterName = "product" | "key" | "period" | "customer";

/** What each document can be chosen by. */
export const filtersOf: Record<DocumentKind, readonly FilterName[]> = {
  "startup-card": ["product", "key", "period", "customer"],
  "activation-sheet": ["product", "key", "period", "customer"],
  "key-label": ["product", "key", "period", "customer"],
  "registration-sheet": ["product", "period", "customer"],
  "renewal-letter": ["period"],
  "customer-set": ["customer"],
  "licence-sheet": ["product", "key"],
};

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
  const has = (name: FilterName) => filtersOf[document].includes(name);
  return {
    document,
    product: has("product") ? filter.product : null,
    key: has("key") ? filter.key : null,
    period: has("period") ? { from: filter.from || null, to: filter.to || null } : { from: null, to: null },
    customer: has("customer") ? (filter.customer?.id ?? null) : null,
  };
}
