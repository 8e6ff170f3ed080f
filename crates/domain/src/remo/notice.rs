//! Notices of licences that end.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{JST, japan_day};

/// **REM-5** Days before expiry on which the partner is told, unless configured otherwise.
pub const PARTNER_NOTICES: [u16; 5] = [90, 60, 30, 14, 1];
/// **REM-5** Days before expiry on which the contract user is told, unless configured otherwise.
pub const USER_NOTICES: [u16; 2] = [14, 1];
/// **REM-5** When notices go out, in Japan.
pub const NOTICE_TIME: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("it is a time of day");
/// **REM-5** From when on nobody is mailed any more that day, in Japan: what was missed waits for the next [`NOTICE_TIME`]. [policy]
pub const NOTICE_NIGHT: NaiveTime = NaiveTime::from_hms_opt(21, 0, 0).expect("it is a time of day");
/// **REM-5** The most notices of one expiry to one reader. [policy]
pub const MOST_NOTICES: usize = 10;
/// **REM-5** The most days before expiry on which a notice goes out. [policy]
pub const EARLIEST_NOTICE: u16 = 365;

/// Who is told.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The dealer.
    Partner,
    /// The customer.
    User,
}

/// Days before expiry on which a reader is told: the most first, each once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Vec<u16>", into = "Vec<u16>")]
pub struct NoticeDays(Vec<u16>);

/// Days on which no notice can go out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("notices go out on at most {MOST_NOTICES} days, 0 to {EARLIEST_NOTICE} before expiry")]
pub struct NoticeDaysRefusal;

impl TryFrom<Vec<u16>> for NoticeDays {
    type Error = NoticeDaysRefusal;

    fn try_from(mut days: Vec<u16>) -> Result<Self, NoticeDaysRefusal> {
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
        let fit = days.len() <= MOST_NOTICES && days.iter().all(|day| *day <= EARLIEST_NOTICE);
        if fit { Ok(Self(days)) } else { Err(NoticeDaysRefusal) }
    }
}

impl From<NoticeDays> for Vec<u16> {
    fn from(days: NoticeDays) -> Self {
        days.0
    }
}

impl NoticeDays {
    /// **REM-5** As long as nothing else is configured.
    pub fn preset(reader: Reader) -> Self {
        match reader {
            Reader::Partner => Self(PARTNER_NOTICES.to_vec()),
            Reader::User => Self(USER_NOTICES.to_vec()),
        }
    }
}

impl NoticeDays {
    /// The most days before expiry; 0 if nobody is told.
    pub fn earliest(&self) -> u16 {
        self.0.first().copied().unwrap_or_default()
    }
}

/// The days on which notices go out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notices {
    /// To the partner.
    pub partner: Vec<NaiveDate>,
    /// To the contract user.
    pub user: Vec<NaiveDate>,
}

/// **REM-5** The days on which notices of `expiry` go out at [`NOTICE_TIME`], so many days before it, whether or not it is
/// renewed by then.
pub fn notices(expiry: NaiveDate, partner: &[u16], user: &[u16]) -> Notices {
    let days = |before: &[u16]| before.iter().filter_map(|before| notice_day(expiry, *before)).collect();
    Notices {
        partner: days(partner),
        user: days(user),
    }
}

fn notice_day(expiry: NaiveDate, before: u16) -> Option<NaiveDate> {
    expiry.checked_sub_days(Days::new(u64::from(before)))
}

/// **REM-5** Whether notices go out at `now`: from [`NOTICE_TIME`] until [`NOTICE_NIGHT`], also those that were missed.
pub fn is_notice_time(now: DateTime<Utc>) -> bool {
    (NOTICE_TIME..NOTICE_NIGHT).contains(&now.with_timezone(&JST).time())
}

/// **REM-5** The notice of `expiry` that is due at `now`, by its days before expiry: of those whose day has come, the latest. Those
/// that nobody sent in time are thereby left out, and after the last day there is none.
///
/// `since` is when the days were chosen or the licence was allocated, whichever came later: a day that was past by then was not missed.
/// `sent` is the notice of this expiry nearest to it that this reader got: no earlier one follows on it.
pub fn notice_due(
    expiry: NaiveDate,
    days: &NoticeDays,
    since: DateTime<Utc>,
    sent: Option<u16>,
    now: DateTime<Utc>,
) -> Option<u16> {
    let today = japan_day(now);
    if today > expiry || !is_notice_time(now) {
        return None;
    }
    let has_come = |before: &u16| notice_day(expiry, *before).is_some_and(|day| day <= today);
    let latest = days.0.iter().copied().filter(has_come).min()?;
    let was_past = notice_day(expiry, latest).is_some_and(|day| day < japan_day(since));
    let is_new = sent.is_none_or(|sent| latest < sent);
    (is_new && !was_past).then_some(latest)
}

