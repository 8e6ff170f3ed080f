//! What a contractor and a device are called.
//!
//! Promises: none of these carries a line break or turns the direction of writing, so none can pretend to be something else in a
//! mail or on paper. `Debug` says nothing of people.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::ids::{DeviceId, ParseHexError};
use crate::text::{is_blank, is_hidden, is_separator};

/// A name of 1 to `MAX` characters (grapheme clusters) on one line.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name<const MAX: usize>(String);

/// The name of a contract user (契約ユーザー). [policy: 100 characters, as 会社名 has]
pub type ContractorName = Name<100>;
/// 機器名. [policy: 50 characters, as a line of 設置先情報 has]
pub type DeviceName = Name<50>;

/// Why a text is no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ParseNameError {
    /// Nothing, or too much.
    #[error("a name has 1 to {max} characters, this one has {found}")]
    Length {
        /// Characters that fit.
        max: usize,
        /// Characters found.
        found: usize,
    },
    /// Line breaks and the like, or what turns the direction of writing.
    #[error("a name has no line breaks and no other characters that do not show")]
    Hidden,
}

/// Bytes of UTF-8 a character may have. One built of more parts counts as several.
const CHARACTER_BYTES: usize = 8;

impl<const MAX: usize> FromStr for Name<MAX> {
    type Err = ParseNameError;

    fn from_str(typed: &str) -> Result<Self, ParseNameError> {
        let name = typed.trim();
        if name.contains(is_hidden) || (is_blank(name) && !name.is_empty()) {
            return Err(ParseNameError::Hidden);
        }
        let found = name.graphemes(true).count().max(name.len().div_ceil(CHARACTER_BYTES));
        if (1..=MAX).contains(&found) {
            Ok(Self(name.into()))
        } else {
            Err(ParseNameError::Length { max: MAX, found })
        }
    }
}

impl<const MAX: usize> TryFrom<String> for Name<MAX> {
    type Error = ParseNameError;

    fn try_from(written: String) -> Result<Self, ParseNameError> {
        written.parse()
    }
}

impl<const MAX: usize> From<Name<MAX>> for String {
    fn from(name: Name<MAX>) -> Self {
        name.0
    }
}

impl<const MAX: usize> fmt::Display for Name<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MAX: usize> fmt::Debug for Name<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

/// ドメイン名: under which a device is found from outside. Always in lower case.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DomainName(String);

/// A domain name must be one that the internet's name service takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a domain name has parts of 1 to 63 letters a–z, digits and inner hyphens, joined by dots, 253 characters at most"
)]
pub struct ParseDomainNameError;

impl FromStr for DomainName {
    type Err = ParseDomainNameError;

    fn from_str(typed: &str) -> Result<Self, ParseDomainNameError> {
        let name: String = typed.trim().nfkc().flat_map(char::to_lowercase).collect();
        let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let part = |part: &str| {
            (1..=63).contains(&part.len()) && part.bytes().all(letter) && !part.starts_with('-') && !part.ends_with('-')
        };
        if name.len() <= 253 && name.split('.').all(part) {
            Ok(Self(name))
        } else {
            Err(ParseDomainNameError)
        }
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DomainName(…)")
    }
}

stored_as_text!(DomainName);

/// MACアドレス: what tells one device from all others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MacAddress(DeviceId);

impl MacAddress {
    const DIGITS: usize = 12;

    /// The 12 digits without separators: how the address stands in databases.
    pub fn plain(self) -> String {
        self.0.plain()
    }
}

impl FromStr for MacAddress {
    type Err = ParseHexError;

    fn from_str(typed: &str) -> Result<Self, ParseHexError> {
        let length = |found| ParseHexError::Length {
            expected: Self::DIGITS,
            or: None,
            found,
        };
        match typed.parse() {
            Ok(mac @ DeviceId::Mac(_)) => Ok(Self(mac)),
            Ok(mpr @ DeviceId::Mpr(_)) => Err(length(mpr.plain().len())),
            Err(ParseHexError::Length { found, .. }) => Err(length(found)),
            Err(other) => Err(other),
        }
    }
}

impl fmt::Display for MacAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

stored_as_text!(MacAddress);

/// The digits of a part of a MAC address, as they are compared with whole ones.
pub fn mac_digits(typed: &str) -> String {
    let digits = typed.nfkc().filter(|c| !is_separator(*c) && !matches!(c, ':' | '.'));
    digits.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_shows_what_it_is() {
        for (typed, expected) in [
            (" 玄関のカメラ ".to_owned(), Ok("玄関のカメラ".to_owned())),
            ("あ".repeat(50), Ok("あ".repeat(50))),
            ("あ".repeat(51), Err(ParseNameError::Length { max: 50, found: 51 })),
            ("  ".into(), Err(ParseNameError::Length { max: 50, found: 0 })),
            ("a\u{301}".repeat(50), Ok("a\u{301}".repeat(50))),
            ("a\nb".into(), Err(ParseNameError::Hidden)),
            ("a\0b".into(), Err(ParseNameError::Hidden)),
            ("a\u{202E}b".into(), Err(ParseNameError::Hidden)),
            ("a\u{2028}b".into(), Err(ParseNameError::Hidden)),
            ("\u{200B}".into(), Err(ParseNameError::Hidden)),
        ] {
            let read: Result<DeviceName, _> = typed.parse();
            assert_eq!(read.map(String::from), expected, "{typed:?}");
        }
        let name: ContractorName = "山田商店".parse().unwrap();
        assert_eq!(format!("{name:?}"), "Name(…)");
    }

    #[test]
    fn a_domain_name_is_one_of_the_name_service() {
        for (typed, read) in [
            ("Shop-1.Example.jp", Some("shop-1.example.jp")),
            ("ｓｈｏｐ", Some("shop")),
            (&"a".repeat(63), Some(&*"a".repeat(63))),
            (&"a".repeat(64), None),
            ("-a", None),
            ("a-", None),
            ("a..b", None),
            ("a.", None),
            ("", None),
            ("a b", None),
            ("店.jp", None),
            (
                &["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(62)].join("."),
                None,
            ),
        ] {
            assert_eq!(
                typed.parse::<DomainName>().ok().map(String::from).as_deref(),
                read,
                "{typed}"
            );
        }
    }

    #[test]
    fn a_mac_address_has_twelve_digits_however_it_is_written() {
        for typed in ["00:80:f0:12:34:56", "0080.F012.3456", "００８０Ｆ０１２３４５６"] {
            let mac: MacAddress = typed.parse().unwrap();
            assert_eq!(
                (mac.to_string(), mac.plain()),
                ("00:80:F0:12:34:56".into(), "0080F0123456".into())
            );
            assert_eq!(mac_digits(typed), mac.plain());
        }
        for (typed, found) in [("1234-5678-90AB-CDEF", 16), ("00:80:F0", 6), ("", 0)] {
            let refused = ParseHexError::Length {
                expected: 12,
                or: None,
                found,
            };
            assert_eq!(typed.parse::<MacAddress>(), Err(refused), "{typed}");
        }
    }
}
