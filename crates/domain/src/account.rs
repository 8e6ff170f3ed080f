//! The dealer's account: its members, their roles, and signing in.

mod country;
mod link;
mod profile;
pub mod registration;
pub mod second_factor;
mod staff;

pub use country::{Country, NoCountry};
pub use link::{
    KnownAddressChoice, LINK_TIME, LINKS_AN_HOUR_FROM_ONE_ADDRESS, LINKS_AN_HOUR_TO_ONE_MAILBOX, Link, LinkPurpose,
    LinkRefusal, links_asked_bear_on, may_ask_for_link, may_mail_link, sessions_that_end, use_link,
};
pub use profile::{
    ADDRESS_LINES, Form, Importance, Profile, ProfileRefusal, address_twice, company, email, is_mailed, new_address,
    phone,
};
pub use staff::{Staff, StaffChange, StaffRefusal, may_change_staff, may_end_session, wants_own_password};

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::text::{is_blank, is_hidden};

/// A login (登録ID): 8 to 10 of `A–Z a–z 0–9`, case-sensitive.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);

/// A login must be 8 to 10 of `A–Z a–z 0–9`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a login has 8 to 10 letters and digits (A–Z a–z 0–9)")]
pub struct ParseLoginError;

/// The letters and digits of logins that are issued: none that is easily read as another (0 O o, 1 l I).
const EASILY_READ: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

/// [policy] Letters and digits of a login that is issued.
const ISSUED_LENGTH: usize = 8;

impl Login {
    /// A login to be issued, made of random bits. Somebody may have it already.
    pub fn issued(mut bits: u128) -> Self {
        let letters = EASILY_READ.len() as u128;
        let drawn = (0..ISSUED_LENGTH).map(|_| {
            let letter = EASILY_READ[(bits % letters) as usize];
            bits /= letters;
            char::from(letter)
        });
        Self(drawn.collect())
    }
}

impl FromStr for Login {
    type Err = ParseLoginError;

    fn from_str(typed: &str) -> Result<Self, ParseLoginError> {
        let fits = (8..=10).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits {
            Ok(Self(typed.into()))
        } else {
            Err(ParseLoginError)
        }
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Login {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

stored_as_text!(Login);

/// Why a password is not taken when it is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PasswordRefusal {
    /// Too short or too long.
    #[error("a password has 8 to 128 characters, this one has {found}")]
    Length {
        /// Characters found.
        found: usize,
    },
    /// One of those that are tried first.
    #[error("this password is one of the most common ones")]
    Common,
}

/// Passwords that are tried first, among those long enough to be one; compared in lower case.
const COMMON_PASSWORDS: [&str; 40] = [
    "00000000",
    "11111111",
    "11223344",
    "12341234",
    "12344321",
    "12345678",
    "123456789",
    "1234567890",
    "1234qwer",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "22222222",
    "55555555",
    "66666666",
    "77777777",
    "87654321",
    "88888888",
    "98765432",
    "987654321",
    "99999999",
    "abc12345",
    "abcd1234",
    "abcdefgh",
    "aaaaaaaa",
    "administrator",
    "asdfghjk",
    "asdfghjkl",
    "baseball",
    "iloveyou",
    "kagifuda",
    "passw0rd",
    "password",
    "password1",
    "password123",
    "qwer1234",
    "qwertyui",
    "qwertyuiop",
    "sunshine",
    "zaq12wsx",
];

/// Whether `password` may be set: 8 to 128 characters of anything, and none of the most common ones.
pub fn may_be_password(password: &str) -> Result<(), PasswordRefusal> {
    let found = password.chars().count();
    if !(8..=128).contains(&found) {
        return Err(PasswordRefusal::Length { found });
    }
    // Nothing but blanks is what is tried first, too.
    if password.trim().is_empty() || COMMON_PASSWORDS.contains(&password.to_lowercase().as_str()) {
        Err(PasswordRefusal::Common)
    } else {
        Ok(())
    }
}

/// **ACC-5** What a member of a dealer's staff may do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything; the 登録ID is the owner's.
    Owner,
    /// Issue, print, look up.
    Clerk,
    /// Look up, print.
    Viewer,
}

impl Role {
    /// **ACC-5** Whether the role may have keys issued.
    pub fn may_issue(self) -> bool {
        match self {
            Self::Owner | Self::Clerk => true,
            Self::Viewer => false,
        }
    }

