//! Every mail in Japanese.

use super::result::Told;

/// The result of an application (**KMS-6**, **KMS-7**).
pub(super) fn result(told: &Told<'_>) -> String {
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
