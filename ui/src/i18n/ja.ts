import type { DocumentKind, Paper } from "../ipc/door";
import { formatFor } from "./format";
import type { Role, Room, Theme } from "./names";

const { count: figure } = formatFor("ja");

/** Every sentence of the window in Japanese. `en.ts` has the same, or does not compile. */
export const ja = {
  room: { today: "今日", find: "さがす", settings: "設定" } satisfies Record<Room, string>,
  navigation: "移動",

  search: {
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
  },

  key: {
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
  },

  print: {
    action: "印刷",
    title: "印刷",
    document: "書類",
    documents: {
      "startup-card": "起動情報案内カード",
      "activation-sheet": "アクティベーションキーシート",
    } satisfies Record<DocumentKind, string>,
    paper: "用紙",
    papers: { a4: "A4", a6: "A6" } satisfies Record<Paper, string>,
    language: "書類の言語",
    of: "対象",
    preview: "印刷の見本",
    previewOf: (page: number, pages: number) => `印刷の見本 ${page}／${pages}ページ`,
    previewing: "見本を作っています…",
    pages: (pages: number) => `全${pages}ページ`,
    nextPage: "次のページ",
    previousPage: "前のページ",
    submit: "印刷する",
    printing: "書類を作っています…",
    close: "閉じる",
    done: (pages: number) => `書類ができました（${pages}ページ）`,
    where: "ファイルの場所",
    opened: "ご使用のPDFビューアーで開きました。紙への印刷は、そこから行えます。",
    opening: "PDFビューアーで開いています…",
    notOpened: { what: "PDFビューアーを開けませんでした。", todo: "ファイルを上の場所から開いてください。" },
    openAgain: "もう一度開く",
    unavailable: "見本がないため、まだ印刷できません。",
  },

  copy: { of: (what: string) => `${what}をコピー`, done: (what: string) => `${what} をコピーしました` },
  secret: {
    show: "表示",
    hide: "隠す",
    showOf: (what: string) => `${what}を表示`,
    hideOf: (what: string) => `${what}を隠す`,
    masked: "隠しています",
  },

  home: {
    upToDate: "最新の状態です",
    neverSynced: "まだ一度も同期していません",
    offlineTitle: "サーバーにつながっていません",
    stopped: "同期を途中で止めました",
    lastSync: (at: string) => `最終同期 ${at}`,
    news: (applied: number) =>
      applied > 0 ? `変更を${figure(applied)}件受け取りました。` : "新しい変更はありませんでした。",
    syncNow: "今すぐ同期",
    syncing: "同期しています…",
    firstSync: "キーを受け取っています",
    progress: (done: string, total: string) => `${done}／${total}件`,
    firstSyncNote: "受け取った分から、もうさがせます。途中で閉じても、次は続きから始まります。",
    counts: "手もとのキー",
    keys: "キー",
    registered: "登録済み",
    unregistered: "未登録",
    devices: "機器",
    customers: "お客様",
    next: "次にすること",
    waiting: (count: number) =>
      `送信を待っている申請が${figure(count)}件あります。サーバーにつながりしだい、自動で送ります。`,
    noKeys: "キーはまだありません。発行元から割り当てられると、次の同期でここに届きます。",
    lookUp: "キーをさがすには、番号やお客様名を入力してください。入力欄はいつも上にあります。",
    startSearch: "さがす",
    signInAgain: "ログインし直す",
    warnings: "お知らせ",
  },

  status: {
    label: "状態",
    online: "オンライン",
    offline: "オフライン",
    unknown: "確認中",
    syncing: "同期中",
    lastSync: (at: string) => `最終同期 ${at}`,
    never: "未同期",
    waiting: (count: number) => `送信待ち ${figure(count)}件`,
    warnings: (count: number) => `お知らせ ${count}件`,
  },

  notice: {
    title: "鍵札",
    news: (applied: number, answered: number) =>
      answered > 0 ? `申請${figure(answered)}件の結果が届きました。` : `キーの変更が${figure(applied)}件届きました。`,
  },

  signIn: {
    title: "ログイン",
    again: "もう一度ログイン",
    intro: "サーバーに登録したIDでログインします。データはこのパソコンに暗号化して保管します。",
    server: "サーバーのアドレス",
    serverHint: "例: https://licence.example.jp",
    unreachable: {
      what: "サーバーにつながりません。",
      todo: "アドレスと、ネットワークの接続を確かめてください。",
    },
    login: "登録ID",
    password: "パスワード",
    showPassword: "パスワードを表示",
    hidePassword: "パスワードを隠す",
    capsLock: "Caps Lock がオンです。",
    code: "2段階認証の確認コード",
    codeHint: "認証アプリの6桁のコード、またはリカバリーコードを入力してください。",
    submit: "ログインする",
    signingIn: "ログインしています…",
    required: "入力してください。",
    cancel: "やめる",
  },

  settings: {
    language: "言語",
    languages: { ja: "日本語", en: "English" },
    theme: "色合い",
    themes: { system: "システムに合わせる", light: "明るい", dark: "暗い" } satisfies Record<Theme, string>,
    account: "アカウント",
    company: "会社名",
    login: "登録ID",
    role: "役割",
    roles: { owner: "管理者", clerk: "担当者", viewer: "閲覧のみ" } satisfies Record<Role, string>,
    server: "サーバー",
    computer: "このパソコン",
    keyInKeychain: "保管データは暗号化され、その鍵はシステムのキーチェーンにあります。",
    signOut: "ログアウト",
    signOutNote: "データと送信待ちの申請は、このパソコンに残ります。",
  },

  blocked: {
    title: "保管データを開けません",
    retry: "もう一度開く",
    retrying: "開いています…",
    setAside: "取り置いて、取り込み直す",
    setAsideNote:
      "今のデータを消さずに名前を変えて取り置き、新しく始めることもできます。ログインすると、キーはサーバーから届きます。申請と印刷の記録は、読み出せるかぎり引き継ぎます。",
  },
};
