//! The contract user's account.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::text::{is_blank, is_hidden};

/// What a contract user or a camera is called: 1 to 100 characters on one line, in the direction in which they stand.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// A text is no name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a name has 1 to 100 characters on one line, and shows")]
pub struct NameRefusal;

impl FromStr for Name {
    type Err = NameRefusal;

    fn from_str(typed: &str) -> Result<Self, NameRefusal> {
        let typed = typed.trim();
        let fits = typed.chars().count() <= 100 && !is_blank(typed) && !typed.contains(is_hidden);
        if fits { Ok(Self(typed.into())) } else { Err(NameRefusal) }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

stored_as_text!(Name);

/// **REM-7** How long the one-time link in a welcome mail is valid.
pub const PROVISIONAL_LINK: TimeDelta = TimeDelta::hours(24);

/// How a new contract user gets a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Welcome {
    /// The partner set a provisional one and hands it over: no mail.
    Provisional,
    /// By mail, with a one-time link valid for [`PROVISIONAL_LINK`].
    Link,
}

/// **REM-7** With a provisional password no mail is sent; otherwise a one-time link.
pub fn welcome(has_provisional_password: bool) -> Welcome {
    if has_provisional_password {
        Welcome::Provisional
    } else {
        Welcome::Link
    }
}

/// **REM-7** The link in a welcome mail no longer opens anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the link was used, its 24 hours are over, or a newer one was sent")]
pub struct LinkEnded;

/// **REM-7** Whether the link that was mailed at `made_at` sets a password at `now`: once, within [`PROVISIONAL_LINK`].
pub fn accept(made_at: DateTime<Utc>, is_used: bool, now: DateTime<Utc>) -> Result<(), LinkEnded> {
    if is_used || now >= made_at + PROVISIONAL_LINK {
        Err(LinkEnded)
    } else {
        Ok(())
    }
}

/// How a wrong e-mail address is corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Correction {
    /// By adding the customer anew.
    AddAnew,
    /// Not at all: licences were allocated to it.
    TooLate,
}

/// **REM-7** A wrong e-mail address is corrected by adding the customer anew before anything is allocated.
pub fn may_be_corrected(allocations: usize) -> Correction {
    if allocations == 0 {
        Correction::AddAnew
    } else {
        Correction::TooLate
    }
}

/// **REM-4** Whether `typed` confirms an allocation to the contract user of `email`: what follows the `@`, which is what most often
/// tells two customers apart. Allocation cannot be undone. [policy: what "the last part" is]
pub fn confirms(email: &str, typed: &str) -> bool {
    let last_part = email.rsplit_once('@').map_or(email, |(_, domain)| domain);
    let typed = typed.trim().trim_start_matches('@');
    !last_part.is_empty() && typed.eq_ignore_ascii_case(last_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_at_most_a_hundred_characters() {
        for (typed, name) in [
            (" 玄関 ".to_owned(), Some("玄関".to_owned())),
            ("あ".repeat(100), Some("あ".repeat(100))),
            ("あ".repeat(101), None),
            (" ".into(), None),
            ("a\nb".into(), None),
            ("a\u{2028}b".into(), None),
            ("山田\u{202E}御中".into(), None),
            ("\u{200B}".into(), None),
        ] {
            assert_eq!(typed.parse::<Name>().ok().map(String::from), name, "{typed:?}");
        }
    }

    #[test]
    fn rem_4_the_last_part_of_the_address_confirms() {
        for (email, typed, is_confirmed) in [
            ("yamada@example.co.jp", "example.co.jp", true),
            ("yamada@example.co.jp", " @Example.CO.JP ", true),
            ("yamada@example.co.jp", "co.jp", false),
            ("yamada@example.co.jp", "yamada", false),
            ("yamada@example.co.jp", "", false),
            ("yamada@", "", false),
        ] {
            assert_eq!(confirms(email, typed), is_confirmed, "{typed}");
        }
    }

    #[test]
    fn rem_7_a_link_is_good_for_a_day_and_one_use() {
        let made_at = DateTime::UNIX_EPOCH;
        for (seconds, is_used, is_good) in [
            (0, false, true),
            (86_399, false, true),
            (86_400, false, false),
            (0, true, false),
        ] {
            let decided = accept(made_at, is_used, made_at + TimeDelta::seconds(seconds));
            assert_eq!(decided.is_ok(), is_good, "{seconds} {is_used}");
        }
    }

    #[test]
    fn rem_7_a_provisional_password_sends_no_mail_and_allocation_fixes_the_address() {
        assert_eq!((welcome(true), welcome(false)), (Welcome::Provisional, Welcome::Link));
        assert_eq!(PROVISIONAL_LINK.num_hours(), 24);
        assert_eq!(
            (may_be_corrected(0), may_be_corrected(1)),
            (Correction::AddAnew, Correction::TooLate)
        );
    }
}
