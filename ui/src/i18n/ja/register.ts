export const register = {
  title: "新規登録",
  link: "新規登録",
  forgotten: "パスワードを忘れたとき",
  fromMail: "メールのリンクを貼り付ける",
  steps: ["同意", "入力", "確認", "完了"],
  step: (step: number, steps: number, name: string) => `${steps}段のうち${step}段目: ${name}`,
  back: "戻る",
  next: "次へ",
  toSignIn: "ログインに戻る",
  draftNote: "入力した内容は、このソフトを閉じるまで残ります。",

  consent: "利用規約とプライバシーについて",
  consentLead: "お読みのうえ、同意していただける場合だけお進みください。",
  refuse: "同意しない",
  agree: "同意して次へ",
  serverLead: "はじめに、登録するサーバーのアドレスを入力してください。お取引先の販売元がお知らせしています。",

  formTitle: "会社の情報",
  checkTitle: "この内容で申し込みますか",
  checkLead: "送ると、入力したアドレスに確認のメールが届きます。",
  send: "この内容で申し込む",

  mailTitle: "メールをお送りしました",
  mailed: (email: string, minutes: number) =>
    `${email} に、手続きを続けるためのリンクをお送りしました。リンクは${minutes}分間、1回だけ使えます。`,
  mailedTodo:
    "メールのリンクを開くか、下に貼り付けて、パスワードを決めてください。メールを別のパソコンやスマートフォンで受け取ったときは、そちらで開いても構いません。",
  noMail: "メールが届かないとき",
  noMailTodo:
    "迷惑メールの中と、アドレスの綴りをお確かめください。違っていたら「戻る」で直して、もう一度お申し込みください。",

  forgottenTitle: "パスワードを忘れたとき",
  forgottenLead:
    "登録IDを入力してください。登録されているメールアドレスに、新しいパスワードを決めるリンクをお送りします。",
  forgottenSend: "リンクを送る",
  forgottenMailed: (minutes: number) =>
    `登録IDが正しければ、登録されているメールアドレスにリンクをお送りしました。リンクは${minutes}分間、1回だけ使えます。`,
  loginForgotten: {
    what: "登録IDも忘れたときは",
    todo: "お取引先の販売元にお尋ねください。安全のため、画面ではお答えしません。",
  },

  paste: "メールのリンク",
  pasteHint: "リンクでも、メールの全文でも、そのまま貼り付けられます。",
  open: "リンクを確かめる",
  opening: "リンクを確かめています…",

  finishTitle: "パスワードを決めて、登録を完了します",
  finishLead: (email: string) => `${email} のご登録です。パスワードを決めると、登録IDが発行されます。`,
  finish: "登録を完了する",
  newPasswordTitle: "新しいパスワードを決めます",
  newPasswordLead: (login: string) =>
    `登録ID ${login} のパスワードです。決めると、これまでのログインはすべて終わります。`,
  setPassword: "パスワードを決める",
  confirmTitle: "メールアドレスの変更",
  confirmLead: (email: string) => `${email} を、登録メールアドレスにします。`,
  confirm: "このアドレスにする",
  confirmed: (email: string) => `登録メールアドレスを ${email} に変更しました。`,
  knownTitle: "すでに登録されているアドレスです",
  knownLead: (email: string) => `${email} は登録されています。今回の入力をどうするかを選んでください。`,
  choice: "今回の入力",
  keep: "登録されている内容のままにする",
  overwrite: (login: string, company: string) => `登録ID ${login}（${company}）の内容を、今回のものに変える`,
  another: "別のメールアドレスで申し込む",
  choose: "決定する",
  item: "項目",
  before: "登録されている内容",
  after: "今回の内容",

  registered: "登録が完了しました",
  registeredLead: "登録IDは次のとおりです。大文字と小文字は区別されます。控えをメールでもお送りしました。",
  passwordSet: "パスワードを決めました",
  kept: "登録されている内容のままにしました",
  overwritten: "登録の内容を変えました",
  useLogin: "この登録IDでログインしてください。",
  signInNow: "このままログインする",
  goSignIn: "ログインへ",
};
