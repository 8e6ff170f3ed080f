//! The letters in Japanese.

use kagifuda_domain::mail::Language;

use super::{Letter, said, span};

/// Subject and body.
pub(super) fn letter(letter: &Letter<'_>) -> (&'static str, String) {
    let (subject, text) = match letter {
        Letter::SignUp { link } => (
            "登録のお手続きを続けてください",
            format!(
                "このメールアドレスでの登録のお申し込みを受け付けました。\n\n次のリンクを開いて、お手続きを続けてください。\n{link}\n\n{LIMITS}\
                 このメールアドレスがすでに登録されている場合は、リンクの先で、登録内容をどうするかをお選びいただけます。\n\n{NOT_YOU}"
            ),
        ),
        Letter::SignedUp { login, company } => (
            "登録が完了しました",
            format!(
                "{company} 様の登録が完了しました。\n\n登録ID：{login}\n\nログインには、この登録IDと、お決めになったパスワードをお使いください。\
                 大文字と小文字は区別されます。\n"
            ),
        ),
        Letter::Overwritten { login, company } => (
            "登録内容が変更されました",
            format!("登録ID {login} の登録内容が、新しくお申し込みの内容（{company}）に変更されました。\n\n{SUPPLIER}"),
        ),
        Letter::NewPassword { link, login } => (
            "パスワードの再設定",
            format!("登録ID {login} のパスワードを、次のリンクから新しく設定できます。\n{link}\n\n{LIMITS}\n{NOT_YOU}"),
        ),
        Letter::PasswordChanged { login } => (
            "パスワードが変更されました",
            format!("登録ID {login} のパスワードが変更されました。ほかの端末からはログアウトしました。\n\n{SUPPLIER}"),
        ),
        Letter::Invited { link, login, company } => (
            "ログインできるようになりました",
            format!(
                "{company} 様のアカウントに、ログインできる方として登録されました。\n\nログインID：{login}\n\n次のリンクから、パスワードを設定してください。\n{link}\n\n{LIMITS}\
                 期限が切れたときは、ログイン画面の「パスワードを忘れたとき」から新しいリンクをお取りください。\n"
            ),
        ),
        Letter::ConfirmAddress { link } => (
            "新しいメールアドレスの確認",
            format!("このメールアドレスを登録するには、次のリンクを開いてください。\n{link}\n\n{LIMITS}\n{NOT_YOU}"),
        ),
        Letter::AddressChanging => (
            "メールアドレス変更のお申し込みがありました",
            format!(
                "登録メールアドレスを変更するお申し込みがありました。新しいアドレスで確認されると、変更されます。\n\n{SUPPLIER}"
            ),
        ),
        Letter::AddressChanged => (
            "メールアドレスが変更されました",
            format!("登録メールアドレスが変更されました。今後のご連絡は、新しいアドレスにお送りします。\n\n{SUPPLIER}"),
        ),
        Letter::LoginChanged { login } => (
            "登録IDが変更されました",
            format!("登録IDが {login} に変更されました。次のログインからお使いください。\n\n{SUPPLIER}"),
        ),
        Letter::SecondFactor { on: true } => (
            "2段階認証を開始しました",
            format!("ログインのときに、アプリの確認コードが必要になりました。\n\n{SUPPLIER}"),
        ),
        Letter::SecondFactor { on: false } => (
            "2段階認証を停止しました",
            format!("ログインのときに、アプリの確認コードは必要なくなりました。\n\n{SUPPLIER}"),
        ),
        Letter::Account { closed: true } => (
            "アカウントの利用が停止されました",
            "発行サーバーのアカウントの利用が停止されました。再開されるまで、ログインはできません。\
             ご不明な点は、お取引先の販売元にお問い合わせください。\n"
                .to_owned(),
        ),
        Letter::Account { closed: false } => (
            "アカウントの利用が再開されました",
            "発行サーバーのアカウントの利用が再開されました。これまでどおりログインできます。\n".to_owned(),
        ),
        Letter::Maintenance { window } => {
            let (from, to) = span(window);
            let message = said(&window.message, Language::Ja);
            (
                "メンテナンスのお知らせ",
                format!(
                    "次の日時に、発行サーバーのメンテナンスを行います。\n\n{from} から {to} まで（日本時間）\n\n{message}\n\n\
                     その間の申請は、パソコンの「鍵札」が預かり、終わりしだい送ります。発行済みのキーは、ふだんどおり検索と印刷ができます。\n"
                ),
            )
        }
    };
    (subject, text + FOOT)
}

const LIMITS: &str = "リンクは30分間、1回だけ使えます。\n";
const NOT_YOU: &str = "お心当たりがないときは、何もなさらなくて結構です。何も変わりません。\n";
const SUPPLIER: &str = "お心当たりがないときは、すぐにお取引先の販売元にご連絡ください。\n";
const FOOT: &str = "\nこのメールは自動でお送りしました。\n";
