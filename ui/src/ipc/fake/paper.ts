import type { Asking } from "../door";
import { ok } from "./answer";

const blankPage =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 105 148'%3E%3Crect width='105' height='148' fill='white'/%3E%3C/svg%3E";

/** Printing. */
export const paper = {
  preview: async () => ok({ image: blankPage, pages: 1 }),
  print: async () =>
    ok({ file: "C:\\Users\\tanaka\\Documents\\Kagifuda\\startup-card 2026-11-21 140512.pdf", pages: 1 }),
  openPrinted: async () => ok(null),
} satisfies Partial<Asking>;
