//! The dealer's account: its members, their roles, and signing in.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

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

fn whole_seconds_up(wait: TimeDelta) -> Duration {
    Duration::from_secs(wait.num_milliseconds().unsigned_abs().div_ceil(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
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
}