/// **REM-5** Through which expiry a notice may be due at `now`, if the earliest goes out `earliest` days before it: nothing that ends later
/// needs to be looked at.
pub fn noticed_through(earliest: u16, now: DateTime<Utc>) -> NaiveDate {
    let horizon = japan_day(now).checked_add_days(Days::new(u64::from(earliest)));
    horizon.unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn rem_5_notices_go_out_on_configured_days() {
        let days = notices(day("2026-03-31"), &[31, 0], &[]);
        assert_eq!(days.partner, [day("2026-02-28"), day("2026-03-31")]);
        assert!(days.user.is_empty());
    }

    #[test]
    fn rem_5_the_latest_notice_whose_time_has_come_is_due_until_the_last_day() {
        let partner = NoticeDays::preset(Reader::Partner);
        for (now, due) in [
            ("2026-11-02T08:59:59+09:00", None),
            ("2026-11-02T09:00:00+09:00", Some(90)),
            ("2026-11-02T20:59:59+09:00", Some(90)),
            ("2026-11-02T21:00:00+09:00", None),
            ("2026-11-03T08:59:59+09:00", None),
            ("2026-12-01T20:59:59+09:00", Some(90)),
            ("2026-12-02T08:59:59+09:00", None),
            ("2026-12-02T09:00:00+09:00", Some(60)),
            ("2027-01-01T09:00:00+09:00", Some(30)),
            ("2027-01-17T09:00:00+09:00", Some(14)),
            ("2027-01-29T20:59:59+09:00", Some(14)),
            ("2027-01-30T09:00:00+09:00", Some(1)),
            ("2027-01-31T20:59:59+09:00", Some(1)),
            ("2027-01-31T23:59:59+09:00", None),
            ("2027-02-01T09:00:00+09:00", None),
        ] {
            assert_eq!(
                notice_due(
                    day("2027-01-31"),
                    &partner,
                    DateTime::UNIX_EPOCH,
                    None,
                    now.parse().unwrap()
                ),
                due,
                "{now}"
            );
        }
    }

    #[test]
    fn rem_5_no_earlier_notice_follows_and_no_day_is_missed_that_was_past_when_it_was_chosen() {
        // The last day is 2027-01-31, and it is the 20th, 11 days before.
        for (days, since, sent, due) in [
            (vec![14, 1], "2026-01-01", None, Some(14)),
            (vec![14, 1], "2026-01-01", Some(14), None),
            (vec![20, 1], "2026-01-01", Some(14), None),
            (vec![300, 1], "2026-01-01", Some(14), None),
            (vec![12, 1], "2026-01-01", Some(14), Some(12)),
            (vec![12, 1], "2027-01-19", Some(14), Some(12)),
            (vec![12, 1], "2027-01-20", Some(14), None),
            (vec![12, 1], "2027-01-20", None, None),
            (vec![11, 1], "2027-01-20", None, Some(11)),
        ] {
            let at_noon = |day: &str| format!("{day}T12:00:00+09:00").parse().unwrap();
            let (chosen, now) = (NoticeDays::try_from(days.clone()).unwrap(), at_noon("2027-01-20"));
            let found = notice_due(day("2027-01-31"), &chosen, at_noon(since), sent, now);
            assert_eq!(found, due, "{days:?} {since} {sent:?}");
        }
    }

    #[test]
    fn rem_5_at_most_ten_days_within_a_year_are_taken_each_once() {
        let days = |days: Vec<u16>| NoticeDays::try_from(days).map(Vec::from);
        assert_eq!(days(vec![1, 14, 1, 365, 0]), Ok(vec![365, 14, 1, 0]));
        assert_eq!(days(vec![366]), Err(NoticeDaysRefusal));
        assert_eq!(days((1..=11).collect()), Err(NoticeDaysRefusal));
        assert_eq!(days(vec![]), Ok(vec![]), "nobody need be told");
        let now = "2026-01-01T00:00:00+09:00".parse().unwrap();
        let preset = NoticeDays::preset(Reader::Partner).earliest();
        assert_eq!((preset, noticed_through(preset, now)), (90, day("2026-04-01")));
    }
}
