//! The numbers on cards, devices and screens, each a type of its own.
//!
//! Parsing forgives width, case and every kind of hyphen, because staff paste from mails and type from cards.
//! Printing always gives groups of four in upper case. Numbers that open something do not show in `Debug`.

mod near;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::number_symbols;

pub use near::NEAR_DIGITS;

/// Why a typed number is not one. Positions count from 1, separators left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseHexError {
    /// Too few or too many digits.
    #[error("{expected}{} digits wanted, {found} found", or.map(|or| format!(" or {or}")).unwrap_or_default())]
    Length {
        /// How many digits the number has.
        expected: usize,
        /// How many it may have as well: a device is known by either of two numbers.
        or: Option<usize>,
        /// How many were typed.
        found: usize,
    },
    /// A character that no hexadecimal number has.
    #[error("`{symbol}` at {position} is not a hexadecimal digit")]
    Symbol {
        /// The character typed, after folding width and case.
        symbol: char,
        /// Its place, from 1.
        position: usize,
        /// The digit that was probably meant.
        meant: Option<char>,
    },
}

/// The digit that a letter which never occurs in hexadecimal was probably meant to be.
fn meant_digit(symbol: char) -> Option<char> {
    match symbol {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        'S' => Some('5'),
        'Z' => Some('2'),
        'G' => Some('6'),
        // What a Japanese input method makes of the key.
        'あ' | 'ア' => Some('A'),
        'え' | 'エ' => Some('E'),
        _ => None,
    }
}

/// Reads exactly `expected` hexadecimal digits (at most 16) from what a person typed.
fn parse_hex(typed: &str, expected: usize) -> Result<u64, ParseHexError> {
    let mut value = 0_u64;
    let mut found = 0;
    for symbol in number_symbols(typed) {
        found += 1;
        let digit = symbol.to_digit(16).ok_or(ParseHexError::Symbol {
            symbol,
            position: found,
            meant: meant_digit(symbol),
        })?;
        value = value << 4 | u64::from(digit);
    }
    if found == expected {
        Ok(value)
    } else {
        Err(ParseHexError::Length {
            expected,
            or: None,
            found,
        })
    }
}

/// What was typed of a number so far, in groups of four, whatever stands in it.
pub fn grouped(typed: &str) -> String {
    let symbols: Vec<char> = number_symbols(typed).filter(|c| !matches!(c, ':' | '.')).collect();
    let groups = symbols.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

/// Writes `digits` hexadecimal digits in groups of four.
fn write_groups(f: &mut fmt::Formatter<'_>, value: u64, digits: usize) -> fmt::Result {
    let plain = format!("{value:0digits$X}");
    for (i, digit) in plain.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            f.write_str("-")?;
        }
        write!(f, "{digit}")?;
    }
    Ok(())
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $digits:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(u64);

        impl $name {
            /// The number of hexadecimal digits.
            pub const DIGITS: usize = $digits;

            /// The number whose digits are the low bits of `bits`; higher bits are dropped.
            pub const fn from_bits(bits: u64) -> Self {
                Self(bits & (u64::MAX >> (64 - 4 * Self::DIGITS)))
            }

            /// The digits as bits.
            pub const fn bits(self) -> u64 {
                self.0
            }

            /// The digits without hyphens: how the number stands in databases and QR codes.
            pub fn plain(self) -> String {
                format!("{:0width$X}", self.0, width = Self::DIGITS)
            }
        }

        impl FromStr for $name {
            type Err = ParseHexError;

            fn from_str(typed: &str) -> Result<Self, ParseHexError> {
                parse_hex(typed, Self::DIGITS).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_groups(f, self.0, Self::DIGITS)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        stored_as_text!($name);
    };
}

hex_id! {
    /// An activation key number (アクティベーションキーナンバー; 起動ID番号 on a startup card), printed as `0123-4567-89AB-CDEF`.
    ///
    /// Secret together with its [`RegistrationId`], so `Debug` shows nothing of it.
    ActivationKeyNo, 16
}
hex_id! {
    /// A registration id (レジストレーションID; 暗号ID番号 on a startup card), printed as `0123-4567`. Secret.
    RegistrationId, 8
}
hex_id! {
    /// A registration key (レジストレーションキー; 解除キー番号 on a startup card), printed as `0123-4567-89AB-CDEF`. Secret.
    RegistrationKey, 16
}
hex_id! {
    /// The number of a document (文書番号) that has no number of another kind, printed as `0123-4567-89AB-CDEF`.
    DocumentNo, 16
}

/// The id of a customer's device: an MPR ID (機器ID番号), or the MAC address of an MPCS.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DeviceId {
    /// 16 digits, printed as `0123-4567-89AB-CDEF`.
    Mpr(u64),
    /// 12 digits, printed as `00:80:F0:12:34:56`.
    Mac(u64),
}

impl DeviceId {
    const MPR_DIGITS: usize = 16;
    const MAC_DIGITS: usize = 12;

    /// The digits without separators: how the id stands in databases and in the derivation of registration keys.
    pub fn plain(self) -> String {
        match self {
            Self::Mpr(bits) => format!("{bits:016X}"),
            Self::Mac(bits) => format!("{bits:012X}"),
        }
    }
}

impl FromStr for DeviceId {
    type Err = ParseHexError;

