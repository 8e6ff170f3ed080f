import { formatFor } from "../format";

const { count: figure } = formatFor("ja");

export const home = {
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
  counts: "手もとのデータ",
  keys: (keys: number, registered: number) => `キー ${figure(keys)}件（登録済み ${figure(registered)}件）`,
  devices: (count: number) => `機器 ${figure(count)}台`,
  customers: (count: number) => `お客様 ${figure(count)}件`,
  due: "期限の近いライセンス",
  groups: { ended: "期限切れ（まだ更新できます）", days30: "30日以内", days60: "60日以内", days90: "90日以内" },
  groupCount: (count: number) => `${figure(count)}件`,
  more: (count: number) => `ほか${figure(count)}件を見る`,
  allDone: "期限の近いライセンスはありません",
  allDoneNote: "90日以内に期限が来るものと、期限が切れてまだ更新できるものが、ここに並びます。",
  requests: "申請",
  waiting: "送信待ち",
  waitingNote: "サーバーにつながりしだい、自動で送ります。",
  refused: "受け付けられませんでした",
  done: "受け付けられました",
  doneNote: "お客様へご連絡できます。押すと結果を開きます。",
  asks: {
    register: "レジストレーションキーの発行",
    save_site: "設置先情報",
    apply: "つながるねっとの新規申請",
    extend: "つながるねっとの延長",
    add_customer: "お客様の追加",
    change_customer: "お客様の変更",
    merge_customers: "お客様の統合",
    attach_device: "お客様の機器",
    import_customers: "お客様の取り込み",
  } as Record<string, string>,
  moreRequests: (count: number) => `ほか${figure(count)}件の申請を見る`,
  noKeys: "キーはまだありません。発行元から割り当てられると、次の同期でここに届きます。",
  signInAgain: "ログインし直す",
  loading: "期限を調べています…",
};

export const status = {
  label: "状態",
  online: "オンライン",
  offline: "オフライン",
  unknown: "確認中",
  syncing: "同期中",
  lastSync: (at: string) => `最終同期 ${at}`,
  never: "未同期",
  waiting: (count: number) => `送信待ち ${figure(count)}件`,
  warnings: (count: number) => `お知らせ ${count}件`,
  maintenance: (at: string) => `保守 ${at}`,
  maintenanceNow: "保守中",
};

export const maintenance = {
  title: "サーバーの保守のお知らせ",
  titleNow: "サーバーは保守中です",
  when: (from: string, to: string, length: string) => `${from} から ${to} まで（${length}）`,
  goesOn: "保守のあいだも、検索と印刷はこのまま使えます。申請はこのパソコンに預かり、終わりしだい送ります。",
};

export const notice = {
  title: "鍵札",
  maintenance: (from: string, to: string) => `サーバーの保守があります。${from} から ${to} まで`,
  news: (applied: number, answered: number) =>
    answered > 0 ? `申請${figure(answered)}件の結果が届きました。` : `キーの変更が${figure(applied)}件届きました。`,
};
