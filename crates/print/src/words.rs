//! The words of each document in each language. All of them are our own.
//!
//! In Japanese, `|` parts the phrases between which a line may break.

use std::num::NonZeroU32;

use chrono::{DateTime, Datelike, FixedOffset, Utc};

use crate::{Kind, Language};

/// The words of one document in one language.
pub struct Words {
    pub title: &'static str,
    pub lead: &'static str,
    pub activation_key: &'static str,
    pub registration_id: &'static str,
    pub digits: &'static str,
    pub device: &'static str,
    pub registration_key: &'static str,
    pub how: &'static str,
    pub steps: &'static [&'static str],
    pub lost: &'static str,
    pub customer: &'static str,
    pub product: &'static str,
    pub product_use: &'static str,
    pub site: &'static str,
    pub issued: &'static str,
    pub supplier: &'static str,
    pub printed: &'static str,
}

const CARD_JA: Words = Words {
    title: "起動情報案内カード",
    lead: "製品を使いはじめるときに|必要な番号です。|人に見せず、|大切に保管してください。",
    activation_key: "起動ID番号",
    registration_id: "暗号ID番号",
    digits: "番号は0〜9とA〜Fだけです。|中に線のある丸は|数字の0です。",
    device: "機器ID番号",
    registration_key: "解除キー番号",
    how: "解除キー番号の受け取り方",
    steps: &[
        "左の二次元コードを|読み取ると、|上の二つの番号が|画面に出ます。",
        "それと機器ID番号を、|下のお問い合わせ先に|伝えます。",
        "発行された|解除キー番号を|機器に入力し、|ここにも書き写します。",
    ],
    lost: "なくしたときも、|下のお問い合わせ先へ。",
    customer: "お客様",
    product: "製品",
    product_use: "用途",
    site: "設置先",
    issued: "発行日",
    supplier: "お問い合わせ先",
    printed: "印刷日",
};

const CARD_EN: Words = Words {
    title: "Startup-information card",
    lead: "You need these numbers to start using the product. Keep them safe and show them to nobody else.",
    activation_key: "Startup ID number",
    registration_id: "Encryption ID number",
    digits: "Numbers use 0–9 and A–F only. A circle with a stroke inside is the digit 0.",
    device: "Device ID number",
    registration_key: "Unlock key number",
    how: "How to get the unlock key number",
    steps: &[
        "Scan the code on the left to see both numbers above.",
        "Tell both and the device ID number to the contact below.",
        "Enter the unlock key number you are issued on the device, and copy it here.",
    ],
    lost: "Lost this card? Ask the contact below.",
    customer: "Customer",
    product: "Product",
    product_use: "Use",
    site: "Site",
    issued: "Issued",
    supplier: "Contact",
    printed: "Printed",
};

const SHEET_JA: Words = Words {
    title: "アクティベーションキーシート",
    lead: "レジストレーションキーを|受け取るために必要な番号です。|人に見せず、|大切に保管してください。",
    activation_key: "アクティベーションキーナンバー",
    registration_id: "レジストレーションID",
    digits: CARD_JA.digits,
    device: "MPR ID（MPCSはMACアドレス）",
    registration_key: "レジストレーションキー",
    how: "レジストレーションキーの受け取り方と使い方",
    steps: &[
        "左の二次元コードを|読み取ると、|アクティベーションキーナンバーと|レジストレーションIDが|画面に出ます。",
        "その二つと、|キーを使う機器の|MPR ID|（MPCSでは|MACアドレス）を、|下のお問い合わせ先に|伝えます。",
        "発行された|レジストレーションキーを、|この紙に書き写します。",
        "機器のメニューから|「設定／保守をする」、|「管理者でログイン」、|「ソフトウェアの拡張」の順に|進み、|キーを入力します。|一度に入力できるキーは一つです。|機器が再起動したら、|次のキーに進みます。",
    ],
    lost: CARD_JA.lost,
    customer: CARD_JA.customer,
    product: CARD_JA.product,
    product_use: CARD_JA.product_use,
    site: CARD_JA.site,
    issued: CARD_JA.issued,
    supplier: CARD_JA.supplier,
    printed: CARD_JA.printed,
};

