//! One-time links in mails: how a mailbox is proved to be somebody's.

use chrono::{DateTime, TimeDelta, Utc};

/// **ACC-2** How long a link can be used.
pub const LINK_TIME: TimeDelta = TimeDelta::minutes(30);

/// What a link is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LinkPurpose {
    /// **ACC-1** To end a registration with an address that nobody has.
    Register,
    /// **ACC-2** A registration with an address that somebody has: to overwrite the profile, to keep it, or to use another address.
    KnownAddress,
    /// **ACC-3** To set a new password.
    NewPassword,
}

impl LinkPurpose {
    /// **ACC-2** The link that goes to an address which was typed in a registration. Whoever typed it is answered the same either way.
    pub fn for_registration(address_is_known: bool) -> Self {
        if address_is_known {
            Self::KnownAddress
        } else {
            Self::Register
        }
    }
}

/// **ACC-3** Whether a link goes out to set a new password: to the registered address, if that login exists. Whoever asked is
/// answered the same either way.
pub fn link_for_forgotten_password(registered_address: Option<&str>) -> Option<(LinkPurpose, &str)> {
    registered_address.map(|address| (LinkPurpose::NewPassword, address))
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    fn acc_3_a_forgotten_password_is_mended_through_the_registered_address() {
        let link = link_for_forgotten_password(Some("a@example.jp"));
        assert_eq!(link, Some((LinkPurpose::NewPassword, "a@example.jp")));
        assert_eq!(link_for_forgotten_password(None), None);
    }

    #[test]
    fn acc_4_a_new_password_ends_all_other_sessions() {
        assert_eq!(sessions_that_end(&[1, 2, 3], 2), [1, 3]);
        assert!(sessions_that_end(&[2], 2).is_empty());
    }
}
