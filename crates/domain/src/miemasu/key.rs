//! The licence key on a sheet: typed exactly as printed, and good for one registration.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text::is_separator;

/// **MIE-8** A licence key (ライセンスキー): 16 letters and digits, upper and lower case told apart, printed in four groups. Secret.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LicenceKey(String);

/// Letters and digits of a licence key. [policy]
const SYMBOLS: usize = 16;

/// The letters and digits that new keys are drawn from. Left out is what is confused when read: `0 O o`, `1 I i l j J`, `6 G`, `8 B`, `9 g q`,
/// `m` (`rn`), and every letter that looks the same in upper and lower case. 16 of these 27 make 76 bits. [policy]
const DRAWN: &[u8] = b"ADEFHLMNQRTabdefhnrt2345789";

/// Why what was typed is no licence key.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ParseLicenceKeyError {
    /// Too few or too many.
    #[error("{SYMBOLS} letters and digits wanted, {found} found")]
    Length {
        /// How many were typed.
        found: usize,
    },
    /// Neither a letter nor a digit.
    #[error("`{symbol}` at {position} is neither a letter A–Z, a–z nor a digit")]
    Symbol {
        /// The character typed, after folding its width.
        symbol: char,
        /// Its place from 1, hyphens and spaces left out.
        position: usize,
    },
}

impl FromStr for LicenceKey {
    type Err = ParseLicenceKeyError;

    /// Width, spaces and hyphens are forgiven; case is not.
    fn from_str(typed: &str) -> Result<Self, ParseLicenceKeyError> {
        let symbols: String = typed.nfkc().filter(|c| !is_separator(*c)).collect();
        let strange = |c: &char| !c.is_ascii_alphanumeric();
        if let Some((i, symbol)) = symbols.chars().enumerate().find(|(_, c)| strange(c)) {
            Err(ParseLicenceKeyError::Symbol {
                symbol,
                position: i + 1,
            })
        } else if symbols.len() == SYMBOLS {
            Ok(Self(symbols))
        } else {
            Err(ParseLicenceKeyError::Length { found: symbols.len() })
        }
    }
}

impl LicenceKey {
    /// A new key of random numbers, one a symbol: so large that none of the symbols is likelier than another to any effect.
    pub fn from_random(numbers: [u64; SYMBOLS]) -> Self {
        let symbol = |number: u64| char::from(DRAWN[(number % DRAWN.len() as u64) as usize]);
        Self(numbers.into_iter().map(symbol).collect())
    }

    /// The symbols without hyphens: how the key stands in databases.
    pub fn plain(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LicenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = [0, 4, 8, 12].map(|i| &self.0[i..i + 4]);
        write!(f, "{a}-{b}-{c}-{d}")
    }
}

impl fmt::Debug for LicenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LicenceKey(…)")
    }
}

stored_as_text!(LicenceKey);

/// What is on file about a sheet's key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetState {
    /// It is on no device yet.
    Unused,
    /// It is on a device.
    InUse,
    /// It was on a device that was deleted, or gave way to another key.
    Void,
}

/// Why a sheet's key is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SheetRefusal {
    /// There is no such key, or one that differs in case.
    #[error("no sheet has this key; upper and lower case count")]
    Unknown,
    /// **MIE-8**, **MIE-10** It has served.
    #[error("this key has been used, and serves once")]
    Used,
}

/// Whether a typed key serves.
///
/// - **MIE-8** It serves once.
/// - **MIE-10** The key of a deleted device can never be used again, even with time left.
pub fn serves(on_file: Option<SheetState>) -> Result<(), SheetRefusal> {
    match on_file {
        None => Err(SheetRefusal::Unknown),
        Some(SheetState::Unused) => Ok(()),
        Some(SheetState::InUse | SheetState::Void) => Err(SheetRefusal::Used),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mie_8_a_key_is_typed_as_printed_case_included() {
        for typed in [
            "aB3d-EF6h-ij9L-mn0P",
            "aB3dEF6hij9Lmn0P",
            "ａＢ３ｄ　ＥＦ６ｈ－ij9L mn0P\r\n",
        ] {
            let key: LicenceKey = typed.parse().unwrap();
            assert_eq!(
                (key.to_string(), key.plain()),
                ("aB3d-EF6h-ij9L-mn0P".into(), "aB3dEF6hij9Lmn0P")
            );
        }
        let other: LicenceKey = "AB3d-EF6h-ij9L-mn0P".parse().unwrap();
        assert_ne!(Ok(other), "aB3d-EF6h-ij9L-mn0P".parse());
        for (typed, error) in [
            ("aB3d-EF6h-ij9L-mn0", ParseLicenceKeyError::Length { found: 15 }),
            ("aB3d-EF6h-ij9L-mn0PQ", ParseLicenceKeyError::Length { found: 17 }),
            ("", ParseLicenceKeyError::Length { found: 0 }),
            (
                "aB3d-EF6h-ij9L-mn0é",
                ParseLicenceKeyError::Symbol {
                    symbol: 'é',
                    position: 16,
                },
            ),
        ] {
            assert_eq!(typed.parse::<LicenceKey>(), Err(error), "{typed}");
        }
    }

    #[test]
    fn a_new_key_has_no_symbol_that_is_confused_when_read() {
        let mut seen = std::collections::BTreeSet::new();
        for first in 0..DRAWN.len() as u64 {
            let key = LicenceKey::from_random(std::array::from_fn(|i| first + i as u64));
            assert_eq!(key.to_string().parse(), Ok(key.clone()));
            seen.extend(key.plain().chars());
        }
        assert_eq!(seen.len(), DRAWN.len(), "each once, and each can come");
        for confused in "0Oo1IiljJ6GBgqmCcKkPpSsUuVvWwXxYyZz".chars() {
            assert!(!seen.contains(&confused), "{confused}");
        }
    }

    #[test]
    fn a_key_serves_once() {
        for (rule, on_file, decided) in [
            ("MIE-8 unused", Some(SheetState::Unused), Ok(())),
            ("MIE-8 in use", Some(SheetState::InUse), Err(SheetRefusal::Used)),
            (
                "MIE-10 of a deleted device",
                Some(SheetState::Void),
                Err(SheetRefusal::Used),
            ),
            ("MIE-8 unknown", None, Err(SheetRefusal::Unknown)),
        ] {
            assert_eq!(serves(on_file), decided, "{rule}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_reads_back_as_the_same_key(plain in "[A-Za-z0-9]{16}") {
            let key: LicenceKey = plain.parse().unwrap();
            proptest::prop_assert_eq!(key.to_string().parse(), Ok(key.clone()));
            proptest::prop_assert_eq!(key.plain(), plain);
        }
    }
}
