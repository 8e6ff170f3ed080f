//! What the two-dimensional code of a sheet says, and how it is read again.
//!
//! ```text
//! HTTPS://KEYS.EXAMPLE.JP/#S-0123456789ABCDEF-01234567
//! └── public address ────┘ │ │                └ registration id
//!                          │ └ activation key no.
//!                          └ A: activation key sheet, S: startup-information card
//! ```
//! The numbers stand behind `#`, so a telephone's browser gets them and no server ever does. All is upper case, digits and `-`:
//! that packs densely, and no reader or browser rewrites it.

use std::fmt;
use std::str::FromStr;

use kagifuda_domain::ids::{ActivationKeyNo, ParseHexError, RegistrationId};

use crate::Kind;

/// The address at which registration keys are obtained, such as `https://keys.example.jp`.
///
/// Scheme, host and port only: a path would not survive being written in upper case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicAddress(String);

/// Why an address cannot be printed as a two-dimensional code.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressError {
    /// It is not of the form `https://host` or `https://host:port`.
    #[error("`{0}` is no address of the form https://host")]
    Form(String),
    /// Its code would have modules too small to be scanned well.
    #[error(
        "`{address}` is too long for the two-dimensional code: at most {} characters fit",
        PublicAddress::LONGEST
    )]
    TooLong {
        /// The address.
        address: String,
    },
}

impl PublicAddress {
    /// The longest address whose code stays within 41 × 41 modules at error correction level Q.
    pub const LONGEST: usize = 74;
}

impl FromStr for PublicAddress {
    type Err = AddressError;

    fn from_str(typed: &str) -> Result<Self, AddressError> {
        let address = typed.trim().trim_end_matches('/').to_ascii_lowercase();
        let host = address
            .strip_prefix("https://")
            .or_else(|| address.strip_prefix("http://"));
        let printable = |host: &str| {
            host.starts_with(|c: char| c.is_ascii_alphanumeric())
                && host
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
        };
        if !host.is_some_and(printable) {
            Err(AddressError::Form(typed.into()))
        } else if address.len() > Self::LONGEST {
            Err(AddressError::TooLong { address })
        } else {
            Ok(Self(address))
        }
    }
}

impl fmt::Display for PublicAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What was read from, or goes into, the two-dimensional code of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Scanned {
    /// The document that carries the code.
    pub kind: Kind,
    /// The activation key.
    pub activation_key: ActivationKeyNo,
    /// Its registration id.
    pub registration_id: RegistrationId,
}

/// Why a scanned text is not the code of a sheet.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ParseScanError {
    /// It is another text altogether.
    #[error("this is not the code of a key sheet")]
    NotASheet,
    /// One of its numbers is damaged.
    #[error("a number in the code is damaged: {0}")]
    Number(#[from] ParseHexError),
}

impl Scanned {
    /// The part of the code before `#`.
    pub(crate) fn front(address: &PublicAddress) -> String {
        format!("{}/", address.0.to_ascii_uppercase())
    }

    /// The part of the code behind `#`.
    pub fn fragment(&self) -> String {
        let letter = match self.kind {
            Kind::ActivationSheet => 'A',
            Kind::StartupCard => 'S',
        };
        format!(
            "{letter}-{}-{}",
            self.activation_key.plain(),
            self.registration_id.plain()
        )
    }

    /// The whole text of the code.
    pub fn at(&self, address: &PublicAddress) -> String {
        format!("{}#{}", Self::front(address), self.fragment())
    }
}

impl FromStr for Scanned {
    type Err = ParseScanError;

    /// Reads a whole scan, or only what stands behind its `#`.
    fn from_str(scan: &str) -> Result<Self, ParseScanError> {
        let fragment = scan.trim().rsplit('#').next().unwrap_or_default();
        let [letter, activation_key, registration_id] = fragment.split('-').collect::<Vec<_>>()[..] else {
            return Err(ParseScanError::NotASheet);
        };
        let kind = match letter {
            "A" | "a" => Kind::ActivationSheet,
            "S" | "s" => Kind::StartupCard,
            _ => return Err(ParseScanError::NotASheet),
        };
        Ok(Self {
            kind,
            activation_key: activation_key.parse()?,
            registration_id: registration_id.parse()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_host_and_port() {
        for (typed, shown) in [
            ("https://keys.example.jp", Some("https://keys.example.jp")),
            (" HTTPS://Keys.Example.JP/ ", Some("https://keys.example.jp")),
            ("http://127.0.0.1:8443", Some("http://127.0.0.1:8443")),
            ("https://keys.example.jp/desk", None),
            ("https://keys.example.jp?x", None),
            ("https://", None),
            ("keys.example.jp", None),
            ("https://鍵.jp", None),
        ] {
            let parsed = typed.parse::<PublicAddress>().map(|address| address.to_string());
            assert_eq!(parsed.ok().as_deref(), shown, "{typed}");
        }
    }

    #[test]
    fn a_code_is_the_address_in_upper_case_then_the_numbers_behind_a_hash() {
        let scanned = Scanned {
            kind: Kind::StartupCard,
            activation_key: ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF),
            registration_id: RegistrationId::from_bits(0x0123_4567),
        };
        let address = "https://keys.example.jp".parse().expect("an address");
        let text = scanned.at(&address);
        assert_eq!(text, "HTTPS://KEYS.EXAMPLE.JP/#S-0123456789ABCDEF-01234567");
        assert_eq!(text.parse(), Ok(scanned));
        assert_eq!(text.to_lowercase().parse(), Ok(scanned), "some readers lower the case");
        assert_eq!(
            scanned.fragment().parse(),
            Ok(scanned),
            "what a page finds in location.hash"
        );
    }

    #[test]
    fn another_code_is_told_from_a_damaged_one() {
        for (scan, other) in [
            ("", true),
            ("https://example.jp/", true),
            ("X-0123456789ABCDEF-01234567", true),
            ("#S-0123456789ABCDEF", true),
            ("#S-0123456789ABCDE-01234567", false),
            ("#A-0123456789ABCDEO-01234567", false),
        ] {
            let error = scan.parse::<Scanned>().expect_err(scan);
            assert_eq!(error == ParseScanError::NotASheet, other, "{scan}");
        }
    }
}