const SHEET_EN: Words = Words {
    title: "Activation key sheet",
    lead: "You need these numbers to get the registration key. Keep them safe and show them to nobody else.",
    activation_key: "Activation key number",
    registration_id: "Registration ID",
    digits: CARD_EN.digits,
    device: "MPR ID (MPCS: MAC address)",
    registration_key: "Registration key",
    how: "How to get and use the registration key",
    steps: &[
        "Scan the code on the left: the activation key number and the registration ID are shown.",
        "Tell both of them and the MPR ID of the device that will use the key (for an MPCS, its MAC address) to the contact \
         below.",
        "Copy the registration key that is issued to you onto this sheet.",
        "In the menu of the device, go to settings and maintenance, log in as administrator, choose software upgrade \
         and enter the key. The device takes one key at a time; after it has restarted, enter the next.",
    ],
    lost: "Lost this sheet? Ask the contact below.",
    customer: CARD_EN.customer,
    product: CARD_EN.product,
    product_use: CARD_EN.product_use,
    site: CARD_EN.site,
    issued: CARD_EN.issued,
    supplier: CARD_EN.supplier,
    printed: CARD_EN.printed,
};

impl Words {
    /// The words of `kind` in `language`.
    pub const fn of(kind: Kind, language: Language) -> &'static Self {
        match (kind, language) {
            (Kind::StartupCard, Language::Ja) => &CARD_JA,
            (Kind::StartupCard, Language::En) => &CARD_EN,
            (Kind::ActivationSheet, Language::Ja) => &SHEET_JA,
            (Kind::ActivationSheet, Language::En) => &SHEET_EN,
        }
    }
}

impl Language {
    /// The language tag of the file.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The mark that tells a dealer's print from the original.
    pub(crate) fn copy_mark(self, copy: NonZeroU32) -> String {
        match (self, copy) {
            (Self::Ja, NonZeroU32::MIN) => "控え".into(),
            (Self::Ja, later) => format!("再発行 {later}"),
            (Self::En, NonZeroU32::MIN) => "Copy".into(),
            (Self::En, later) => format!("Reissue {later}"),
        }
    }

    /// How a customer is addressed.
    pub(crate) fn customer(self, name: &str) -> String {
        match self {
            Self::Ja => format!("{name} 様"),
            Self::En => name.into(),
        }
    }

    /// The day of `instant` in Japan.
    pub(crate) fn day(self, instant: DateTime<Utc>) -> String {
        /// Japan has no daylight saving.
        const JST: FixedOffset = FixedOffset::east_opt(9 * 60 * 60).expect("nine hours are an offset");
        const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
        let local = instant.with_timezone(&JST);
        match self {
            Self::Ja => {
                let weekday = WEEKDAYS[local.weekday().num_days_from_monday() as usize];
                format!("{} ({weekday})", local.format("%Y/%m/%d"))
            }
            Self::En => local.format("%-d %b %Y").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_day_in_japan() {
        for (instant, ja, en) in [
            ("2026-11-20T14:59:59Z", "2026/11/20 (金)", "20 Nov 2026"),
            ("2026-11-20T15:00:00Z", "2026/11/21 (土)", "21 Nov 2026"),
        ] {
            let instant = instant.parse().expect("an instant");
            assert_eq!(
                (Language::Ja.day(instant), Language::En.day(instant)),
                (ja.into(), en.into())
            );
        }
    }

    /// A customer holds the paper beside the page that its code leads to.
    #[test]
    fn the_page_that_the_code_leads_to_speaks_the_words_of_the_paper() {
        let page = include_str!("../../server/src/page/page.js");
        for language in [Language::Ja, Language::En] {
            let [sheet, card] = [Kind::ActivationSheet, Kind::StartupCard].map(|kind| Words::of(kind, language));
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
        for kind in [Kind::ActivationSheet, Kind::StartupCard] {
            let (ja, en) = (Words::of(kind, Language::Ja), Words::of(kind, Language::En));
            assert!(ja.steps[1].contains("お問い合わせ先に|伝えます") && en.steps[1].contains("Tell both"));
        }
    }

    #[test]
    fn the_first_print_is_a_copy_and_later_ones_carry_their_number() {
        let mark = |language: Language, copy| language.copy_mark(NonZeroU32::new(copy).expect("from 1"));
        assert_eq!(
            (mark(Language::Ja, 1), mark(Language::Ja, 2)),
            ("控え".into(), "再発行 2".into())
        );
        assert_eq!(
            (mark(Language::En, 1), mark(Language::En, 12)),
            ("Copy".into(), "Reissue 12".into())
        );
    }
}
