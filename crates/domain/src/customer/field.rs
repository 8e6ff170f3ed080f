//! The fields of a customer, and what each of them takes.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::mail::Address;
use crate::text::{is_blank, is_hidden};

/// A field of a customer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// お客様名.
    Name,
    /// フリガナ.
    Kana,
    /// 担当者.
    Contact,
    /// 電話番号.
    Phone,
    /// メールアドレス.
    Email,
    /// 住所.
    Address,
    /// メモ.
    Memo,
}

/// **CUS-1** Why a text is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FieldRefusal {
    /// There must be a name.
    #[error("a name is needed")]
    Empty,
    /// Too much.
    #[error("at most {max} characters fit, this has {found}")]
    TooLong {
        /// Characters that fit.
        max: usize,
        /// Characters found.
        found: usize,
    },
    /// Characters that do not show, or turn the direction of writing.
    #[error("it has characters that do not show")]
    Hidden,
    /// A telephone number without a digit.
    #[error("a telephone number has digits")]
    NoDigits,
    /// No mail address.
    #[error("a mail address looks like name@example.jp")]
    NoAddress,
}

/// Bytes of UTF-8 a character may have. One built of more parts counts as several.
const CHARACTER_BYTES: usize = 8;

impl Field {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Kana,
        Self::Contact,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Memo,
    ];

    /// How the field is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Contact => "contact",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Memo => "memo",
        }
    }

    /// **CUS-1** Characters (grapheme clusters) that fit. [policy: as 会社名 of a dealer has for names and people; a telephone number with an
    /// extension; what a mail address may have; an address on one line; a memo of two pages]
    pub fn characters(self) -> usize {
        match self {
            Self::Name | Self::Kana | Self::Contact => 100,
            Self::Phone => 40,
            Self::Email => 254,
            Self::Address => 200,
            Self::Memo => 2_000,
        }
    }

    /// **CUS-1** `typed` as it is kept: composed (NFC), without the space around it; all but a memo on one line. A telephone number is
    /// narrowed, with plain hyphens; a mail address is narrowed.
    pub fn read(self, typed: &str) -> Result<String, FieldRefusal> {
        let text = match self {
            Self::Name | Self::Kana | Self::Contact | Self::Address => one_line(&typed.nfc().collect::<String>()),
            Self::Phone => telephone(typed),
            Self::Email => one_line(&typed.nfkc().collect::<String>()),
            Self::Memo => lines(&typed.nfc().collect::<String>()),
        };
        let shows = |c: char| !is_hidden(c) || (self == Self::Memo && matches!(c, '\n' | '\t'));
        if !text.chars().all(shows) || (is_blank(&text) && !text.is_empty()) {
            return Err(FieldRefusal::Hidden);
        }
        let (max, parts) = (self.characters(), text.len().div_ceil(CHARACTER_BYTES));
        let found = text.graphemes(true).count().max(parts);
        if found > max {
            return Err(FieldRefusal::TooLong { max, found });
        }
        match self {
            Self::Name if text.is_empty() => Err(FieldRefusal::Empty),
            Self::Phone if !text.is_empty() && !text.contains(|c: char| c.is_ascii_digit()) => {
                Err(FieldRefusal::NoDigits)
            }
            Self::Email if !text.is_empty() => match text.parse::<Address>() {
                Ok(address) => Ok(address.into()),
                Err(_) => Err(FieldRefusal::NoAddress),
            },
            Self::Name | Self::Kana | Self::Contact | Self::Phone | Self::Email | Self::Address | Self::Memo => {
                Ok(text)
            }
        }
    }
}

/// A cell of a spreadsheet may hold several lines; here they become one.
fn one_line(text: &str) -> String {
    let parts = text.split(['\r', '\n', '\t', '\u{2028}', '\u{2029}', '\u{FEFF}']);
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn telephone(typed: &str) -> String {
    let hyphen = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' => '-',
        other => other,
    };
    one_line(&typed.nfkc().map(hyphen).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cus_1_each_field_takes_what_people_type_and_paste() {
        let long = |max: usize| Err(FieldRefusal::TooLong { max, found: max + 1 });
        for (field, typed, expected) in [
            (Field::Name, " 　山田　商店\n".to_owned(), Ok("山田　商店")),
            (Field::Name, "山田商店\r\n福岡支店".into(), Ok("山田商店 福岡支店")),
            (Field::Name, "か\u{3099}".into(), Ok("が")),
            (Field::Name, "㈱山田".into(), Ok("㈱山田")),
            (Field::Name, "あ".repeat(100), Ok(&*"あ".repeat(100))),
            (Field::Name, "あ".repeat(101), long(100)),
            (Field::Name, "  ".into(), Err(FieldRefusal::Empty)),
            (Field::Name, "\u{200B}".into(), Err(FieldRefusal::Hidden)),
            (Field::Name, "a\u{202E}b".into(), Err(FieldRefusal::Hidden)),
            (Field::Name, "a\0b".into(), Err(FieldRefusal::Hidden)),
            (Field::Kana, String::new(), Ok("")),
            (Field::Contact, "あ".repeat(101), long(100)),
            (Field::Phone, "０９２ー１２３－４５６７".into(), Ok("092-123-4567")),
            (
                Field::Phone,
                "+81 92 123 4567 (内線 12)".into(),
                Ok("+81 92 123 4567 (内線 12)"),
            ),
            (Field::Phone, "なし".into(), Err(FieldRefusal::NoDigits)),
            (Field::Phone, "1".repeat(41), long(40)),
            (Field::Phone, String::new(), Ok("")),
            (Field::Email, " ａ＠example.jp ".into(), Ok("a@example.jp")),
            (Field::Email, "a".into(), Err(FieldRefusal::NoAddress)),
            (Field::Email, "a@b c".into(), Err(FieldRefusal::NoAddress)),
            (Field::Email, String::new(), Ok("")),
            (Field::Address, "あ".repeat(201), long(200)),
            (
                Field::Memo,
                "  一行目  \r\n\r\n二行目\t\n".into(),
                Ok("一行目\n\n二行目"),
            ),
            (Field::Memo, "あ".repeat(2_001), long(2_000)),
            (Field::Memo, "a\u{2066}b".into(), Err(FieldRefusal::Hidden)),
        ] {
            assert_eq!(field.read(&typed), expected.map(str::to_owned), "{field:?} {typed:?}");
        }
        let heaped = format!("e{}", "\u{301}".repeat(500));
        assert!(matches!(Field::Name.read(&heaped), Err(FieldRefusal::TooLong { .. })));
    }

    #[test]
    fn a_field_is_written_as_it_is_named() {
        for field in Field::ALL {
            assert_eq!(serde_json_name(field), field.name());
        }
    }

    fn serde_json_name(field: Field) -> String {
        serde_json::to_string(&field).unwrap().trim_matches('"').to_owned()
    }
}
