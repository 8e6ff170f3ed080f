import type {
  Asking,
  CustomerFields,
  CustomerRowView,
  CustomerView,
  FateView,
  ImportView,
  OvertakenView,
  SubmitView,
} from "../door";
import { no, ok } from "./answer";

const fields = (of: Partial<CustomerFields>): CustomerFields => ({
  name: "",
  kana: "",
  contact: "",
  phone: "",
  email: "",
  address: "",
  memo: "",
  ...of,
});

const names: [string, string, string][] = [
  ["医療法人社団 東雲会 しののめ総合病院", "シノノメソウゴウビョウイン", "総務課 髙橋"],
  ["大和田運輸", "オオワダウンユ", ""],
  ["株式会社ミナト計器", "ミナトケイキ", "山田 花子"],
  ["社会福祉法人 光の園", "ヒカリノソノ", "施設長 佐々木"],
  ["㈱ミナト計器", "ミナトケイキ", ""],
];

/** Customers enough to scroll through. */
export const fakeCustomers: CustomerRowView[] = Array.from({ length: 400 }, (_, index) => {
  const [name, kana, contact] = names[index % names.length] ?? ["", "", ""];
  const number = index < names.length ? "" : ` ${index}`;
  return {
    id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    name: `${name}${number}`,
    kana,
    contact,
    phone: index % 3 === 1 ? "" : `092-000-${String(index).padStart(4, "0")}`,
    devices: index % 4,
    waiting: index === 1,
  };
});

const written: SubmitView = { outcome: { outcome: "written", overtaken: 0 }, answered: [], intent: "1" };

function customerView(id: string): CustomerView {
  const row = fakeCustomers.find((row) => row.id === id) ?? fakeCustomers[0];
  if (!row) throw new Error("there are no invented customers");
  const { name, kana, contact, phone } = row;
  return {
    id: row.id,
    version: "00000000-0000-4000-8000-00000000000a",
    fields: fields({
      name,
      kana,
      contact,
      phone,
      email: "soumu@minato.example.jp",
      address: "福岡市博多区博多駅前1-2-3 ミナトビル4階",
      memo: "月末締め、翌月末払い。\n入館には事前の連絡が必要です。",
    }),
    changed_by: "tanaka01",
    changed_at: "2026-11-20T05:05:00Z",
    waiting: row.waiting,
    devices: [
      {
        device: "1234-5678-90AB-CDEF",
        site: "本社 3階会議室",
        keys: [
          { activation_key: "0123-4567-89AB-CDEF", product: "KX-VCS101", issued_at: "2026-03-09T05:12:00Z" },
          { activation_key: "89AB-CDEF-0123-4567", product: "KX-VCS201", issued_at: "2026-03-09T05:12:00Z" },
        ],
        subscription: {
          connection_no: "111-1234-5678",
          standing: {
            state: "active",
            months: 36,
            expiry: "2027-03-09",
            expiry_in_japan: "2027-03-10T08:59:00",
            grace_ends: "2027-09-09",
            months_that_fit: 36,
            days_to_cap: 1096,
          },
        },
        waiting: false,
      },
      { device: "00:80:F0:12:34:56", site: "", keys: [], subscription: null, waiting: true },
    ],
    alike: name === "株式会社ミナト計器" ? fakeCustomers.filter((row) => row.name === "㈱ミナト計器") : [],
    overtaken: name === "大和田運輸" ? [overtaken(row.id)] : [],
  };
}

function overtaken(customer: string): OvertakenView {
  return {
    intent: "00000000-0000-4000-8000-00000000000b",
    customer,
    version: "00000000-0000-4000-8000-00000000000a",
    by: "demo1234",
    at: "2026-11-20T01:00:00Z",
    theirs_by: "tanaka01",
    theirs_at: "2026-11-20T05:05:00Z",
    merged: false,
    fields: [
      { field: "contact", theirs: "", mine: "配車係 大野" },
      { field: "phone", theirs: "092-000-0001", mine: "092-000-1111" },
    ],
  };
}

