//! Prints: which documents there are, what one is of, and which copy a further one is.
//!
//! Deliberately not here: how documents look, and what a print says beside its number.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::{ActivationKeyNo, DeviceId, DocumentNo};

/// What can be printed for a customer, under names that stay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Document {
    /// Activation key sheet (アクティベーションキーシート), of an activation key.
    ActivationSheet,
    /// Startup-information card (起動情報案内カード), of an activation key.
    StartupCard,
    /// A label with an activation key.
    KeyLabel,
    /// Registration key sheet, of a device with its keys.
    RegistrationSheet,
    /// Licence key sheet, of one licence.
    LicenceSheet,
    /// Renewal letter to a customer, by its document number.
    RenewalLetter,
    /// Everything of a customer in one file, by its document number.
    CustomerSet,
}

/// No document is called so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no document is called so")]
pub struct UnknownDocument;

impl Document {
    /// Every document there is.
    pub const ALL: [Self; 7] = [
        Self::ActivationSheet,
        Self::StartupCard,
        Self::KeyLabel,
        Self::RegistrationSheet,
        Self::LicenceSheet,
        Self::RenewalLetter,
        Self::CustomerSet,
    ];

    /// Its name in the print history, in files and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActivationSheet => "activation-sheet",
            Self::StartupCard => "startup-card",
            Self::KeyLabel => "key-label",
            Self::RegistrationSheet => "registration-sheet",
            Self::LicenceSheet => "licence-sheet",
            Self::RenewalLetter => "renewal-letter",
            Self::CustomerSet => "customer-set",
        }
    }
}

impl FromStr for Document {
    type Err = UnknownDocument;

    fn from_str(name: &str) -> Result<Self, UnknownDocument> {
        let named = |document: &Self| document.name() == name;
        Self::ALL.into_iter().find(named).ok_or(UnknownDocument)
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

stored_as_text!(Document);

/// Decides which copy of a document a print is, where `largest` is the largest number known of earlier prints of the same document of the
/// same subject.
///
/// - **PRN-1** The first print is the 控え, copy 1; every later one is a 再発行, and its number is the largest one known and 1.
/// - **PRN-3** Two desks that print the same without a network do not know of each other: both prints may have one number, and what is
///   printed once they are in step goes on after it.
pub fn next_copy(largest: Option<NonZeroU32>) -> NonZeroU32 {
    largest.map_or(NonZeroU32::MIN, |largest| largest.saturating_add(1))
}

/// **PRN-2** What a print is of, 1 to 64 letters, digits and signs of ASCII: an activation key's number or a device's id in plain digits, the id
/// of a licence key sheet, or the number of a letter or a set.
///
/// The number of an activation key is secret together with its registration id, so `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subject(String);

/// A subject has 1 to 64 letters, digits and signs of ASCII.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "what was printed is named by 1 to {} letters, digits and signs of ASCII",
    Subject::LONGEST
)]
pub struct ParseSubjectError;

impl Subject {
    /// Characters it may have.
    pub const LONGEST: usize = 64;

    /// What people see of it in a print of `document`: numbers in groups.
    pub fn shown(&self, document: Document) -> String {
        let grouped = match document {
            Document::ActivationSheet | Document::StartupCard | Document::KeyLabel => {
                self.0.parse::<ActivationKeyNo>().map(|no| no.to_string())
            }
            Document::RegistrationSheet => self.0.parse::<DeviceId>().map(|device| device.to_string()),
            Document::RenewalLetter | Document::CustomerSet => self.0.parse::<DocumentNo>().map(|no| no.to_string()),
            Document::LicenceSheet => return self.0.clone(),
        };
        grouped.unwrap_or_else(|_| self.0.clone())
    }
}

impl FromStr for Subject {
    type Err = ParseSubjectError;

    fn from_str(text: &str) -> Result<Self, ParseSubjectError> {
        let fits = (1..=Self::LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(ParseSubjectError)
        }
    }
}

impl From<ActivationKeyNo> for Subject {
    fn from(no: ActivationKeyNo) -> Self {
        Self(no.plain())
    }
}

impl From<DeviceId> for Subject {
    fn from(device: DeviceId) -> Self {
        Self(device.plain())
    }
}

impl From<DocumentNo> for Subject {
    fn from(no: DocumentNo) -> Self {
        Self(no.plain())
    }
}

impl From<Uuid> for Subject {
    fn from(id: Uuid) -> Self {
        Self(id.to_string())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(…)")
    }
}

