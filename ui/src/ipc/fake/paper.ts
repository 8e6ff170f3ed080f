import type {
  Asking,
  BatchView,
  DocumentKind,
  LabelSheetView,
  PrintedView,
  PrintForm,
  PrintSettings,
  PrintView,
} from "../door";
import { no, ok } from "./answer";
import { fakeCustomers } from "./customers";
import { fakeKeys } from "./lookUp";

/** A page with lines in place of text, of the size that the paper has. */
function blankPage({ document, paper }: PrintForm): string {
  const [width, height] = paper === "a6" && document !== "key-label" ? [105, 148] : [210, 297];
  const line = (y: number, to: number) => `<rect x='10' y='${y}' width='${to}' height='3' rx='1.5' fill='%23c9ced2'/>`;
  const lines = [18, 34, 42, 50, 66, 74].map((y, nth) => line(y, (width - 20) * (nth % 3 === 2 ? 0.5 : 0.9)));
  return `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${width} ${height}'><rect width='${width}' height='${height}' fill='white'/>${lines.join("")}</svg>`.replaceAll(
    "<",
    "%3C",
  );
}

const printed = (minute: number, of: Partial<PrintView>): PrintView => ({
  id: `print-${minute}`,
  document: "startup-card",
  subject: "0123-4567-89AB-CDEF",
  labels: null,
  copy: 1,
  language: "ja",
  at: `2026-11-20T01:${String(minute).padStart(2, "0")}:00Z`,
  by: "demo1234",
  customer: { id: "customer-0", name: "株式会社山田商店" },
  told: true,
  ...of,
});

/** What all desks have printed, the latest first. */
export const fakePrints: PrintView[] = [
  printed(58, { copy: 3, told: false }),
  printed(42, { copy: 2, by: "tanaka01" }),
  printed(40, {
    document: "registration-sheet",
    subject: "1234-5678-90AB-CDEF",
    customer: { id: "customer-1", name: "みなと法律事務所" },
  }),
  printed(31, { document: "key-label", labels: { sheet: "エーワン 28382 12面", start: 7 } }),
  printed(12, { document: "renewal-letter", subject: "5A5A-6969-7878-8787", language: "en", customer: null }),
];

/** So many that they do not fit the window. */
export const manyPrints: PrintView[] = Array.from({ length: 120 }, (_, index) => {
  const key = fakeKeys[index % fakeKeys.length];
  const documents: DocumentKind[] = ["startup-card", "registration-sheet", "activation-sheet", "customer-set"];
  return printed(59 - (index % 60), {
    id: `print-of-many-${index}`,
    document: documents[index % documents.length] ?? "startup-card",
    subject: key?.id ?? "",
    copy: (index % 3) + 1,
    told: index > 2,
    customer: index % 4 === 3 ? null : { id: "customer-2", name: "医療法人社団 東雲会 しののめ総合病院 本館" },
  });
});

/** As `prints` pages through them. */
export const pagesOf =
  (all: PrintView[]): Asking["prints"] =>
  async (before, limit) => {
    const from = all.findIndex(({ id }) => id === before) + 1;
    return ok({ prints: all.slice(from, from + limit), more: all.length > from + limit });
  };

const sheet = (name: string, columns: number, rows: number, width: number, height: number): LabelSheetView => ({
  name,
  columns,
  rows,
  width,
  height,
  usual: false,
});

export const fakeSheets = [
  sheet("エーワン 31514 10面", 2, 5, 91, 55),
  sheet("エーワン 28382 12面", 2, 6, 86.4, 42.3),
  sheet("エーワン 28389 24面", 3, 8, 66, 33.9),
];

/** A file that was printed. */
export const fakePrinted = (file: string, pages = 1): PrintedView => ({ file, printer: null, pages, documents: pages });

const folder = "C:\\Users\\tanaka\\Documents\\Kagifuda";
/** As many keys as can be printed at once. */
export const crowd = Array.from({ length: 10_000 }, (_, index) => fakeKeys[index % fakeKeys.length]?.id ?? "");

/** A batch of many files, stopped on the way, with some that could not be printed. */
export const crowdedBatch: BatchView = {
  printed: Array.from({ length: 14 }, (_, index) => ({
    ...fakePrinted(`${folder}\\2026-11-21 startup-card 医療法人社団 東雲会 しののめ総合病院 ${index + 1}.pdf`, 292),
  })),
  left_out: Array.from({ length: 9 }, (_, index) => ({
    subject: fakeKeys[index]?.id ?? "",
    problem:
      index % 3 === 1
        ? { code: "text_too_long", of: fakeKeys[index]?.id ?? "", text: "株式会社".repeat(20) }
        : { code: "missing_glyphs", of: fakeKeys[index]?.id ?? "", characters: "🏢" },
  })),
  fault: null,
  cancelled: true,
  folder,
};

let settings: PrintSettings = { numbers_only: false, printers: [] };

/** Printing. */
export const paper = {
  preview: async (form) => ok({ image: blankPage(form), pages: form.subjects.length }),
  print: async (form, to) =>
    ok({
      file: to.printer === null ? `${folder}\\${form.document} 2026-11-21 140512.pdf` : null,
      printer: to.printer,
      pages: form.subjects.length,
      documents: form.subjects.length,
    }),
  reprint: async (_id, _start, to) =>
    ok({
      file: to.printer === null ? `${folder}\\startup-card-2026-11-21-CDEF.pdf` : null,
      printer: to.printer,
      pages: 1,
      documents: 1,
    }),
  prints: pagesOf(fakePrints),
  selectPrints: async ({ document, product, key, period, customer }) => {
    const unreadable = period.from && !/^\d{4}/.test(period.from);
    if (unreadable) return no({ code: "day_unreadable", end: "from", typed: period.from ?? "" });
    const subjects =
      document === "customer-set" || document === "renewal-letter"
        ? fakeCustomers.filter(({ id }) => customer === null || id === customer).map(({ id }) => id)
        : fakeKeys
            .filter((one) => (product === null || one.product === product) && (key === null || one.state === key))
            .map(({ id }) => id);
    return ok({ subjects, total: subjects.length });
  },
  printBatch: async ({ print, per_customer, to }) => {
    const files = per_customer ? 3 : 1;
    const each = Math.ceil(print.subjects.length / files);
    return ok({
      printed: Array.from({ length: to.printer === null ? files : 1 }, (_, index) => ({
        file: to.printer === null ? `${folder}\\2026-11-21 ${print.document}-${index + 1}.pdf` : null,
        printer: to.printer,
        pages: each,
        documents: each,
      })),
      left_out: [],
      fault: null,
      cancelled: false,
      folder,
    });
  },
  batchProgress: async () => ok({ done: 128, total: 312 }),
  cancelBatch: async () => ok(null),
  batchName: async (pattern, document, customer) =>
    ok(
      `${pattern
        .replace("{date}", "2026-11-21")
        .replace("{document}", document)
        .replace("{customer}", customer)
        .replace("{number}", "001")
        .trim()}.pdf`,
    ),
  checkFilePassword: async (password) => (password.length < 8 ? no({ code: "file_password" }) : ok(null)),
  printers: async () =>
    ok([
      { name: "Office-Laser-3F", usual: true },
      { name: "受付ラベルプリンター", usual: false },
    ]),
  labelSheets: async () => ok(fakeSheets),
  printSettings: async () => ok(settings),
  setPrintSettings: async (changed) => {
    settings = changed;
    return ok(settings);
  },
  openPrinted: async () => ok(null),
} satisfies Partial<Asking>;
