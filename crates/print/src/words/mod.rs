//! The words of each document in each language. All of them are our own.
//!
//! In Japanese, `|` parts the phrases between which a line may break.

mod key;
mod letter;
mod licence;
mod registration;

use std::num::NonZeroU32;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use kagifuda_domain::calendar::Month;
use kagifuda_domain::print::Document;
use kagifuda_domain::tsunagaru::last_minute_in_japan;

pub use self::key::KeyWords;
pub use self::letter::LetterWords;
pub use self::licence::LicenceWords;
pub use self::registration::RegistrationWords;

use crate::{KeyPaper, Language, Until};

/// The words that documents share, in one language.
pub struct Common {
    /// How to read a number.
    pub digits: &'static str,
    pub customer: &'static str,
    pub product: &'static str,
    pub product_use: &'static str,
    pub site: &'static str,
    pub issued: &'static str,
    /// The room for that and its day, with some before it, in sizes.
    pub issued_room: f32,
    pub supplier: &'static str,
    pub printed: &'static str,
    /// In place of a code.
    pub masked: &'static str,
    /// The number of a document that has no other.
    pub no: &'static str,
    pub set: SetWords,
}

/// The words of the first page of a set.
pub struct SetWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub of: &'static str,
    pub document: &'static str,
    pub about: &'static str,
    pub page: &'static str,
    pub code: &'static str,
}

const JA: Common = Common {
    digits: "番号は0〜9とA〜Fだけです。|中に線のある丸は|数字の0です。",
    customer: "お客様",
    product: "製品",
    product_use: "用途",
    site: "設置先",
    issued: "キー発行日",
    issued_room: 15.2,
    supplier: "お問い合わせ先",
    printed: "印刷",
    masked: "秘密の番号は|下4桁だけを|表示しています。|二次元コードは|ありません。|番号の全体は、|お手元の書類か、|下のお問い合わせ先で|ご確認ください。",
    no: "文書番号",
    set: SetWords {
        title: "お客様控え一式",
        lead: "ご利用中の製品とサービスの書類を|まとめたものです。|大切に保管してください。",
        of: "お客様・設置先",
        document: "書類",
        about: "内容",
        page: "ページ",
        code: "二次元コードは、|この一式の文書番号です。|お問い合わせの際に|文書番号をお伝えください。",
    },
};

const EN: Common = Common {
    digits: "Numbers use 0–9 and A–F only. A circle with a stroke inside is the digit 0.",
    customer: "Customer",
    product: "Product",
    product_use: "Use",
    site: "Site",
    issued: "Key issued",
    issued_room: 13.2,
    supplier: "Contact",
    printed: "Printed",
    masked: "Only the last four digits of each secret number are shown, and there is no code. For whole numbers see your printed documents, or ask the contact below.",
    no: "Document no.",
    set: SetWords {
        title: "Customer's set of documents",
        lead: "All documents about the products and services in use. Please keep them safe.",
        of: "For",
        document: "Document",
        about: "About",
        page: "Page",
        code: "The code holds the number of this set. Please mention the number when you contact us.",
    },
};

impl Common {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &JA,
            Language::En => &EN,
        }
    }
}

