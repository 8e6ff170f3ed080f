//! One-time links in mails: how a mailbox is proved to be somebody's.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::whole_seconds_up;

/// **ACC-2** How long a link can be used.
pub const LINK_TIME: TimeDelta = TimeDelta::minutes(30);

/// [policy] Links that may be asked for within an hour from one address on the network, for whatever mailbox.
pub const LINKS_AN_HOUR_FROM_ONE_ADDRESS: usize = 20;
/// [policy] Links for one purpose that go to one mailbox within an hour. Further ones are not mailed, and nobody is told so: that would tell
/// a stranger about the mailbox.
pub const LINKS_AN_HOUR_TO_ONE_MAILBOX: usize = 3;
const AN_HOUR: TimeDelta = TimeDelta::hours(1);

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// **ACC-1** To end a registration with an address that nobody has.
    Register,
    /// **ACC-2** A registration with an address that somebody has: to overwrite the profile, to keep it, or to use another address.
    KnownAddress,
    /// **ACC-3** To set a new password.
    NewPassword,
    /// To prove a mailbox that is to take the place of the registered address.
    NewAddress,
}

impl LinkPurpose {
    /// **ACC-2** What a link from a registration opens: that depends on whether somebody has the address when it is used, not on whether
    /// somebody had it when it was mailed. Whoever typed the address is answered the same either way.
    pub fn for_registration(address_is_known: bool) -> Self {
        if address_is_known {
            Self::KnownAddress
        } else {
            Self::Register
        }
    }
}

/// **ACC-2** Whether one more link may be asked for from an address on the network, from where these were asked for: `Err` is the time left
/// to wait, in whole seconds.
pub fn may_ask_for_link(asked: &[DateTime<Utc>], now: DateTime<Utc>) -> Result<(), Duration> {
    let opens = asked.iter().rev().nth(LINKS_AN_HOUR_FROM_ONE_ADDRESS - 1);
    match opens.map(|nth_latest| *nth_latest + AN_HOUR) {
        Some(opens) if now < opens => Err(whole_seconds_up(opens - now)),
        Some(_) | None => Ok(()),
    }
}

/// **ACC-2** Whether one more link is mailed to a mailbox that these were mailed to for the same purpose, so that nobody is flooded. Each
/// purpose counts for itself: whoever signs up with somebody else's address keeps them from nothing else.
pub fn may_mail_link(mailed: &[DateTime<Utc>], now: DateTime<Utc>) -> bool {
    mailed.iter().filter(|at| now < **at + AN_HOUR).count() < LINKS_AN_HOUR_TO_ONE_MAILBOX
}

/// Links asked for before this instant bear on no other any more.
pub fn links_asked_bear_on(now: DateTime<Utc>) -> DateTime<Utc> {
    now - AN_HOUR
}

/// A link as it is remembered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// When it was mailed.
    pub made_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
}

/// Why a link does not open anything.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LinkRefusal {
    /// It was used.
    #[error("the link was used before")]
    Used,
    /// It is too old.
    #[error("the link was good until {until}")]
    Expired {
        /// Until when.
        until: DateTime<Utc>,
    },
}

/// **ACC-2** A link is good for 30 minutes and for one use.
pub fn use_link(link: Link, now: DateTime<Utc>) -> Result<(), LinkRefusal> {
    let until = link.made_at + LINK_TIME;
    if link.used_at.is_some() {
        Err(LinkRefusal::Used)
    } else if now >= until {
        Err(LinkRefusal::Expired { until })
    } else {
        Ok(())
    }
}

/// **ACC-2** What the owner of a known address chose.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownAddressChoice {
    /// The profile that was typed replaces the old one.
    Overwrite,
    /// The old one stays.
    Keep,
    /// Back, to type another address.
    AnotherAddress,
}

/// **ACC-4** The sessions of a member that end when the password is changed in the session `own`: all others.
pub fn sessions_that_end<Session: Copy + PartialEq>(all: &[Session], own: Session) -> Vec<Session> {
    all.iter().copied().filter(|session| *session != own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn acc_2_a_link_is_good_for_thirty_minutes_and_one_use() {
        for (used_at, now, decided) in [
            (None, 0, Ok(())),
            (None, 1799, Ok(())),
            (None, 1800, Err(LinkRefusal::Expired { until: at(1800) })),
            (Some(at(1)), 2, Err(LinkRefusal::Used)),
            (Some(at(1)), 1800, Err(LinkRefusal::Used)),
        ] {
            let link = Link {
                made_at: at(0),
                used_at,
            };
            assert_eq!(use_link(link, at(now)), decided, "{now}");
        }
    }

    #[test]
    fn acc_2_an_address_that_is_known_gets_a_link_of_its_own() {
        assert_eq!(LinkPurpose::for_registration(true), LinkPurpose::KnownAddress);
        assert_eq!(LinkPurpose::for_registration(false), LinkPurpose::Register);
    }

    #[test]
    fn acc_2_twenty_links_an_hour_may_be_asked_for_from_one_address() {
        for (asked, now, wait) in [
            (0, 0, None),
            (19, 19, None),
            (20, 20, Some(3580)),
            (20, 3599, Some(1)),
            (20, 3600, None),
            (25, 3600, Some(5)),
        ] {
            let asked: Vec<_> = (0..asked).map(at).collect();
            let expected = wait.map_or(Ok(()), |s| Err(Duration::from_secs(s)));
            assert_eq!(may_ask_for_link(&asked, at(now)), expected, "{now}");
        }
    }

    #[test]
    fn acc_3_three_links_an_hour_go_to_one_mailbox() {
        for (mailed, now, goes) in [
            (vec![], 0, true),
            (vec![0, 1], 2, true),
            (vec![0, 1, 2], 3, false),
            (vec![0, 1, 2], 3599, false),
            (vec![0, 1, 2], 3600, true),
            (vec![0, 1, 2, 3600], 3600, false),
            (vec![0, 1, 2, 3600], 3601, true),
        ] {
            let mailed: Vec<_> = mailed.into_iter().map(at).collect();
            assert_eq!(may_mail_link(&mailed, at(now)), goes, "{mailed:?} {now}");
        }
    }

    #[test]
    fn acc_4_a_new_password_ends_all_other_sessions() {
        assert_eq!(sessions_that_end(&[1, 2, 3], 2), [1, 3]);
        assert!(sessions_that_end(&[2], 2).is_empty());
    }
}
