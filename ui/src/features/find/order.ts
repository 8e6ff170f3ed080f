import type { ThingView } from "../../ipc/door";

export const columns = ["kind", "name", "product", "customer", "state"] as const;
type Column = (typeof columns)[number];

/** By which column, and which way. */
export interface Order {
  by: Column;
  descending: boolean;
}

/** What stands in a column of a thing, for sorting. */
const text: Record<Column, (thing: ThingView) => string> = {
  kind: (thing) => thing.kind,
  name: (thing) => thing.name ?? thing.number ?? "",
  product: (thing) => thing.product ?? "",
  customer: (thing) => [thing.customer, thing.site].filter(Boolean).join(" "),
  state: (thing) => thing.state ?? "",
};

const collator = new Intl.Collator("ja", { numeric: true });

/** What is known of nobody comes last, whichever way. Without an order it stays as it is: the next answer brings the best first again. */
export function sorted(things: ThingView[], order: Order | null): ThingView[] {
  if (!order) return things;
  const of = text[order.by];
  const way = order.descending ? -1 : 1;
  return things.toSorted((a, b) => {
    const [one, other] = [of(a), of(b)];
    if (!one || !other) return Number(!one) - Number(!other);
    return way * collator.compare(one, other);
  });
}

/** What a further press on a column's head brings. */
export function nextOrder(order: Order | null, by: Column): Order | null {
  if (order?.by !== by) return { by, descending: false };
  return order.descending ? null : { by, descending: true };
}
