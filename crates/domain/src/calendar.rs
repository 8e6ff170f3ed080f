//! Days and months as the programmes count them.
//!
//! Instants are UTC; each programme counts days in a zone of its own. Every function is total: past the last day there
//! is, it answers that day.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, FixedOffset, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Japan's time: nine hours before Greenwich, without daylight saving.
pub const JST: FixedOffset = FixedOffset::east_opt(9 * 60 * 60).expect("it is less than a day");

/// The day in Japan at `now`.
pub fn japan_day(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&JST).date_naive()
}

/// The instant at which `day` begins in Japan.
pub fn japan_midnight(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - JST).and_utc()
}

/// The day in Greenwich at `now`.
pub fn gmt_day(now: DateTime<Utc>) -> NaiveDate {
    now.date_naive()
}

/// The day `months` after `day`; where that month has no such day, its last one.
pub fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// A day as a person types it, year first: `2026/4/1`, `2026-04-01`, `2026年4月1日` or `20260401`, in any width.
pub fn read_day(typed: &str) -> Option<NaiveDate> {
    let typed: String = typed.nfkc().filter(|symbol| !symbol.is_whitespace()).collect();
    let number = |digits: &str| {
        digits
            .parse::<u32>()
            .ok()
            .filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))
    };
    let parts: Vec<&str> = match typed.as_bytes() {
        plain if plain.len() == 8 && plain.iter().all(u8::is_ascii_digit) => {
            vec![&typed[..4], &typed[4..6], &typed[6..]]
        }
        _ => typed
            .strip_suffix('日')
            .unwrap_or(&typed)
            .split(['/', '-', '.', '年', '月'])
            .collect(),
    };
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let year = i32::try_from(number(year)?).ok()?;
            NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)
        }
        _ => None,
    }
}

/// The day after `day`.
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(NaiveDate::MAX)
}

/// The last day of a period of `months` that begins on the day after `day`: the day before the corresponding day, or,
/// where there is none, the month's end (Civil Code of Japan, article 143).
pub fn last_day_of_months(day: NaiveDate, months: u32) -> NaiveDate {
    let first = next_day(day);
    let corresponding = months_after(first, months);
    if corresponding.day() == first.day() {
        corresponding.pred_opt().unwrap_or(corresponding)
    } else {
        corresponding
    }
}

/// A month of a year, written `2017-07`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    first_day: NaiveDate,
}

/// What was read is no month.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is no month: four digits of the year, a hyphen, two of the month")]
pub struct ParseMonthError(String);

impl Month {
    /// The first that can be written.
    pub const FIRST: Self = Self {
        first_day: NaiveDate::from_ymd_opt(1, 1, 1).expect("there is such a day"),
    };
    /// The last that can be written.
    pub const LAST: Self = Self {
        first_day: NaiveDate::from_ymd_opt(9999, 12, 1).expect("there is such a day"),
    };

    /// The month of `day`.
    pub fn of(day: NaiveDate) -> Self {
        let first_day = day.with_day(1).unwrap_or(day);
        Self { first_day }
    }

    /// The month `months` later.
    pub fn plus(self, months: u32) -> Self {
        Self::of(months_after(self.first_day, months))
    }

    /// The month before.
    pub fn before(self) -> Self {
        Self::of(self.first_day.pred_opt().unwrap_or(self.first_day))
    }

    /// Its 1st.
    pub fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// Its weeks as a calendar in Japan shows them: from Sunday to Saturday, the first and last with days of the months beside it.
    pub fn weeks(self) -> Vec<[NaiveDate; 7]> {
        let before = self.first_day.weekday().num_days_from_sunday();
        let days_shown = u64::from(before) + self.last_day().day() as u64;
        let first = self.first_day.checked_sub_days(Days::new(before.into()));
        let first = first.unwrap_or(self.first_day);
        let day = |n: u64| first.checked_add_days(Days::new(n)).unwrap_or(NaiveDate::MAX);
        (0..days_shown.div_ceil(7))
            .map(|week| std::array::from_fn(|n| day(week * 7 + n as u64)))
            .collect()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        last_day_of_months(self.first_day.pred_opt().unwrap_or(self.first_day), 1)
    }
}

impl FromStr for Month {
    type Err = ParseMonthError;

    fn from_str(written: &str) -> Result<Self, ParseMonthError> {
        let wrong = || ParseMonthError(written.into());
        let shape = written.len() == 7
            && written
                .bytes()
                .enumerate()
                .all(|(i, b)| (i == 4 && b == b'-') || b.is_ascii_digit());
        let day = shape.then(|| format!("{written}-01").parse().ok()).flatten();
        day.map(|first_day| Self { first_day }).ok_or_else(wrong)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first_day.format("%Y-%m"))
    }
}

stored_as_text!(Month);

/// What a new licence wastes and gives beside an old one, in days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Balance {
    /// Paid days of the new licence that are already past on the day of the act, or that the old one covers too.
    pub days_lost: i64,
    /// Free days of the new licence that the old one does not cover.
    pub days_gained: i64,
}

