import type { Asking, DealerView, PageView, ProfileField, SpanView, StaffView } from "../door";
import { no, ok } from "./answer";

const fakeDealer: DealerView = {
  login: "demo1234",
  profile: {
    company: "株式会社かぎふだ商会",
    country: "JP",
    postal_code: "810-0001",
    phone: "+81 92 000 0000",
    address: ["福岡市中央区天神1-2-3", "かぎふだビル 5階", "", "", ""],
    contact: "髙田 みなと",
    news: true,
  },
  email: "desk@example.jp",
  language: "ja",
  email_to_confirm: null,
};

const member = (login: string, role: StaffView["role"], more: Partial<StaffView> = {}): StaffView => ({
  id: login,
  login,
  role,
  disabled: false,
  second_factor: false,
  email: null,
  own: false,
  last_owner: false,
  ...more,
});

const fakeStaff: StaffView[] = [
  member("demo1234", "owner", { own: true, second_factor: true, last_owner: true }),
  member("tanaka01", "clerk", { email: "tanaka@example.jp" }),
  member("viewer01", "viewer", { disabled: true, email: "reception.of.the.branch@fukuoka.example.jp" }),
];

const plain = (text: string): SpanView[] => [{ style: "plain", text }];

export const fakePages: PageView[] = [
  {
    id: "start",
    text: {
      title: "はじめに",
      blocks: [
        {
          kind: "paragraph",
          line: plain("鍵札は、販売店の事務所でキーをさがし、印刷し、発行を申請するためのソフトです。"),
        },
        { kind: "heading", text: "はじめてログインする" },
        {
          kind: "list",
          ordered: true,
          items: [plain("アドレス、登録ID、パスワードを入力します。"), plain("「ログインする」を押します。")],
        },
        {
          kind: "note",
          line: [...plain("どこからでも "), { style: "key", text: "Ctrl K" }, ...plain(" でさがせます。")],
        },
      ],
    },
  },
  {
    id: "issue",
    text: {
      title: "発行",
      blocks: [
        { kind: "paragraph", line: [{ style: "strong", text: "1つのキーは、1台の機器のものになります。" }] },
        { kind: "heading", text: "受け付けられないとき" },
        {
          kind: "table",
          head: [plain("理由"), plain("すること")],
          rows: [[plain("番号とIDの組み合わせが違う"), plain("シートを見て入力し直します")]],
        },
      ],
    },
  },
];

const policy: PageView = {
  id: "terms",
  text: {
    title: "利用規約",
    blocks: Array.from({ length: 12 }, (_, nth) => [
      { kind: "heading" as const, text: `${nth + 1}. 登録IDとパスワードの管理` },
      {
        kind: "paragraph" as const,
        line: plain("登録IDとパスワードは、貴社の責任で管理してください。ログインは、お一人に1つお作りください。"),
      },
    ]).flat(),
  },
};

const minutes = { minutes: 30 };

/** A stand-in for the rule: in the real desk `domain` decides. */
const refused = (company: string, email: string, again: string): ProfileField[] => [
  ...(company.trim() === "" ? ["company" as const] : []),
  ...(email.includes("@") ? [] : ["email" as const]),
  ...(email === again ? [] : ["email_confirmation" as const]),
];

/** Registering, the account and the texts. */
export const account = {
  consent: async () => ok({ version: "2026-11", text: policy.text }),
  signUp: async () => ok(minutes),
  passwordForgotten: async () => ok(minutes),
  openLink: async () => ok({ purpose: "register", email: "new@example.jp", accounts: [], typed: null }),
  finishSignUp: async () => ok("Kx7mPq2R"),
  chooseKnown: async () => ok("demo1234"),
  setPassword: async () => ok(null),
  confirmAddress: async () => ok(null),
  dealer: async () => ok(fakeDealer),
  changeDealer: async (form) => ok({ ...fakeDealer, ...form, email: fakeDealer.email }),
  changePassword: async () => ok(2),
  staff: async () => ok(fakeStaff),
  addStaff: async () => ok(null),
  changeStaff: async () => ok(null),
  removeStaff: async () => ok(null),
  secondFactor: async () => ok({ on: false, demanded: false, may_demand: true }),
  beginSecondFactor: async () =>
    ok({
      image:
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 37 37'%3E%3Cpath fill='white' d='M0 0h37v37H0z'/%3E%3Cpath d='M4 4h7v7h-7zM26 4h7v7h-7zM4 26h7v7h-7zM14 14h9v9h-9z'/%3E%3C/svg%3E",
      secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
      recovery_codes: Array.from({ length: 10 }, (_, nth) => `7K2M-9XQ${nth}-4HTR-ZD5B`),
    }),
  confirmSecondFactor: async (code) => (code === "000000" ? no({ code: "second_factor_wrong" }) : ok(null)),
  dropSecondFactor: async () => ok(null),
  demandSecondFactor: async () => ok(null),
  sessions: async () =>
    ok([
      { id: "1", login: "demo1234", opened_at: "2026-11-21T00:05:00Z", computer: "FRONT-DESK-2", own: true },
      { id: "2", login: "demo1234", opened_at: "2026-11-18T04:30:00Z", computer: "営業2課のノート", own: false },
      { id: "3", login: "tanaka01", opened_at: null, computer: null, own: false },
    ]),
  endSession: async () => ok(null),
  endOtherSessions: async () => ok(1),
  countries: async () => ok(["JP", "AU", "DE", "FR", "GB", "KR", "TH", "US", "VN"]),
  checkSignUp: async (form) => ok(refused(form.profile.company, form.email, form.email_confirmation)),
  checkDealer: async (form, login, email) =>
    ok({
      refused: form.email_confirmation === "" ? [] : refused(form.profile.company, form.email, form.email_confirmation),
      wants_password: form.login !== login || (form.email_confirmation !== "" && form.email !== email),
    }),
  checkLogin: async (typed) => ok(!/^[A-Za-z0-9]{8,10}$/.test(typed.trim())),
  checkPassword: async (typed) => ok(typed.length < 8 ? "length" : null),
  staffWantsPassword: async (before, after, drops) => ok(drops || (after === "owner" && before !== "owner")),
  manual: async () => ok(fakePages),
  policies: async () => ok([policy]),
  printManual: async () => ok({ file: "manual-ja-2026-11-21.pdf", pages: 19 }),
  version: async () => ok("0.1.0"),
} satisfies Partial<Asking>;
