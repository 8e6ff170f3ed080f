//! The words of the activation key sheet and of the startup-information card.

use crate::Language;
use crate::frame::How;
use crate::scan::KeyPaper;

/// The words of one of the two in one language.
pub struct KeyWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub activation_key: &'static str,
    pub registration_id: &'static str,
    pub device: &'static str,
    pub registration_key: &'static str,
    /// Beside the code, while there is no registration key.
    pub how: How,
    /// Beside the code, once there is one.
    pub used: How,
}

const CARD_JA: KeyWords = KeyWords {
    title: "起動情報案内カード",
    lead: "製品を使いはじめるときに|必要な番号です。|人に見せず、|大切に保管してください。",
    activation_key: "起動ID番号",
    registration_id: "暗号ID番号",
    device: "機器ID番号",
    registration_key: "解除キー番号",
    how: How {
        title: "解除キー番号の受け取り方",
        steps: &[
            "左の二次元コードを|読み取ると、|上の二つの番号が|画面に出ます。",
            "その二つと|機器ID番号を、|下のお問い合わせ先に|伝えます。",
            "発行された|解除キー番号を|機器に入力し、|ここにも書き写します。",
        ],
        notes: &["なくしたときも、|下のお問い合わせ先へ。"],
    },
    used: How {
        title: "解除キー番号の使い方",
        steps: &[
            "左の二次元コードを|読み取ると、|上の番号が|画面に出ます。",
            "解除キー番号を、|上の機器ID番号の機器に|入力します。|ほかの機器には使えません。",
        ],
        notes: &["ご不明な点は、|下のお問い合わせ先へ。"],
    },
};

const CARD_EN: KeyWords = KeyWords {
    title: "Startup-information card",
    lead: "You need these numbers to start using the product. Keep them safe and show them to nobody else.",
    activation_key: "Startup ID number",
    registration_id: "Encryption ID number",
    device: "Device ID number",
    registration_key: "Unlock key number",
    how: How {
        title: "How to get the unlock key number",
        steps: &[
            "Scan the code on the left to see both numbers above.",
            "Tell both and the device ID number to the contact below.",
            "Enter the unlock key number you are issued on the device, and copy it here.",
        ],
        notes: &["Lost this card? Ask the contact below."],
    },
    used: How {
        title: "How to use the unlock key number",
        steps: &[
            "Scan the code on the left to see the numbers above.",
            "Enter the unlock key number on the device whose ID stands above. It works on no other.",
        ],
        notes: &["Questions? Ask the contact below."],
    },
};

const SHEET_JA: KeyWords = KeyWords {
    title: "アクティベーションキーシート",
    lead: "レジストレーションキーを|受け取るために必要な番号です。|人に見せず、|大切に保管してください。",
    activation_key: "アクティベーションキーナンバー",
    registration_id: "レジストレーションID",
    device: "MPR ID（MPCSはMACアドレス）",
    registration_key: "レジストレーションキー",
    how: How {
        title: "レジストレーションキーの受け取り方と使い方",
        steps: &[
            "左の二次元コードを|読み取ると、|アクティベーションキーナンバーと|レジストレーションIDが|画面に出ます。",
            "その二つと、|キーを使う機器の|MPR ID|（MPCSでは|MACアドレス）を、|下のお問い合わせ先に|伝えます。",
            "発行された|レジストレーションキーを、|この紙に書き写します。",
            "機器のメニューから|「設定／保守をする」、|「管理者でログイン」、|「ソフトウェアの拡張」の順に|進み、|キーを入力します。|一度に入力できるキーは一つです。|機器が再起動したら、|次のキーに進みます。",
        ],
        notes: CARD_JA.how.notes,
    },
    used: How {
        title: "レジストレーションキーの使い方",
        steps: &[
            "左の二次元コードを|読み取ると、|上の番号が|画面に出ます。",
            "上の機器のメニューから|「設定／保守をする」、|「管理者でログイン」、|「ソフトウェアの拡張」の順に|進み、|レジストレーションキーを|入力します。|ほかの機器には使えません。",
            "一度に入力できるキーは一つです。|機器が再起動したら、|次のキーに進みます。",
        ],
        notes: CARD_JA.used.notes,
    },
};

const SHEET_EN: KeyWords = KeyWords {
    title: "Activation key sheet",
    lead: "You need these numbers to get the registration key. Keep them safe and show them to nobody else.",
    activation_key: "Activation key number",
    registration_id: "Registration ID",
    device: "MPR ID (MPCS: MAC address)",
    registration_key: "Registration key",
    how: How {
        title: "How to get and use the registration key",
        steps: &[
            "Scan the code on the left: the activation key number and the registration ID are shown.",
            "Tell both of them and the MPR ID of the device that will use the key (for an MPCS, its MAC address) to the contact \
         below.",
            "Copy the registration key that is issued to you onto this sheet.",
            "In the menu of the device, go to settings and maintenance, log in as administrator, choose software upgrade \
         and enter the key. The device takes one key at a time; after it has restarted, enter the next.",
        ],
        notes: &["Lost this sheet? Ask the contact below."],
    },
    used: How {
        title: "How to use the registration key",
        steps: &[
            "Scan the code on the left to see the numbers above.",
            "In the menu of the device above, go to settings and maintenance, log in as administrator, choose software upgrade and \
             enter the registration key. It works on no other device.",
            "The device takes one key at a time; after it has restarted, enter the next.",
        ],
        notes: &["Questions? Ask the contact below."],
    },
};

impl KeyWords {
    /// The words on `paper` in `language`.
    pub const fn of(paper: KeyPaper, language: Language) -> &'static Self {
        match (paper, language) {
            (KeyPaper::Card, Language::Ja) => &CARD_JA,
            (KeyPaper::Card, Language::En) => &CARD_EN,
            (KeyPaper::Sheet, Language::Ja) => &SHEET_JA,
            (KeyPaper::Sheet, Language::En) => &SHEET_EN,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A customer holds the paper beside the page that its code leads to.
    #[test]
    fn the_page_that_the_code_leads_to_speaks_the_words_of_the_paper() {
        let page = include_str!("../../../server/src/page/page.js");
        for language in [Language::Ja, Language::En] {
            let [sheet, card] = [KeyPaper::Sheet, KeyPaper::Card].map(|paper| KeyWords::of(paper, language));
            for line in [
                format!(
                    "first: {{ A: \"{}\", S: \"{}\" }}",
                    sheet.activation_key, card.activation_key
                ),
                format!(
                    "second: {{ A: \"{}\", S: \"{}\" }}",
                    sheet.registration_id, card.registration_id
                ),
            ] {
                assert!(page.contains(&line), "{line}");
            }
        }
        // Both send the customer to the dealer: nothing is entered on the page.
        assert!(page.contains("販売店にお伝えください") && page.contains("Tell your dealer"));
        for paper in [KeyPaper::Sheet, KeyPaper::Card] {
            let (ja, en) = (KeyWords::of(paper, Language::Ja), KeyWords::of(paper, Language::En));
            assert!(ja.how.steps[1].contains("お問い合わせ先に|伝えます") && en.how.steps[1].contains("Tell both"));
        }
    }
}