    /// **ACC-5** Whether the role may see and change the account itself: profile, staff, what is demanded of them.
    pub fn may_keep_account(self) -> bool {
        match self {
            Self::Owner => true,
            Self::Clerk | Self::Viewer => false,
        }
    }
}

/// **ACC-6** Failures in a row for one login before further tries wait.
pub const FAILURES_BEFORE_WAIT: usize = 5;
/// **ACC-6** Failures within a minute from one address before further tries wait.
pub const FAILURES_A_MINUTE_FROM_ONE_ADDRESS: usize = 20;
/// **ACC-6** [policy] How long a login waits after its latest failure, once it has to.
pub const LOGIN_WAIT: TimeDelta = TimeDelta::minutes(5);
const A_MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Failed sign-ins that bear on the next one, each list in order of time, oldest first.
#[derive(Clone, Debug, Default)]
pub struct SignInFailures {
    /// For this login, since it last succeeded.
    pub in_a_row: Vec<DateTime<Utc>>,
    /// From this address, for any login.
    pub from_address: Vec<DateTime<Utc>>,
}

/// **ACC-6** Five failures in a row for one login, or 20 a minute from one address, and further tries wait.
///
/// `Err` is the time left to wait, rounded up to whole seconds: the `Retry-After` of the answer.
pub fn may_try_to_sign_in(failures: &SignInFailures, now: DateTime<Utc>) -> Result<(), Duration> {
    let login_opens = match failures.in_a_row.last() {
        Some(latest) if failures.in_a_row.len() >= FAILURES_BEFORE_WAIT => Some(*latest + LOGIN_WAIT),
        Some(_) | None => None,
    };
    let address_opens = failures
        .from_address
        .iter()
        .rev()
        .nth(FAILURES_A_MINUTE_FROM_ONE_ADDRESS - 1)
        .map(|nth_latest| *nth_latest + A_MINUTE);
    match login_opens.max(address_opens) {
        Some(opens) if now < opens => Err(whole_seconds_up(opens - now)),
        Some(_) | None => Ok(()),
    }
}

pub(crate) fn whole_seconds_up(wait: TimeDelta) -> Duration {
    Duration::from_secs(wait.num_milliseconds().unsigned_abs().div_ceil(1000))
}

/// What is kept of a computer's name, to tell sessions apart: one line of at most 64 characters. `None`: there is nothing to show.
pub fn computer_name(told: &str) -> Option<String> {
    let seen: String = told.chars().filter(|c| !is_hidden(*c)).take(64).collect();
    let seen = seen.trim();
    (!is_blank(seen)).then(|| seen.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_login_has_eight_to_ten_letters_and_digits() {
        for (typed, fits) in [
            ("demo1234", true),
            ("ABCdef7890", true),
            ("demo123", false),
            ("demo1234567", false),
            ("demo-123", false),
            ("ｄｅｍｏ1234", false),
            ("", false),
        ] {
            assert_eq!(typed.parse::<Login>().is_ok(), fits, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_login_that_is_issued_is_one_and_is_read_without_doubt(bits: u128) {
            let issued = Login::issued(bits).to_string();
            proptest::prop_assert!(issued.parse::<Login>().is_ok());
            proptest::prop_assert!(!issued.contains(['0', 'O', 'o', '1', 'l', 'I']), "{}", issued);
        }
    }

    #[test]
    fn other_bits_are_another_login() {
        assert_eq!(Login::issued(0).as_ref(), "AAAAAAAA");
        assert_eq!(Login::issued(1).as_ref(), "BAAAAAAA");
        assert_eq!(Login::issued(56_u128.pow(8) - 1).as_ref(), "99999999");
    }

    #[test]
    fn a_password_has_a_length_and_is_not_common() {
        for (password, refusal) in [
            ("q".repeat(7), Some(PasswordRefusal::Length { found: 7 })),
            ("鍵".repeat(8), None),
            ("q".repeat(128), None),
            ("q".repeat(129), Some(PasswordRefusal::Length { found: 129 })),
            ("PassWord".into(), Some(PasswordRefusal::Common)),
            (" ".repeat(8), Some(PasswordRefusal::Common)),
            ("\u{3000}".repeat(12), Some(PasswordRefusal::Common)),
            ("password of mine".into(), None),
        ] {
            assert_eq!(may_be_password(&password).err(), refusal, "{password}");
        }
    }

    #[test]
    fn acc_5_owner_and_clerk_may_issue_and_a_viewer_may_not() {
        assert_eq!(
            [Role::Owner, Role::Clerk, Role::Viewer].map(Role::may_issue),
            [true, true, false]
        );
        assert_eq!(
            [Role::Owner, Role::Clerk, Role::Viewer].map(Role::may_keep_account),
            [true, false, false]
        );
    }

    #[test]
    fn acc_6_after_five_failures_in_a_row_a_login_waits() {
        for (in_a_row, now, wait) in [
            (vec![], 0, None),
            (vec![0, 1, 2, 3], 4, None),
            (vec![0, 1, 2, 3, 4], 5, Some(299)),
            (vec![0, 1, 2, 3, 4], 303, Some(1)),
            (vec![0, 1, 2, 3, 4], 304, None),
            (vec![0, 1, 2, 3, 4, 304], 305, Some(299)),
        ] {
            let failures = SignInFailures {
                in_a_row: in_a_row.into_iter().map(at).collect(),
                from_address: vec![],
            };
            let expected = wait.map_or(Ok(()), |s| Err(Duration::from_secs(s)));
            assert_eq!(may_try_to_sign_in(&failures, at(now)), expected);
        }
    }

    #[test]
    fn acc_6_after_twenty_failures_in_a_minute_an_address_waits() {
        for (failures, now, wait) in [
            (19, 20, None),
            (20, 20, Some(40)),
            (20, 59, Some(1)),
            (20, 60, None),
            (40, 40, Some(40)),
        ] {
            let from_address = (0..failures).map(at).collect();
            let failures = SignInFailures {
                in_a_row: vec![],
                from_address,
            };
            let expected = wait.map_or(Ok(()), |s| Err(Duration::from_secs(s)));
            assert_eq!(may_try_to_sign_in(&failures, at(now)), expected);
        }
    }

    #[test]
    fn of_a_computers_name_is_kept_what_can_be_shown_in_one_line() {
        for (told, kept) in [
            ("FRONT-DESK-2", Some("FRONT-DESK-2")),
            (" 受付の\u{202e}パソコン\r\n", Some("受付のパソコン")),
            ("\u{3000}\t\u{200b}", None),
            (&"x".repeat(500), Some(&*"x".repeat(64))),
        ] {
            assert_eq!(computer_name(told).as_deref(), kept, "{told:?}");
        }
    }
}