/// The title of a document.
pub const fn title(document: Document, language: Language) -> &'static str {
    match document {
        Document::ActivationSheet => KeyWords::of(KeyPaper::Sheet, language).title,
        Document::StartupCard | Document::KeyLabel => KeyWords::of(KeyPaper::Card, language).title,
        Document::RegistrationSheet => RegistrationWords::of(language, 1).title,
        Document::LicenceSheet => LicenceWords::of(language).title,
        Document::RenewalLetter => LetterWords::of(language).title,
        Document::CustomerSet => Common::of(language).set.title,
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

    /// The mark that tells a dealer's print from the original; the documents of a set are counted as the set is.
    pub(crate) fn copy_mark(self, copy: NonZeroU32, is_set: bool) -> String {
        match (self, copy, is_set) {
            (Self::Ja, NonZeroU32::MIN, false) => "控え".into(),
            (Self::Ja, NonZeroU32::MIN, true) => "一式の控え".into(),
            (Self::Ja, later, false) => format!("再発行 {later}"),
            (Self::Ja, later, true) => format!("一式の再発行 {later}"),
            (Self::En, NonZeroU32::MIN, false) => "Copy".into(),
            (Self::En, NonZeroU32::MIN, true) => "Copy of set".into(),
            (Self::En, later, false) => format!("Reprint {later}"),
            (Self::En, later, true) => format!("Reprint {later} of set"),
        }
    }

    /// Which page of how many.
    pub(crate) fn page(self, nth: usize, count: usize) -> String {
        match self {
            Self::Ja => format!("{nth}／{count}"),
            Self::En => format!("{nth}/{count}"),
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
        self.date(instant.with_timezone(&JST).date_naive())
    }

    /// A day, as it is written.
    pub(crate) fn date(self, day: NaiveDate) -> String {
        const WEEKDAYS: [char; 7] = ['月', '火', '水', '木', '金', '土', '日'];
        match self {
            Self::Ja => {
                let weekday = WEEKDAYS[day.weekday().num_days_from_monday() as usize];
                format!("{} ({weekday})", day.format("%Y/%m/%d"))
            }
            Self::En => day.format("%-d %b %Y").to_string(),
        }
    }

    /// To the end of a month, as it is written.
    pub(crate) fn month(self, month: Month) -> String {
        let day = month.first_day();
        match self {
            Self::Ja => format!("{}年{}月末まで", day.year(), day.month()),
            Self::En => format!("end of {}", day.format("%b %Y")),
        }
    }

    /// Until when something can be used, as it is written; a day of Greenwich with the last minute in Japan (TSU-9).
    pub(crate) fn until(self, until: Until) -> String {
        match (until, self) {
            (Until::GmtDay(day), _) => {
                let last = last_minute_in_japan(day);
                let japan = match self {
                    Self::Ja => format!("日本時間 {} まで", last.format("%Y-%m-%d %H:%M")),
                    Self::En => format!("until {} in Japan", last.format("%Y-%m-%d %H:%M")),
                };
                format!("{day} (GMT) / {japan}")
            }
            (Until::Day(day), Self::Ja) => format!("{}まで", self.date(day)),
            (Until::Day(day), Self::En) => self.date(day),
            (Until::Month(month), _) => self.month(month),
            (Until::FromFirstUse { months }, Self::Ja) => format!("初回利用時から{months}か月"),
            (Until::FromFirstUse { months }, Self::En) => format!("{months} months from first use"),
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

    #[test]
    fn tsu_2_and_9_an_expiry_is_written_on_both_clocks_or_from_first_use() {
        let day = |day: &str| day.parse().expect("a day");
        for (until, ja) in [
            (
                Until::GmtDay(day("2026-03-09")),
                "2026-03-09 (GMT) / 日本時間 2026-03-10 08:59 まで",
            ),
            (Until::Day(day("2026-03-09")), "2026/03/09 (月)まで"),
            (Until::Month("2017-07".parse().expect("a month")), "2017年7月末まで"),
            (Until::FromFirstUse { months: 12 }, "初回利用時から12か月"),
        ] {
            assert_eq!(Language::Ja.until(until), ja);
        }
    }

    #[test]
    fn the_first_print_is_a_copy_and_later_ones_carry_their_number() {
        let mark = |language: Language, copy| language.copy_mark(NonZeroU32::new(copy).expect("from 1"), false);
        assert_eq!(
            (mark(Language::Ja, 1), mark(Language::Ja, 2)),
            ("控え".into(), "再発行 2".into())
        );
        assert_eq!(
            (mark(Language::En, 1), mark(Language::En, 12)),
            ("Copy".into(), "Reprint 12".into())
        );
    }
}