impl Balance {
    /// The balance on `today` of a licence for the days `paid`, preceded by the days `free`, where an old one covers
    /// everything through `old`.
    pub fn new(
        today: NaiveDate,
        old: Option<NaiveDate>,
        free: Option<&RangeInclusive<NaiveDate>>,
        paid: &RangeInclusive<NaiveDate>,
    ) -> Self {
        let useful_from = old.map_or(today, |old| today.max(next_day(old)));
        let useful_free = free.map_or(0, |free| days(free) - days_before(free, useful_from));
        Self {
            days_lost: days_before(paid, useful_from),
            days_gained: useful_free,
        }
    }
}

/// How many days `range` has.
pub fn days(range: &RangeInclusive<NaiveDate>) -> i64 {
    ((*range.end() - *range.start()).num_days() + 1).max(0)
}

/// How many days of `range` come before `day`.
fn days_before(range: &RangeInclusive<NaiveDate>, day: NaiveDate) -> i64 {
    (day - *range.start()).num_days().clamp(0, days(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn a_period_of_months_ends_the_day_before_the_corresponding_day() {
        for (day_before, months, last) in [
            ("2025-02-28", 6, "2025-08-31"),
            ("2024-02-28", 6, "2024-08-28"),
            ("2025-08-30", 6, "2026-02-28"),
            ("2025-08-31", 6, "2026-02-28"),
            ("2023-08-30", 6, "2024-02-29"),
            ("2025-12-31", 6, "2026-06-30"),
            ("2023-02-28", 60, "2028-02-29"),
            ("2024-02-29", 60, "2029-02-28"),
        ] {
            assert_eq!(last_day_of_months(day(day_before), months), day(last), "{day_before}");
        }
    }

    #[test]
    fn a_month_is_four_digits_a_hyphen_and_two() {
        for written in ["2017-07", "0001-01", "9999-12"] {
            assert_eq!(
                written.parse::<Month>().map(|month| month.to_string()),
                Ok(written.into())
            );
        }
        for written in [
            "2017-00",
            "2017-13",
            "2017-7",
            "17-07",
            "2017/07",
            "2017-07-01",
            "+017-07",
            "",
            "２０１７-07",
        ] {
            assert!(written.parse::<Month>().is_err(), "{written}");
        }
        let month: Month = "2024-02".parse().unwrap();
        assert_eq!(
            (month.first_day(), month.last_day()),
            (day("2024-02-01"), day("2024-02-29"))
        );
        assert_eq!(
            (month.before().to_string(), month.plus(11).to_string()),
            ("2024-01".into(), "2025-01".into())
        );
    }

    #[test]
    fn a_day_is_read_as_people_type_it() {
        for typed in [
            "2026/4/1",
            "2026-04-01",
            " ２０２６／０４／０１ ",
            "20260401",
            "２０２６年４月１日",
            "2026.4.1",
            "2026年 4月 1日",
        ] {
            assert_eq!(read_day(typed), Some(day("2026-04-01")), "{typed}");
        }
        for typed in [
            "",
            "2026/4",
            "26/4/1",
            "2026/2/29",
            "2026/13/1",
            "1/4/2026",
            "2026040",
            "2026/+4/1",
            "今日",
            "2026/4/1/1",
        ] {
            assert_eq!(read_day(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_month_is_shown_in_weeks_that_begin_on_sunday() {
        for (month, first, last, weeks) in [
            ("2026-11", "2026-11-01", "2026-12-05", 5),
            ("2026-08", "2026-07-26", "2026-09-05", 6),
            ("2026-02", "2026-02-01", "2026-02-28", 4),
        ] {
            let found = month.parse::<Month>().unwrap().weeks();
            assert_eq!(
                (found[0][0], found[found.len() - 1][6], found.len()),
                (day(first), day(last), weeks),
                "{month}"
            );
        }
        assert!(!Month::of(NaiveDate::MAX).weeks().is_empty());
        assert!(!Month::of(NaiveDate::MIN).weeks().is_empty());
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        let last = NaiveDate::MAX;
        assert_eq!(months_after(last, u32::MAX), last);
        assert_eq!(last_day_of_months(last, 12), last.pred_opt().unwrap());
        assert_eq!(Month::of(last).plus(12).first_day(), Month::of(last).first_day());
    }

    proptest::proptest! {
        #[test]
        fn days_gained_and_lost_add_up(today in 0..3000_i64, old in proptest::option::of(0..3000_i64), free in 0..70_i64, paid in 1..2000_i64, start in -40..40_i64) {
            let at = |offset: i64| day("2020-01-01") + chrono::TimeDelta::days(offset);
            let free_days = at(today)..=at(today + free - 1);
            let first_paid = if free > 0 { today + free } else { today + start };
            let paid_days = at(first_paid)..=at(first_paid + paid - 1);
            let balance = Balance::new(at(today), old.map(at), Some(&free_days), &paid_days);
            // Count the days one by one.
            let covered = |offset: &i64| *offset < today || old.is_some_and(|old| *offset <= old);
            let lost = (first_paid..first_paid + paid).filter(covered).count() as i64;
            let gained = (today..today + free).filter(|offset| !covered(offset)).count() as i64;
            proptest::prop_assert_eq!(balance, Balance { days_lost: lost, days_gained: gained });
        }
    }
}