const text = (field: keyof CustomerFields, before: string, after: string) => ({ field, before, after });
const fates: [string, FateView][] = [
  [
    "田中工務店",
    { fate: "new", fields: [text("name", "", "田中工務店"), text("phone", "", "092-111-2222")], like: [] },
  ],
  ["みなとけいき", { fate: "new", fields: [text("name", "", "みなとけいき")], like: ["株式会社ミナト計器"] }],
  [
    "大和田運輸",
    {
      fate: "update",
      customer: "大和田運輸",
      fields: [text("phone", "092-000-0001", "092-333-4444"), text("memo", "", "月末締め")],
    },
  ],
  ["光の園", { fate: "same", customer: "社会福祉法人 光の園" }],
  ["田中工務店（株）", { fate: "repeated", earlier: 2 }],
  [
    "山本商店",
    { fate: "refused", problem: { code: "customer_mail_address" }, column: "メール", cell: "yamamoto.example.jp" },
  ],
];

const importView: ImportView = {
  encoding: "shift_jis",
  encoding_certain: false,
  sheets: [],
  sheet: null,
  head: 1,
  names: ["会社名", "TEL", "メール", "備考", "売上"],
  columns: ["name", "phone", "email", "memo", null],
  sample: ["田中工務店", "092-111-2222", "yamamoto.example.jp", "月末締め", "120,000"],
  rows: Array.from({ length: 300 }, (_, index) => {
    const [name, fate] = fates[index % fates.length] ?? ["", { fate: "same", customer: "" }];
    return { line: index + 2, name, fate };
  }),
  mark: "0123",
};

/** Customers. */
export const customers = {
  customers: async (filter, first, count) => {
    const found = fakeCustomers.filter((row) => Object.values(row).some((value) => String(value).includes(filter)));
    const to_settle = fakeCustomers.filter((row) => row.name === "大和田運輸");
    return ok({
      all: fakeCustomers.length,
      found: found.length,
      rows: found.slice(first, first + count),
      to_settle,
      refused: [],
    });
  },
  customer: async (id) => ok(customerView(id)),
  checkCustomer: async (_, of) =>
    ok({
      mistakes: of.email !== "" && !of.email.includes("@") ? [{ code: "customer_mail_address" }] : [],
      alike: of.name === "ミナト計器" ? fakeCustomers.filter((row) => row.name.endsWith("ミナト計器")) : [],
    }),
  saveCustomer: async ({ id, fields }) =>
    fields.name.trim() === ""
      ? no({ code: "form_mistyped", mistakes: [{ key_line: null, code: "customer_name_missing" }] })
      : ok({ id: id ?? fakeCustomers[2]?.id ?? "", submit: written }),
  settleCustomer: async () => ok(written),
  mergeOffer: async (stays, goes) => {
    const [one, other] = [customerView(stays), customerView(goes)];
    const side = ({ id, version, fields, devices }: CustomerView) => ({
      id,
      version,
      fields,
      devices: devices.map(({ device, site }) => `${device} ${site}`.trim()),
    });
    const goesFields = { ...other.fields, phone: "092-000-9999", memo: "裏口から入る" };
    const memo = `${one.fields.memo}\n${goesFields.memo}`;
    return ok({
      stays: side(one),
      goes: { ...side(other), fields: goesFields },
      offered: { ...one.fields, memo },
    });
  },
  mergeCustomers: async () => ok(written),
  devicesToAttach: async (typed) =>
    ok(
      typed.startsWith("x")
        ? []
        : [
            { device: "2345-6789-0ABC-DEF0", site: "物流センター", customer: null, customer_name: null },
            {
              device: "3456-7890-ABCD-EF01",
              site: "福岡支店 2階",
              customer: fakeCustomers[0]?.id ?? null,
              customer_name: fakeCustomers[0]?.name ?? null,
            },
          ],
    ),
  attachDevice: async () => ok(written),
  planImport: async () => ok(importView),
  runImport: async () => ok({ done: 120, overtaken: 1, waiting: 30, because: { code: "unreachable" } }),
  exportCustomers: async () =>
    ok({ file: "C:\\Users\\tanaka\\Documents\\Kagifuda\\お客様 2026-11-21.csv", customers: 400 }),
} satisfies Partial<Asking>;
