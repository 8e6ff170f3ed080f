//! Every mail in Japanese.

use chrono::{Datelike, NaiveDate};

use super::{result, window};

/// The result of an application (**KMS-6**, **KMS-7**).
pub(super) fn result(told: &result::Told<'_>) -> String {
    let mut text = format!(
        "レジストレーションキーが発行されました。\n\n機器（MPR ID／MACアドレス）：{}\n",
        told.device
    );
    for line in told.site.lines().iter().filter(|line| !line.is_empty()) {
        text += &format!("設置先：{line}\n");
    }
    for (n, (registration, purpose)) in told.keys.iter().enumerate() {
        text += &format!(
            "\n{}. {}（{purpose}）\n   アクティベーションキーナンバー：{}\n   レジストレーションキー：{}\n",
            n + 1,
            registration.product(),
            registration.pair().no,
            registration.binding().registration_key,
        );
    }
    text += "\n機器へは、レジストレーションキーを1回に1つずつ入力してください。\n";
    text += &format!(
        "1つ入力するたびに、機器を再起動します。今回の再起動は{}回です。\n",
        told.restarts
    );
    text + FOOT
}

const FOOT: &str = "\nこのメールは、発行を申請した方のご希望により自動でお送りしました。\n";

pub(super) const WINDOW_SUBJECT: &str = "みえますねっと年間パック：更新の受付が始まりました";

/// The opening of renewal windows (**MIE-1**), with the last days to act (**MIE-3**, **MIE-5**).
pub(super) fn window(told: &window::Told<'_>) -> String {
    let mut text = format!(
        "{} 様\n\n次の機器の利用期限が近づき、更新の受付が始まりました。\n",
        told.name
    );
    for (n, (device, schedule)) in told.devices.iter().enumerate() {
        text += &format!(
            "\n{}. {}（{}）\n   サービスを止めずに更新できる最終日：{}\n   更新できる最終日：{}\n",
            n + 1,
            device.name,
            device.domain_name,
            day(schedule.expiry.last_day()),
            day(schedule.last_renewal_day),
        );
    }
    text += "\n初めの日を過ぎるとサービスは止まりますが、ドメイン名と録画は、更新できる最終日まで残ります。\n";
    text += "その日までに更新がなければ、翌日の午前0時に機器の登録と録画は削除され、元に戻せません。\n";
    text += "更新には、新しいライセンスキーが必要です。お取引の販売店へお申し付けください。\n";
    text + WINDOW_FOOT
}

fn day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

const WINDOW_FOOT: &str = "\nこのメールは、契約ユーザーの方へ自動でお送りしました。日付は日本時間です。\n";
