//! What the two-dimensional code of a document says, and how it is read again.
//!
//! ```text
//! HTTPS://KEYS.EXAMPLE.JP/#S-0123456789ABCDEF-01234567[-<device id>-<registration key>]
//! └── public address ────┘ │ │                └ registration id
//!                          │ └ activation key no.
//!                          └ A: activation key sheet, S: startup-information card or label
//!                          #R-<device id>-<registration key>…[-N<connection no.>]
//!                          #L-<licence key>
//!                          #U-<number of a renewal letter>
//!                          #C-<number of a customer set>
//! ```
//! The numbers stand behind `#`, so a telephone's browser gets them and no server ever does. All but a licence key, whose case
//! counts, is upper case, digits and `-`: that packs densely, and no reader or browser rewrites it.

use std::fmt;
use std::str::FromStr;

use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, DocumentNo, ParseHexError, RegistrationId, RegistrationKey};
use kagifuda_domain::miemasu::{LicenceKey, ParseLicenceKeyError};
use kagifuda_domain::tsunagaru::{ConnectionNo, ParseConnectionNoError};

/// The address at which registration keys are obtained, such as `https://keys.example.jp`.
///
/// Scheme, host and port only: a path would not survive being written in upper case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicAddress(String);

/// Why an address cannot be printed as a two-dimensional code.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AddressError {
    /// It is not of the form `https://host` or `https://host:port`, nor the same with `http`.
    #[error("`{0}` is no address of the form https://host or http://host")]
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
    /// The longest address whose codes stay within 41 × 41 modules at error correction level Q: one must hold a device with a
    /// registration key and a connection number.
    pub const LONGEST: usize = 53;
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

/// What was read from, or goes into, the two-dimensional code of a document: the numbers that stand on it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Scanned {
    /// An activation key with its registration id.
    Key {
        /// The paper that carries it.
        on: KeyPaper,
        /// The activation key.
        activation_key: ActivationKeyNo,
        /// Its registration id.
        registration_id: RegistrationId,
        /// The device it is registered for and its registration key, where those stand on the paper and a code with this address holds them.
        registered: Option<(DeviceId, RegistrationKey)>,
    },
    /// Registration keys of one device: all of its sheet, or as many as one code holds.
    Registration {
        /// The device.
        device: DeviceId,
        /// Its keys; at least one.
        keys: Vec<RegistrationKey>,
        /// Its connection number (つながるねっと).
        connection: Option<ConnectionNo>,
    },
    /// A licence key of みえますねっと年間パック, in its own case.
    Licence(LicenceKey),
    /// A renewal letter (更新のご案内).
    Letter(DocumentNo),
    /// The contents page of a customer set.
    Set(DocumentNo),
}

/// The paper on which an activation key stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum KeyPaper {
    /// The activation key sheet.
    Sheet,
    /// The startup-information card (起動情報案内カード), and labels.
    Card,
}

