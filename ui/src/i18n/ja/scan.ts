import type { Asked, Finding, ScannedDocument, ScannedField, ScanVerdict, Verdict } from "../../ipc/door";
import { formatFor } from "../format";

const { count: figure } = formatFor("ja");

const several = {
  genuine: "すべて正しい書類です",
  contradicts: "記録と食い違っています",
  unknown: "確かめられません",
  nothing: "",
} satisfies Record<ScanVerdict, string>;

export const scan = {
  choose: "画像から探す",
  dropHere: "ここに置くと、写っている二次元コードを読みます",
  reading: "画像を読んでいます…",
  cancel: "やめる",
  result: "画像から読んだもの",
  close: "閉じる",
  withheld: {
    what: "画像を受け取れませんでした。",
    todo: "この環境では、置いたり貼り付けたりした画像が渡らないことがあります。「画像から探す」から選んでください。",
  },
  verdicts: {
    genuine: "正しい書類です",
    contradicts: "記録と食い違っています",
    unknown: "確かめられません",
    nothing: "二次元コードが見つかりません",
  } satisfies Record<ScanVerdict, string>,
  ofSeveral: (such: number, all: number, verdict: ScanVerdict) =>
    verdict === "genuine"
      ? `${figure(all)}枚 ${several.genuine}`
      : `${figure(all)}枚のうち ${figure(such)}枚が${several[verdict]}`,
  nothingTodo:
    "明るい所で、コード全体が大きく写るように撮り直してください。下4桁だけを印刷した書類には、コードがありません。",
  pagesLeft: (pages: number) => `ページが多いため、最後の ${figure(pages)}ページは読んでいません。`,
  foreign: "キーの書類のコードではありません",
  foreignTodo: "ほかの二次元コードです。リンクは開きません。",
  page: (page: number) => `${figure(page)}ページ`,
  documents: {
    activation_sheet: "アクティベーションキーシート",
    startup_card: "起動情報案内カード",
    registration_sheet: "レジストレーションキーシート",
    licence_sheet: "ライセンスキーシート",
    renewal_letter: "更新のご案内",
    customer_set: "お客様控え一式",
  } satisfies Record<ScannedDocument, string>,
  fields: {
    address: "アドレス",
    activation_key: "アクティベーションキー",
    registration_id: "レジストレーションID",
    device: "MPR ID／MACアドレス",
    registration_key: "レジストレーションキー",
    connection_no: "接続番号",
    licence_key: "ライセンスキー",
    document_no: "文書番号",
  } satisfies Record<ScannedField, string>,
  findings: { agrees: "一致", unknown: "記録なし", differs: "違います" } satisfies Record<
    Exclude<Finding["finding"], "elsewhere">,
    string
  >,
  differs: (positions: number[]) => `${positions.join("・")}桁目が違います`,
  elsewhere: (device: string) => `別の機器 ${device} のものです`,
  todo: {
    genuine: "番号はすべて、サーバーが署名した記録と一致しています。",
    contradicts:
      "偽造か印刷の誤り、または古い書類です。この紙もコードも使わず、正しい番号の書類を印刷し直してください。",
  } satisfies Record<Exclude<Verdict["verdict"], "unknown">, string>,
  unknown: {
    not_yours: "サーバーにある貴社の記録にも、この番号はありません。購入元に確かめてください。",
    no_answer: "このパソコンには記録がありません。接続してから、もう一度読んでください。",
  } satisfies Record<Asked["answer"], string>,
  lookUp: "さがす",
};
