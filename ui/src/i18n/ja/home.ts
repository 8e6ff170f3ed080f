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
};

export const notice = {
  title: "鍵札",
  news: (applied: number, answered: number) =>
    answered > 0 ? `申請${figure(answered)}件の結果が届きました。` : `キーの変更が${figure(applied)}件届きました。`,
};
