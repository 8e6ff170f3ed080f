//! The mails of i-PRO Remo in Japanese.

use kagifuda_wire::remo::Customer;

use super::Ending;

pub(super) const WELCOME: &str = "i-PRO Remo：アカウントのご用意ができました";

/// **REM-7**
pub(super) fn welcome(customer: &Customer, company: &str, link: &str) -> String {
    format!(
        "{} 様\n\n{company} が、i-PRO Remo のお客様アカウントをご用意しました。\n\
         次のリンクを開いて、パスワードを設定してください。リンクは24時間有効で、1回だけ使えます。\n\n{link}\n\n\
         期限を過ぎたときは、{company} に再送をご依頼ください。\nお心当たりがないときは、このメールを破棄してください。何も起こりません。\n",
        customer.name
    )
}

pub(super) fn subject(ending: &Ending<'_>) -> String {
    let name = &ending.standing.customer.name;
    format!("i-PRO Remo：{name} 様のライセンスは {} までです", day(ending))
}

/// **REM-5**
pub(super) fn to_partner(ending: &Ending<'_>) -> String {
    let customer = &ending.standing.customer;
    let mut text = format!(
        "{} 様（{}）の次のライセンスは、{} で終わります（{}）。\n\n",
        customer.name,
        customer.email,
        day(ending),
        left(ending)
    );
    text += &licences(ending);
    text += &match ending.waiting() {
        0 => "カメラに使われていない、期限の長いライセンスはありません。更新をご案内ください。\n".to_owned(),
        waiting => format!(
            "カメラに使われていない、期限の長いライセンスが{waiting}件あります。期限の翌日に、同じ経路のカメラへ自動で切り替わります。\n"
        ),
    };
    text + WHAT_STOPS + FOOT
}

/// **REM-5**
pub(super) fn to_user(ending: &Ending<'_>) -> String {
    let mut text = format!(
        "{} 様\n\nお使いのカメラの次のライセンスは、{} で終わります（{}）。\n\n",
        ending.standing.customer.name,
        day(ending),
        left(ending)
    );
    text += &licences(ending);
    let company = &ending.dealer.0;
    text += &match ending.waiting() {
        0 => format!("続けてお使いになるときは、{company} にご相談ください。\n"),
        waiting => format!(
            "更新用のライセンスが{waiting}件あり、期限の翌日に自動で切り替わります。ご不明な点は {company} にお尋ねください。\n"
        ),
    };
    text + WHAT_STOPS + FOOT
}

fn day(ending: &Ending<'_>) -> String {
    ending.expiry.format("%Y年%-m月%-d日").to_string()
}

fn left(ending: &Ending<'_>) -> String {
    match ending.days_left() {
        0 => "本日まで".to_owned(),
        days => format!("あと{days}日"),
    }
}

fn licences(ending: &Ending<'_>) -> String {
    let line = |(product, camera): (&str, Option<&str>)| match camera {
        Some(camera) => format!("・{product}（カメラ：{camera}）\n"),
        None => format!("・{product}（カメラに使われていません）\n"),
    };
    ending.licences().map(line).collect::<String>() + "\n"
}

/// **REM-6**
const WHAT_STOPS: &str = "\nライセンスのないカメラでは、録画と、遠隔でのライブ、再生、通知、保守が止まります。\n\
    HDMIモニターでのライブ、再生、通知と、SDカードの録画の取り出しは続けられます。\n\
    ライセンスを割り当てると、すべて元に戻ります。\n";

const FOOT: &str = "\nこのメールは自動でお送りしています。更新がお済みのときも届きます。\n";