    /// Reads either; MAC addresses are also written `00:80:F0:12:34:56` and `0080.F012.3456`.
    fn from_str(typed: &str) -> Result<Self, ParseHexError> {
        let digits: String = typed
            .chars()
            .filter(|c| !matches!(c, ':' | '：' | '.' | '．'))
            .collect();
        if number_symbols(&digits).count() == Self::MAC_DIGITS {
            return parse_hex(&digits, Self::MAC_DIGITS).map(Self::Mac);
        }
        match parse_hex(&digits, Self::MPR_DIGITS) {
            Err(ParseHexError::Length { expected, found, .. }) => Err(ParseHexError::Length {
                expected,
                or: Some(Self::MAC_DIGITS),
                found,
            }),
            read => read.map(Self::Mpr),
        }
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mpr(bits) => write_groups(f, *bits, Self::MPR_DIGITS),
            Self::Mac(bits) => {
                let octets: Vec<String> = bits.to_be_bytes()[2..]
                    .iter()
                    .map(|octet| format!("{octet:02X}"))
                    .collect();
                f.write_str(&octets.join(":"))
            }
        }
    }
}

stored_as_text!(DeviceId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_whatever_its_width_case_and_hyphens() {
        for typed in [
            "0123-4567-89AB-CDEF",
            "0123456789abcdef",
            "０１２３－４５６７－８９ＡＢ－ＣＤＥＦ",
            " 0123‐4567‑89ab—cdef\u{3000}\r\n",
            "0123ー4567ｰ89AB−CDEF",
            "\u{FEFF}0123\u{200B}4567\t89AB\u{A0}CDEF",
        ] {
            assert_eq!(
                typed.parse::<ActivationKeyNo>().map(|no| no.to_string()),
                Ok("0123-4567-89AB-CDEF".into()),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn a_wrong_number_says_what_is_wrong_and_what_was_meant() {
        let length = |found| ParseHexError::Length {
            expected: 16,
            or: None,
            found,
        };
        for (typed, error) in [
            ("0123-4567-89AB-CDE", length(15)),
            ("0123-4567-89AB-CDEF0", length(17)),
            ("0123-4567-89AB-CDEF-0123-4567", length(24)),
            ("", length(0)),
            (
                "O123-4567-89AB-CDEF",
                ParseHexError::Symbol {
                    symbol: 'O',
                    position: 1,
                    meant: Some('0'),
                },
            ),
            (
                "0123-4567-89AB-CDEl",
                ParseHexError::Symbol {
                    symbol: 'L',
                    position: 16,
                    meant: Some('1'),
                },
            ),
            (
                "0ｉ23-4567-89AB-CDEF",
                ParseHexError::Symbol {
                    symbol: 'I',
                    position: 2,
                    meant: Some('1'),
                },
            ),
            (
                "0S",
                ParseHexError::Symbol {
                    symbol: 'S',
                    position: 2,
                    meant: Some('5'),
                },
            ),
            (
                "Z",
                ParseHexError::Symbol {
                    symbol: 'Z',
                    position: 1,
                    meant: Some('2'),
                },
            ),
            (
                "G",
                ParseHexError::Symbol {
                    symbol: 'G',
                    position: 1,
                    meant: Some('6'),
                },
            ),
            (
                "1あ",
                ParseHexError::Symbol {
                    symbol: 'あ',
                    position: 2,
                    meant: Some('A'),
                },
            ),
            (
                "X",
                ParseHexError::Symbol {
                    symbol: 'X',
                    position: 1,
                    meant: None,
                },
            ),
        ] {
            assert_eq!(typed.parse::<ActivationKeyNo>(), Err(error), "{typed:?}");
        }
    }

    #[test]
    fn a_device_id_is_an_mpr_id_or_a_mac_address() {
        for (typed, shown) in [
            ("1234567890abcdef", "1234-5678-90AB-CDEF"),
            ("00:80:f0:12:34:56", "00:80:F0:12:34:56"),
            ("0080f0123456", "00:80:F0:12:34:56"),
            ("00-80-F0-12-34-56", "00:80:F0:12:34:56"),
            ("0080.F012.3456", "00:80:F0:12:34:56"),
            ("００：８０：Ｆ０：１２：３４：５６", "00:80:F0:12:34:56"),
        ] {
            assert_eq!(
                typed.parse::<DeviceId>().map(|id| id.to_string()),
                Ok(shown.into()),
                "{typed}"
            );
        }
        for (typed, found) in [("0080F012345", 11), ("00:80:F0:12:34:56:7", 13), ("1234", 4), ("", 0)] {
            let wrong = typed.parse::<DeviceId>().unwrap_err();
            assert_eq!(
                wrong.to_string(),
                format!("16 or 12 digits wanted, {found} found"),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_secret_number_does_not_show_in_debug() {
        let no = ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF);
        assert_eq!(
            format!("{no:?} {:?}", RegistrationId::from_bits(1)),
            "ActivationKeyNo(…) RegistrationId(…)"
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_reads_back_as_the_same_number(bits: u64) {
            let no = ActivationKeyNo::from_bits(bits);
            proptest::prop_assert_eq!(no.to_string().parse(), Ok(no));
            proptest::prop_assert_eq!(no.plain().parse(), Ok(no));
            let id = RegistrationId::from_bits(bits);
            proptest::prop_assert_eq!(id.to_string().parse(), Ok(id));
            let mpr = DeviceId::Mpr(bits);
            proptest::prop_assert_eq!(mpr.to_string().parse(), Ok(mpr));
            let mac = DeviceId::Mac(bits >> 16);
            proptest::prop_assert_eq!(mac.to_string().parse(), Ok(mac));
        }
    }
}
