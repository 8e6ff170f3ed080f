import type { Asking, PrintView } from "../door";
import { ok } from "./answer";

const blankPage =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 105 148'%3E%3Crect width='105' height='148' fill='white'/%3E%3C/svg%3E";

const printed = (minute: number, of: Partial<PrintView>): PrintView => ({
  id: `print-${minute}`,
  document: "startup-card",
  subject: "0123-4567-89AB-CDEF",
  copy: 1,
  language: "ja",
  at: `2026-11-20T01:${String(minute).padStart(2, "0")}:00Z`,
  by: "demo1234",
  customer: { id: "customer-0", name: "株式会社山田商店" },
  told: true,
  ...of,
});

/** What all desks have printed, the latest first. */
const fakePrints: PrintView[] = [
  printed(58, { copy: 3, told: false }),
  printed(42, { copy: 2, by: "tanaka01" }),
  printed(40, {
    document: "registration-sheet",
    subject: "1234-5678-90AB-CDEF",
    customer: { id: "customer-1", name: "みなと法律事務所" },
  }),
  printed(31, {}),
  printed(12, { document: "renewal-letter", subject: "5A5A-6969-7878-8787", language: "en", customer: null }),
];

/** Printing. */
export const paper = {
  preview: async () => ok({ image: blankPage, pages: 1 }),
  print: async () =>
    ok({ file: "C:\\Users\\tanaka\\Documents\\Kagifuda\\startup-card 2026-11-21 140512.pdf", pages: 1 }),
  prints: async (before, limit) => {
    const from = fakePrints.findIndex(({ id }) => id === before) + 1;
    return ok({ prints: fakePrints.slice(from, from + limit), more: fakePrints.length > from + limit });
  },
  openPrinted: async () => ok(null),
} satisfies Partial<Asking>;
