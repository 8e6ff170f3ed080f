//! What every mail has: to whom, about what, in which language.
//!
//! Promises: none of these can carry a line break, so none can smuggle a header into a mail.
//!
//! Deliberately not here: the sentences of mails, and sending them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::account::{ProfileRefusal, email};

/// The language that a mail or a document is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

impl Language {
    /// Its tag in databases and on the wire.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// The tag is of no language that is known here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("neither `ja` nor `en`")]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        match tag {
            "ja" => Ok(Self::Ja),
            "en" => Ok(Self::En),
            _ => Err(UnknownLanguage),
        }
    }
}

/// A mail address. Whether mail arrives there, only mail can tell.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

impl FromStr for Address {
    type Err = ProfileRefusal;

    fn from_str(typed: &str) -> Result<Self, ProfileRefusal> {
        email(typed).map(Self)
    }
}

impl Address {
    /// Whether it is of the usual form that every mail server takes: `name@host.jp`. Others are allowed in a profile, where they were
    /// before; whoever types one anew has most likely mistyped it.
    pub fn is_usual(&self) -> bool {
        let in_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        let in_host = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let parts = |text: &str, fits: &dyn Fn(char) -> bool| {
            text.split('.').all(|part| !part.is_empty() && part.chars().all(fits))
        };
        self.0.rsplit_once('@').is_some_and(|(name, host)| {
            host.contains('.')
                && !host.split('.').any(|part| part.starts_with('-') || part.ends_with('-'))
                && parts(name, &in_name)
                && parts(host, &in_host)
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says nothing: a log is no place for people's addresses.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

impl AsRef<str> for Address {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

stored_as_text!(Address);

/// The subject of a mail: 1 to 200 characters on one line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subject(String);

/// Why a text is no subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SubjectRefusal {
    /// Nothing, or too much.
    #[error("a subject has 1 to {} characters, this one has {found}", Subject::CHARACTERS)]
    Length {
        /// Characters found.
        found: usize,
    },
    /// Line breaks and the like.
    #[error("a subject has no line breaks or other control characters")]
    Control,
}

impl Subject {
    /// Characters (grapheme clusters) a subject may have.
    pub const CHARACTERS: usize = 200;

    /// A subject that is known to fit, because everything it is made of does.
    pub(crate) fn made(text: String) -> Self {
        debug_assert_eq!(text.parse(), Ok(Self(text.clone())));
        Self(text)
    }
}

impl FromStr for Subject {
    type Err = SubjectRefusal;

    fn from_str(typed: &str) -> Result<Self, SubjectRefusal> {
        let typed = typed.trim_matches(' ');
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        if typed.contains(breaks) {
            return Err(SubjectRefusal::Control);
        }
        match typed.graphemes(true).count() {
            1..=Self::CHARACTERS => Ok(Self(typed.into())),
            found => Err(SubjectRefusal::Length { found }),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Subject {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

stored_as_text!(Subject);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line_of_at_most_two_hundred_characters() {
        for (typed, expected) in [
            ("登録のお知らせ".into(), Ok("登録のお知らせ".to_owned())),
            ("  a b  ".into(), Ok("a b".into())),
            ("あ".repeat(200), Ok("あ".repeat(200))),
            ("あ".repeat(201), Err(SubjectRefusal::Length { found: 201 })),
            ("   ".into(), Err(SubjectRefusal::Length { found: 0 })),
            ("a\r\nBcc: x@example.jp".into(), Err(SubjectRefusal::Control)),
            ("a\nb".into(), Err(SubjectRefusal::Control)),
            ("a\u{2028}b".into(), Err(SubjectRefusal::Control)),
            ("a\0b".into(), Err(SubjectRefusal::Control)),
            ("a\n".into(), Err(SubjectRefusal::Control)),
        ] {
            let found: Result<Subject, _> = typed.parse();
            assert_eq!(found.map(String::from), expected, "{typed:?}");
        }
    }

    #[test]
    fn an_address_typed_anew_is_of_the_usual_form() {
        for (typed, usual) in [
            ("tanaka@example.jp", true),
            ("t.anaka+kms@sub.example.co.jp", true),
            ("tanaka@localhost", false),
            ("tanaka@example..jp", false),
            ("tanaka@example.jp.", false),
            ("tanaka.@example.jp", false),
            ("tanaka@-example.jp", false),
            ("田中@example.jp", false),
            ("a@b@example.jp", false),
            ("tanaka@example,jp", false),
        ] {
            assert_eq!(
                typed.parse::<Address>().map(|address| address.is_usual()),
                Ok(usual),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_address_is_not_shown_to_a_log() {
        let address: Address = " a@example.jp ".parse().unwrap();
        assert_eq!(
            (address.as_ref(), format!("{address:?}").as_str()),
            ("a@example.jp", "Address(…)")
        );
        for typed in ["", "a", "a@", "@b", "a@b\r\nBcc: c@d", "a b@c"] {
            assert_eq!(typed.parse::<Address>(), Err(ProfileRefusal::Email), "{typed:?}");
        }
    }
}
