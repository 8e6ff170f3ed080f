import type { SubscriptionState } from "../../ipc/door";

/** The states of a subscription of つながるねっと, in the same words in every room. */
export const standing = {
  unregistered: "未登録",
  not_started: "未使用（初回利用前）",
  trial: "お試し期間中",
  active: "利用中",
  grace: "期限切れ（延長できます）",
  lapsed: "失効（新規申請が必要）",
} satisfies Record<SubscriptionState, string>;
