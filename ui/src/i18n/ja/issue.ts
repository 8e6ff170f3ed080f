import { formatFor } from "../format";

const { count: figure } = formatFor("ja");

export const issue = {
  title: "レジストレーションキーの発行",
  tabs: {
    new: "新しい申請",
    list: (count: number) => `送信待ち・受け付けられなかった申請${count > 0 ? `（${figure(count)}）` : ""}`,
  },
  steps: { category: "分類", device: "機器と設置先", keys: "キー", review: "確認", result: "発行" },
  stepsOf: "申請の手順",
  next: "次へ",
  back: "戻る",
  yes: "はい、次へ",
  mend: "直す",

  category: {
    question: "どの機器のキーですか",
    label: "分類",
    names: { hd: "HD映像コミュニケーション", other: "その他（MPCS など）" },
    notes: {
      hd: "機器の番号は MPR ID（16桁）です。",
      other: "機器の番号は MACアドレス（12桁）です。ふだんは使いません。",
    },
  },

  device: {
    title: "機器の番号と設置先を入力してください",
    labels: { mpr: "MPR ID", mac: "MACアドレス" },
    hint: "ハイフンはいりません。メールごと貼り付けても、番号をさがして入れます。",
    missing: { what: "機器の番号がまだ入力されていません。", todo: "番号を入力するか、メールを貼り付けてください。" },
    site: "設置先情報",
    siteLine: (line: number) => `設置先 ${line}行目`,
    siteHint: "機器がどこにあるかを、社名や部屋名で書きます。個人情報は書かないでください。",
    recall: "登録済みの設置先を読み込む",
    recalled: "登録済みの設置先を入れました。",
    nothingToRecall: "この機器の設置先は、まだ登録されていません。",
    phone: { what: "電話番号のように見えます。", todo: "設置先には、個人情報を書かないでください。" },
    email: { what: "メールアドレスのように見えます。", todo: "設置先には、個人情報を書かないでください。" },
    known: "この機器の記録",
    unknown: "この機器の記録はありません。はじめて登録する機器であれば、そのまま進めてください。",
    waiting: "番号を入力すると、この機器の記録をここに表示します。",
    customer: "お客様",
    siteShort: "設置先",
    noSite: "登録なし",
    issued: (count: number) => `発行済みのキー ${figure(count)}件`,
    noneIssued: "発行済みのキーはありません。",
    near: {
      what: "よく似た番号の機器があります。",
      todo: "打ち間違いではないか、違う桁を見比べてください。",
    },
    useNear: "こちらの機器にする",
    question: "この機器でよろしいですか",
    asMac: "MACアドレスとして読みました。MPR ID であれば16桁あるか、確かめてください。",
    nearCheck: {
      what: "1桁か2桁だけ違う機器が登録されています。",
      todo: "キーは、発行した機器に一生ひも付きます。番号をもう一度、読み上げて確かめてください。",
    },
  },

  paste: {
    filled: (devices: number, keys: number) =>
      [devices > 0 && "機器の番号", keys > 0 && `キー${figure(keys)}本`].filter(Boolean).join("と") +
      "を、貼り付けた文章から入れました。",
    none: {
      what: "貼り付けた文章に、番号は見つかりませんでした。",
      todo: "番号だけを写すか、手で入力してください。入力済みのものは変えていません。",
    },
    several: "貼り付けた文章に、機器の番号がいくつかあります。どれですか。",
    otherDevice: {
      what: (device: string) => `貼り付けた文章には、別の機器の番号 ${device} があります。`,
      todo: "このキーが、いま申請している機器のものか、確かめてください。",
    },
    tooMany: {
      what: (left: number) => `一度に申請できるのは8本までなので、残りの${figure(left)}本は入れていません。`,
      todo: "この申請のあとで、同じ機器に続けて申請してください。",
    },
  },

  keys: {
    title: "キーを入力してください",
    for: (device: string, site: string) => (site ? `${device}（${site}）` : device),
    line: (line: number) => `${line}行目`,
    activation: "アクティベーションキーナンバー",
    registration: "レジストレーションID",
    hint: "1～8本。カードの番号を上から順に入力します。メールや表を貼り付けると、まとめて入ります。",
    add: "追加",
    addUnavailable: { free: "空いている行があります。", most: "一度に申請できるのは8本までです。" },
    remove: (line: number) => `${line}行目を取り除く`,
    none: { what: "キーがまだ入力されていません。", todo: "1本以上入力してください。" },
    incomplete: { what: "入力の途中の行があります。", todo: "最後まで入力するか、行を取り除いてください。" },
    stopped: {
      what: "このままでは受け付けられない行があります。",
      todo: "1行でも受け付けられないと、どのキーも発行されません。赤い行を直すか、取り除いてください。",
    },
    outlook: {
      free: "登録できます",
      waiting: (device: string, own: boolean) =>
        own
          ? "この機器への申請が送信待ちです。もう一度申請しなくても届きます。"
          : `${device} への申請が送信待ちです。先に届いたほうの機器に登録されます。`,
      not_here: "このパソコンの記録にはない番号です。届いたばかりで、まだ同期していないキーかもしれません。",
      again: (at: string) => `${at} にこの機器で発行済みです。同じキーを表示します。`,
      otherId: {
        what: "この番号のレジストレーションIDは、入力されたものと違います。",
        todo: "カードの番号と見比べてください。間違いが10回続くと、24時間受け付けられなくなります。",
      },
    },
    otherRoom: "「延長・更新」を開く",
    question: "このキーでよろしいですか",
    columns: { line: "No.", key: "アクティベーションキーナンバー", id: "レジストレーションID", product: "品番・用途" },
    unknownProduct: "発行時に分かります",
  },

  review: {
    title: "内容を確かめて、申請してください",
    device: "機器",
    site: "設置先",
    toIssue: (count: number) => `これから発行するキー ${figure(count)}件`,
    issued: (count: number) => `この機器で発行済みのキー ${figure(count)}件`,
    noneIssued: "この機器で発行済みのキーはありません。",
    issuedOn: "発行日",
    mail: "結果をメールで受け取る",
    mailTo: { first: "宛先に送る", second: "もう1つの宛先にも送る" },
    address: { first: "メールアドレス", second: "もう1つのメールアドレス" },
    subject: "件名",
    noAddress: { what: "宛先が入力されていません。", todo: "入力するか、チェックを外してください。" },
    final: "取り消せません",
    finalNote: (count: number) =>
      `申請すると、${figure(count)}本のキーがこの機器に一生ひも付き、ほかの機器には二度と使えません。`,
    again: "機器の番号の下4桁を、もう一度入力してください",
    againWrong: {
      what: "機器の番号の下4桁と違います。",
      todo: "機器の番号と見比べてください。違っていたら、戻って直せます。",
    },
    submit: "申請する",
    againFirst: "先に、機器の番号の下4桁を入力してください。",
    sending: "申請しています…",
    noWayBack: "申請を送ったので、返事が届くまでは戻れません。",
    show: "発行済みのキーを表示する",
    shownAgain: "この申請に入っています。同じキーをもう一度表示します。",
    sendingNote:
      "サーバーの返事を待っています。10秒たっても返事がないときは、申請をお預かりして、あとで自動で送ります。",
  },

  result: {
    issued: (count: number) => `レジストレーションキーを${figure(count)}本発行しました`,
    shown: "発行済みのキーを表示しました",
    shownToo: (count: number) => (count > 0 ? `（ほかに発行済みの${figure(count)}本）` : ""),
    registrationKey: "レジストレーションキー",
    activationKey: "アクティベーションキーナンバー",
    entry: "機器には1本ずつ入力します。1本入力するたびに、機器が再起動します。",
    mailed: "結果のメールも送ります。",
    print: "印刷",
    copyAll: "すべてコピー",
    allKeys: "すべてのキー",
    sameDevice: "同じ機器に続けて申請",
    nextCustomer: "次のお客様",
    queued: "申請をお預かりしました",
    queuedNote:
      "サーバーにつながりしだい、自動で送ります。このまま次の仕事に移っていただけます。発行されたら、お知らせします。",
    queuedWhy: "いま送れなかった理由",
    openList: "送信待ちの申請を見る",
    refused: "お預かりした申請は、受け付けられませんでした",
    refusedNote:
      "キーは1本も発行されていません。いま直せないときは、送信待ち・受け付けられなかった申請の一覧に残ります。",
    siteRefused: "設置先を保存できませんでした",
    demoPrint: "デモのキーは印刷できません。",
  },

  list: {
    waiting: (count: number) => `送信待ち ${figure(count)}件`,
    waitingNote: "サーバーにつながりしだい、上から順に自動で送ります。何もしなくてかまいません。",
    refused: (count: number) => `受け付けられなかった申請 ${figure(count)}件`,
    refusedNote: "発行されたキーはありません。理由を確かめて、直して送り直すか、片づけてください。",
    empty: "送信待ちの申請も、受け付けられなかった申請もありません。",
    emptyTodo: "サーバーにつながらないときの申請と、受け付けられなかった申請が、ここに並びます。",
    startNew: "新しい申請を始める",
    keys: (count: number) => `キー${figure(count)}本`,
    by: (at: string, by: string) => `${at}（${by}）`,
    correct: "直して送り直す",
    again: "直して、延長・更新で申請し直す",
    putAway: "片づける",
    correcting: "受け付けられなかった申請を直しています。",
  },

  demo: {
    open: "デモを見る（ログイン不要）",
    mark: "デモ",
    title: "発行の流れ（デモ）",
    note: "表示されるキーは見本です。どの機器にも使えず、どこにも記録されません。",
    close: "デモを終わる",
    again: "もう一度はじめから",
  },
};
