export const search = {
  label: "番号・お客様・機器などからさがす",
  placeholder: "番号、お客様名、設置先、品番など",
  results: "見つかったキー",
  idleTitle: "上の欄に入力すると、すぐにさがします",
  idleExamples: [
    ["番号の一部", "ハイフンはあってもなくても同じです"],
    ["お客様名・設置先", "カタカナ・ひらがな・全角・半角は区別しません"],
    ["MPR ID・MACアドレス", "その機器に登録したキーが並びます"],
    ["品番", "途中まででもさがせます"],
  ],
  noneTitle: (query: string) => `「${query}」に当てはまるキーはありません`,
  noneNumber:
    "アクティベーションキーナンバーは16桁で、0～9 と A～F だけを使います。桁数と、O や I がないかを確かめてください。",
  noneTodo: "別の言葉か、番号の一部でお試しください。届いたばかりのキーは、同期すると見つかります。",
  count: (found: number, more: boolean) => (more ? `${found}件以上あります（はじめの${found}件）` : `${found}件`),
  columns: { number: "キーナンバー", product: "品番", customer: "お客様・設置先", device: "機器" },
  unregistered: "未登録",
  keys: { select: "選ぶ", open: "詳しく", print: "印刷", copy: "番号をコピー", back: "入力に戻る" },
};

export const key = {
  number: "アクティベーションキーナンバー",
  registrationId: "レジストレーションID",
  registrationKey: "レジストレーションキー",
  device: "登録した機器",
  customer: "お客様",
  site: "設置先",
  product: "品名",
  purpose: "用途",
  issued: "登録",
  doneBy: (at: string, by: string) => `${at}（${by}）`,
  unregistered: "まだどの機器にも登録されていません。",
  prints: "印刷の記録",
  noPrints: "このパソコンでは、まだ印刷していません。",
  copy: (copy: number) => (copy === 1 ? "控え" : `再発行 ${copy - 1}`),
  printed: (document: string, copy: string) => `${document} ${copy}`,
  none: "なし",
  details: (number: string) => `${number} の詳細`,
  choose: "キーを選ぶと、ここに詳しく表示します。",
};

export const copy = { of: (what: string) => `${what}をコピー`, done: (what: string) => `${what} をコピーしました` };

export const secret = {
  show: "表示",
  hide: "隠す",
  showOf: (what: string) => `${what}を表示`,
  hideOf: (what: string) => `${what}を隠す`,
  masked: "隠しています",
};
