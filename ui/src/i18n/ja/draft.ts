/** What is half typed. */
export const draft = {
  offered: {
    what: "入力の途中の申請があります。",
    todo: "続けるか、捨てて新しく始めるかを選んでください。",
  },
  goOn: "続ける",
  anew: "捨てて新しく始める",
  restored: (when: string) => `途中まで入力した内容を戻しました（${when}に保存）。`,
};
