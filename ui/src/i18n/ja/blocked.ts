export const blocked = {
  title: "保管データを開けません",
  retry: "もう一度開く",
  retrying: "開いています…",
  setAside: "取り置いて、取り込み直す",
  settingAside: "取り置いています…",
  setAsideNote:
    "今のデータを消さずに名前を変えて取り置き、新しく始めることもできます。ログインすると、キーはサーバーから届きます。申請と印刷の記録は、読み出せるかぎり引き継ぎます。",
  recovered: {
    title: "今のデータを取り置きました",
    applications: (waiting: number) =>
      waiting > 0 ? `送信待ちの申請 ${waiting}件を引き継ぎました。` : "送信待ちの申請はありませんでした。",
    applicationsLost: {
      what: "送信待ちの申請は、読み出せませんでした。",
      todo: "送信を待っていた申請があれば、ログインしたあとで、もう一度申請してください。",
    },
    prints: (prints: number) => `印刷の記録 ${prints}件を引き継ぎました。`,
    printsLost: "印刷の記録は読み出せませんでした。次の印刷は「控え」から数えます。",
    goOn: "続ける",
  },
};