/// Why a scanned text is not the code of a document of ours.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ParseScanError {
    /// It is another text altogether.
    #[error("this is not the code of a document of ours")]
    NotASheet,
    /// One of its numbers is damaged.
    #[error("a number in the code is damaged: {0}")]
    Number(#[from] ParseHexError),
    /// Its licence key is damaged.
    #[error("the licence key in the code is damaged: {0}")]
    LicenceKey(#[from] ParseLicenceKeyError),
    /// Its connection number is damaged.
    #[error("the connection number in the code is damaged: {0}")]
    ConnectionNo(#[from] ParseConnectionNoError),
}

impl Scanned {
    /// Whether its numbers open something.
    pub(crate) const fn is_secret(&self) -> bool {
        match self {
            Self::Key { .. } | Self::Registration { .. } | Self::Licence(_) => true,
            Self::Letter(_) | Self::Set(_) => false,
        }
    }

    /// The part of a code before `#`.
    pub(crate) fn front(address: &PublicAddress) -> String {
        format!("{}/", address.0.to_ascii_uppercase())
    }

    /// The part of the code behind `#`, and all of it where no address is wanted.
    pub fn fragment(&self) -> String {
        match self {
            Self::Key {
                on,
                activation_key,
                registration_id,
                registered,
            } => {
                let letter = match on {
                    KeyPaper::Sheet => 'A',
                    KeyPaper::Card => 'S',
                };
                let mut fragment = format!("{letter}-{}-{}", activation_key.plain(), registration_id.plain());
                if let Some((device, key)) = registered {
                    fragment += &format!("-{}-{}", device.plain(), key.plain());
                }
                fragment
            }
            Self::Registration {
                device,
                keys,
                connection,
            } => {
                let device = std::iter::once(device.plain());
                let connection = connection.map(|no| format!("N{}", no.plain()));
                let parts = device.chain(keys.iter().map(|key| key.plain())).chain(connection);
                format!("R-{}", parts.collect::<Vec<_>>().join("-"))
            }
            Self::Licence(key) => format!("L-{}", key.plain()),
            Self::Letter(no) => format!("U-{}", no.plain()),
            Self::Set(no) => format!("C-{}", no.plain()),
        }
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
        let (letter, numbers) = fragment.split_once('-').ok_or(ParseScanError::NotASheet)?;
        let numbers: Vec<&str> = numbers.split('-').collect();
        let key = |on| {
            let [activation_key, registration_id, registered @ ..] = &numbers[..] else {
                return Err(ParseScanError::NotASheet);
            };
            let registered = match registered {
                [] => None,
                [device, key] => Some((device.parse()?, key.parse()?)),
                _ => return Err(ParseScanError::NotASheet),
            };
            Ok(Self::Key {
                on,
                activation_key: activation_key.parse()?,
                registration_id: registration_id.parse()?,
                registered,
            })
        };
        match (letter.to_ascii_uppercase().as_str(), &numbers[..]) {
            ("A", _) => key(KeyPaper::Sheet),
            ("S", _) => key(KeyPaper::Card),
            ("R", [device, keys @ ..]) => {
                let (connection, keys) = match keys.split_last() {
                    Some((last, keys)) if last.starts_with(['N', 'n']) => (Some(last[1..].parse()?), keys),
                    Some(_) | None => (None, keys),
                };
                if keys.is_empty() {
                    return Err(ParseScanError::NotASheet);
                }
                Ok(Self::Registration {
                    device: device.parse()?,
                    keys: keys.iter().map(|key| key.parse()).collect::<Result<_, _>>()?,
                    connection,
                })
            }
            ("L", [key]) => Ok(Self::Licence(key.parse()?)),
            ("U", [no]) => Ok(Self::Letter(no.parse()?)),
            ("C", [no]) => Ok(Self::Set(no.parse()?)),
            _ => Err(ParseScanError::NotASheet),
        }
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

    fn every_kind() -> [(Scanned, &'static str); 7] {
        let key = |on, registered| Scanned::Key {
            on,
            activation_key: ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF),
            registration_id: RegistrationId::from_bits(0x0123_4567),
            registered,
        };
        let device: DeviceId = "1234-5678-90AB-CDEF".parse().expect("a device");
        let registration = Scanned::Registration {
            device: "00:80:F0:12:34:56".parse().expect("a device"),
            keys: vec![RegistrationKey::from_bits(1), RegistrationKey::from_bits(2)],
            connection: Some("118-1234-5678".parse().expect("a connection number")),
        };
        [
            (key(KeyPaper::Sheet, None), "A-0123456789ABCDEF-01234567"),
            (key(KeyPaper::Card, None), "S-0123456789ABCDEF-01234567"),
            (
                key(KeyPaper::Card, Some((device, RegistrationKey::from_bits(5)))),
                "S-0123456789ABCDEF-01234567-1234567890ABCDEF-0000000000000005",
            ),
            (
                registration,
                "R-0080F0123456-0000000000000001-0000000000000002-N11812345678",
            ),
            (
                Scanned::Licence("aBcD-eFgH-iJkL-mN34".parse().expect("a licence key")),
                "L-aBcDeFgHiJkLmN34",
            ),
            (Scanned::Letter(DocumentNo::from_bits(3)), "U-0000000000000003"),
            (Scanned::Set(DocumentNo::from_bits(4)), "C-0000000000000004"),
        ]
    }

    #[test]
    fn a_code_is_the_address_in_upper_case_then_the_numbers_behind_a_hash() {
        let address = "https://keys.example.jp".parse().expect("an address");
        for (scanned, fragment) in every_kind() {
            let text = scanned.at(&address);
            assert_eq!(text, format!("HTTPS://KEYS.EXAMPLE.JP/#{fragment}"));
            assert_eq!(text.parse(), Ok(scanned.clone()));
            assert_eq!(
                fragment.parse(),
                Ok(scanned),
                "what a page finds in location.hash, and a code without an address"
            );
        }
    }

    #[test]
    fn a_reader_may_lower_the_case_of_all_but_a_licence_key() {
        for (scanned, fragment) in every_kind() {
            let lowered = fragment.to_lowercase().parse::<Scanned>();
            assert_eq!(
                lowered == Ok(scanned.clone()),
                !matches!(scanned, Scanned::Licence(_)),
                "{fragment}"
            );
        }
    }

    #[test]
    fn another_code_is_told_from_a_damaged_one() {
        for (scan, other) in [
            ("", true),
            ("https://example.jp/", true),
            ("X-0123456789ABCDEF-01234567", true),
            ("#S-0123456789ABCDEF", true),
            ("#S-0123456789ABCDEF-01234567-1234567890ABCDEF", true),
            ("#R-0123456789ABCDEF", true),
            ("#R-0123456789ABCDEF-N11812345678", true),
            ("#L-aBcDeFgHiJkLmN34-0", true),
            ("#S-0123456789ABCDE-01234567", false),
            ("#S-0123456789ABCDEF-01234567-1234-0000000000000005", false),
            ("#A-0123456789ABCDEO-01234567", false),
            ("#R-0123456789ABCDEF-0123456789ABCDEF-N99912345678", false),
            ("#L-aBcDeFgHiJkLmN3", false),
            ("#U-01234", false),
        ] {
            let error = scan.parse::<Scanned>().expect_err(scan);
            assert_eq!(error == ParseScanError::NotASheet, other, "{scan}");
        }
    }
}