stored_as_text!(Subject);

/// **PRN-2** What a desk writes down to print the same again: JSON on one line, at most 16 KiB, which desks alone can read. It holds no secret. A print is
/// never changed, so whoever may ask to be forgotten (**MIE-11**, **REM-7**) is in it by id and not by name. It may name customers of the office, so
/// `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Facts(String);

/// Facts are too long, or more than a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("what is kept of a print has 1 to {} bytes on one line", Facts::LONGEST)]
pub struct ParseFactsError;

impl Facts {
    /// Bytes they may have.
    pub const LONGEST: usize = 16 * 1024;
}

/// Nothing is kept.
impl Default for Facts {
    fn default() -> Self {
        Self("{}".into())
    }
}

impl FromStr for Facts {
    type Err = ParseFactsError;

    fn from_str(text: &str) -> Result<Self, ParseFactsError> {
        if (1..=Self::LONGEST).contains(&text.len()) && !text.contains(char::is_control) {
            Ok(Self(text.into()))
        } else {
            Err(ParseFactsError)
        }
    }
}

impl AsRef<str> for Facts {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts(…)")
    }
}

stored_as_text!(Facts);

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: u32 = u32::MAX;

    #[test]
    fn a_later_print_counts_on_from_the_largest_number_known() {
        for (row, known, copy) in [
            ("PRN-1 the first is the 控え", &[][..], 1),
            ("PRN-1 the second is 再発行 2", &[1], 2),
            ("PRN-1 a number that another desk gave counts", &[1, 5, 2], 6),
            ("PRN-3 a number that two desks gave counts once", &[1, 2, 2], 3),
            ("PRN-1 there is no number after the last", &[MAX], MAX),
        ] {
            let largest = known.iter().copied().max().and_then(NonZeroU32::new);
            assert_eq!(next_copy(largest).get(), copy, "{row}");
        }
    }

    #[test]
    fn prn_2_a_document_keeps_its_name() {
        for document in Document::ALL {
            assert_eq!(document.name().parse(), Ok(document));
            assert_eq!(
                serde_json::to_string(&document).unwrap(),
                format!("\"{}\"", document.name())
            );
        }
        assert_eq!("invoice".parse::<Document>(), Err(UnknownDocument));
        assert_eq!("Startup-Card".parse::<Document>(), Err(UnknownDocument));
    }

    #[test]
    fn prn_2_a_print_names_what_it_is_of_and_no_log_learns_it() {
        for (text, fits) in [
            ("0123456789ABCDEF", true),
            (&"x".repeat(64), true),
            (&"x".repeat(65), false),
            ("", false),
            ("a b", false),
            ("山田", false),
            ("a\n", false),
        ] {
            assert_eq!(text.parse::<Subject>().is_ok(), fits, "{text}");
        }
        let no = ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF);
        assert_eq!(Subject::from(no).to_string(), "0123456789ABCDEF");
        assert_eq!(format!("{:?}", Subject::from(no)), "Subject(…)");
    }

    #[test]
    fn numbers_are_shown_in_groups_where_they_are_some() {
        use Document::{CustomerSet, LicenceSheet, RegistrationSheet, StartupCard};
        for (document, subject, shown) in [
            (StartupCard, "0123456789ABCDEF", "0123-4567-89AB-CDEF"),
            (StartupCard, "something-else", "something-else"),
            (RegistrationSheet, "0080F0123456", "00:80:F0:12:34:56"),
            (LicenceSheet, "0123456789ABCDEF", "0123456789ABCDEF"),
            (CustomerSet, "0123456789ABCDEF", "0123-4567-89AB-CDEF"),
        ] {
            assert_eq!(subject.parse::<Subject>().unwrap().shown(document), shown);
        }
    }

    #[test]
    fn prn_2_what_is_kept_to_print_the_same_again_has_a_bound() {
        for (text, fits) in [
            ("{}".to_owned(), true),
            (r#"{"site":"本社"}"#.to_owned(), true),
            (format!("\"{}\"", "x".repeat(Facts::LONGEST - 2)), true),
            (format!("\"{}\"", "x".repeat(Facts::LONGEST - 1)), false),
            (String::new(), false),
            ("{\n}".to_owned(), false),
            ("\"\0\"".to_owned(), false),
        ] {
            assert_eq!(text.parse::<Facts>().is_ok(), fits, "{} bytes", text.len());
        }
        assert_eq!(format!("{:?}", Facts::default()), "Facts(…)");
    }
}
