//! What is asked of the planner.

use std::num::NonZeroU32;
use std::ops::Deref;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::Deserialize;

use crate::calendar::Month;
use crate::tsunagaru::Term;

/// A question: a programme, an act, and what it depends on. A field that is not known is an error, not a silence.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "programme", rename_all = "snake_case")]
pub enum Case {
    /// つながるねっと.
    Tsunagaru(Tsunagaru),
    /// みえますねっと年間パック.
    Miemasu(Miemasu),
    /// i-PRO Remo.
    Remo(Remo),
}

/// Questions on つながるねっと.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Tsunagaru {
    /// Where a subscription stands.
    Status {
        /// Its periods since the last new start.
        terms: Terms,
        /// When it was first used, or extended in grace; `null` for never.
        first_used: Option<Instant>,
        /// The instant asked for.
        at: Instant,
    },
    /// A new application.
    Apply {
        /// The periods there are.
        #[serde(default)]
        terms: Terms,
        /// When they were first used.
        first_used: Option<Instant>,
        /// The instant of the act.
        at: Instant,
        /// The months applied for.
        months: Months,
        /// Whether they are the free trial.
        #[serde(default)]
        trial: bool,
    },
    /// An extension.
    Extend {
        /// The periods there are.
        terms: Terms,
        /// When they were first used.
        first_used: Option<Instant>,
        /// The instant of the act.
        at: Instant,
        /// The months to add.
        months: Months,
    },
}

/// Questions on みえますねっと年間パック.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Miemasu {
    /// Where a licence stands.
    Status {
        /// Its expiry month.
        expiry: Month,
        /// The instant asked for.
        at: Instant,
    },
    /// A first registration.
    Register {
        /// The term.
        months: Months,
        /// The instant of the act.
        at: Instant,
    },
    /// A renewal.
    Renew {
        /// The expiry month there is.
        expiry: Month,
        /// The term.
        months: Months,
        /// The instant of the act.
        at: Instant,
    },
    /// サービス強制変更.
    ForceChange {
        /// The expiry month there is.
        expiry: Month,
        /// The term.
        months: Months,
        /// The instant of the act.
        at: Instant,
    },
}

/// Questions on i-PRO Remo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum Remo {
    /// Allocating a licence of a term.
    Allocate {
        /// The term.
        months: Months,
        /// The last day of the licence that runs, if any.
        current_expiry: Option<NaiveDate>,
        /// The instant of the act.
        at: Instant,
    },
    /// The days on which notices go out.
    Notices {
        /// The last day of the licence.
        expiry: NaiveDate,
    },
    /// Moving a perpetual licence to another camera.
    Move {
        /// When it was first assigned.
        assigned_at: Instant,
        /// The instant of the act.
        at: Instant,
    },
    /// Applying for a perpetual licence again because its camera failed.
    Reapply {
        /// When it was first assigned.
        assigned_at: Instant,
        /// The instant of the act.
        at: Instant,
    },
    /// The fewest packs.
    Packs {
        /// For so many cameras.
        cameras: u32,
    },
}

/// A value that nobody means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OutOfRange {
    /// An instant long past or far off.
    #[error("an instant lies between the years {} and {}", YEARS.0, YEARS.1)]
    Instant,
    /// Too few or too many months.
    #[error("there are 1 to {MOST_MONTHS} months")]
    Months,
    /// Too many periods.
    #[error("there are at most {MOST_TERMS} periods")]
    Terms,
}

const YEARS: (i32, i32) = (1970, 2999);
const MOST_MONTHS: u32 = 1_200;
const MOST_TERMS: usize = 100;

/// An instant, written as in RFC 3339 with any offset.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "DateTime<Utc>")]
pub struct Instant(DateTime<Utc>);

impl Instant {
    /// The instant.
    pub fn get(self) -> DateTime<Utc> {
        self.0
    }
}

impl TryFrom<DateTime<Utc>> for Instant {
    type Error = OutOfRange;

    fn try_from(at: DateTime<Utc>) -> Result<Self, OutOfRange> {
        let fits = (YEARS.0..=YEARS.1).contains(&at.year());
        fits.then_some(Self(at)).ok_or(OutOfRange::Instant)
    }
}

/// A number of months.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "u32")]
pub struct Months(NonZeroU32);

impl Months {
    /// The number.
    pub fn get(self) -> u32 {
        self.0.get()
    }

    /// The number, which is not zero.
    pub fn non_zero(self) -> NonZeroU32 {
        self.0
    }
}

impl TryFrom<u32> for Months {
    type Error = OutOfRange;

    fn try_from(months: u32) -> Result<Self, OutOfRange> {
        let months = NonZeroU32::new(months).filter(|months| months.get() <= MOST_MONTHS);
        months.map(Self).ok_or(OutOfRange::Months)
    }
}

/// The periods of a subscription.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(try_from = "Vec<Term>")]
pub struct Terms(Vec<Term>);

impl TryFrom<Vec<Term>> for Terms {
    type Error = OutOfRange;

    fn try_from(terms: Vec<Term>) -> Result<Self, OutOfRange> {
        if terms.len() > MOST_TERMS {
            return Err(OutOfRange::Terms);
        }
        for term in &terms {
            Months::try_from(term.months)?;
        }
        Ok(Self(terms))
    }
}

impl Deref for Terms {
    type Target = [Term];

    fn deref(&self) -> &[Term] {
        &self.0
    }
}
