import type { Asking, CodeView, ScannedNumberView, ScannedView, ScanView } from "../door";
import { no, ok } from "./answer";
import { fakeKeys } from "./lookUp";

const key = fakeKeys[0]?.id ?? "";

const agreeing = (field: ScannedNumberView["field"], number: string): ScannedNumberView => ({
  field,
  number,
  finding: "agrees",
});

const card = { is: "document", page: 1, document: "startup_card", query: key } as const;
const address = agreeing("address", "https://keys.example.jp/");

const genuine: CodeView = {
  ...card,
  verdict: "genuine",
  numbers: [agreeing("activation_key", key), agreeing("registration_id", "4F0A-77D2"), address],
};

const forged: CodeView = {
  ...card,
  verdict: "contradicts",
  numbers: [
    agreeing("activation_key", key),
    { field: "registration_id", number: "4F0B-77D8", finding: "differs", positions: [4, 8] },
    { field: "address", number: "https://keys.evil.example/", finding: "differs", positions: [] },
  ],
};

const sheet: CodeView = {
  is: "document",
  page: 2,
  document: "registration_sheet",
  verdict: "contradicts",
  query: "1234-5678-90AB-CDEF",
  numbers: [
    agreeing("device", "1234-5678-90AB-CDEF"),
    agreeing("registration_key", "7B20-9C4E-11D3-A05F"),
    {
      field: "registration_key",
      number: "0C31-55E8-F09B-D274",
      finding: "elsewhere",
      device: "FEDC-BA09-8765-4321",
    },
    agreeing("connection_no", "111-1234-5678"),
  ],
};

const unknownCard = (asked: Extract<ScannedView, { verdict: "unknown" }>["asked"]): CodeView => ({
  ...card,
  verdict: "unknown",
  asked,
  query: null,
  numbers: [
    { field: "activation_key", number: "0123-4567-89AB-CDEF", finding: "unknown" },
    { field: "registration_id", number: "0123-4567", finding: "unknown" },
  ],
});

const foreign: CodeView = { is: "foreign", page: 1, text: "https://www.example.jp/campaign?id=2026-11" };

const view = (verdict: ScanView["verdict"], ...codes: CodeView[]): ScanView => ({ verdict, codes, pages_left: 0 });

/** What the invented desk reads of a picture whose bytes are one of these words. */
export const fakeScans: Record<string, ScanView> = {
  genuine: view("genuine", genuine),
  forged: view("contradicts", forged),
  unknown: view("unknown", unknownCard({ answer: "no_answer", because: { code: "unreachable" } })),
  foreign: view("nothing", foreign),
  nothing: view("nothing"),
  several: { ...view("contradicts", genuine, sheet, unknownCard({ answer: "not_yours" }), foreign), pages_left: 3 },
};

export const scan: Pick<Asking, "scan"> = {
  scan: async ({ content }) => {
    const read = fakeScans[atob(content)];
    return read ? ok(read) : no({ code: "scan_no_picture" });
  },
};
