import type { Room } from "../names";

export const room = {
  today: "今日",
  find: "さがす",
  issue: "発行",
  renew: "延長・更新",
  customers: "お客様",
  print: "印刷",
  reports: "レポート",
  settings: "設定",
} satisfies Record<Room, string>;

export const navigation = "移動";
