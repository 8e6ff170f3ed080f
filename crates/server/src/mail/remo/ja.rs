//! The mails of i-PRO Remo in Japanese.

use kagifuda_domain::remo::Path;
use kagifuda_wire::remo::Customer;

use super::{Ending, OnCamera};

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
    let name = &ending.customer.name;
    format!("i-PRO Remo：{name} 様のライセンスは {} までです", day(ending))
}

/// **REM-5**
pub(super) fn to_partner(ending: &Ending<'_>) -> String {
    let Customer { name, email, .. } = ending.customer;
    let mut text = format!("{name} 様（{email}）の次のライセンスは、{}\n\n", end(ending));
    text += &what_follows(ending);
    if !ending.stopping.is_empty() {
        text += &format!(
            "続けてお使いいただくには、期限までに、このお客様へライセンスをあと{}割り当ててください。期限の翌日に、自動で切り替わります。\n\n",
            missing(ending)
        );
    }
    text + WHAT_STOPS + FOOT
}

/// **REM-5**
pub(super) fn to_user(ending: &Ending<'_>) -> String {
    let (name, company) = (&ending.customer.name, &ending.dealer.0);
    let mut text = format!("{name} 様\n\n次のライセンスは、{}\n\n", end(ending));
    text += &what_follows(ending);
    text += &if ending.stopping.is_empty() {
        format!("ご不明な点は {company} にお尋ねください。\n\n")
    } else {
        format!(
            "続けてお使いになるには、期限までにライセンスがあと{}必要です。{company} にご相談ください。\n\n",
            missing(ending)
        )
    };
    text + WHAT_STOPS + FOOT
}

/// Until when, in the middle of a sentence.
fn end(ending: &Ending<'_>) -> String {
    format!("{} で終わります（{}）。", day(ending), left(ending))
}

fn what_follows(ending: &Ending<'_>) -> String {
    let cameras = |all: &[OnCamera<'_>]| {
        let line = |on: &OnCamera<'_>| format!("・{}（カメラ：{}）\n", on.product, on.camera.name);
        all.iter().map(line).collect::<String>()
    };
    let unused: String = ending.unused.iter().map(|product| format!("・{product}\n")).collect();
    let part = |title: &str, lines: String| match lines.as_str() {
        "" => String::new(),
        lines => format!("{title}\n{lines}\n"),
    };
    part(
        "■期限の翌日に、次のライセンスへ自動で切り替わり、そのまま使えるカメラ",
        cameras(&ending.continued),
    ) + &part("■次のライセンスがなく、期限で止まるカメラ", cameras(&ending.stopping))
        + &part("■カメラに使われていないまま終わるライセンス", unused)
}

/// Licences, by path.
fn missing(ending: &Ending<'_>) -> String {
    let of = |path, name: &str| match ending.missing(path) {
        0 => None,
        count => Some(format!("{name} {count}件")),
    };
    let paths = [of(Path::Edge, "エッジストレージ経由"), of(Path::Direct, "カメラ直接")];
    let paths: Vec<String> = paths.into_iter().flatten().collect();
    format!("{}件（{}）", ending.stopping.len(), paths.join("、"))
}

fn day(ending: &Ending<'_>) -> String {
    ending.expiry.format("%Y年%-m月%-d日").to_string()
}

fn left(ending: &Ending<'_>) -> String {
    match ending.days_left {
        0 => "本日まで".to_owned(),
        days => format!("あと{days}日"),
    }
}

/// **REM-6**
const WHAT_STOPS: &str = "ライセンスのないカメラでは、録画と、遠隔でのライブ、再生、通知、保守が止まります。\n\
    HDMIモニターでのライブ、再生、通知と、SDカードの録画の取り出しは続けられます。\n\
    ライセンスを割り当てると、すべて元に戻ります。\n";

const FOOT: &str = "\nこのメールは自動でお送りしています。更新がお済みのときも届きます。\n";
