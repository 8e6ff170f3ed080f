//! つながるねっと: a connection service of months, counted from first use. All days are Greenwich's.
//!
//! Binding the activation key to the device (**TSU-1**) is decided in [`crate::kms`], as for every card.

mod connection_no;
mod first_use;
mod offer;
mod terms;

pub use connection_no::{ConnectionNo, ParseConnectionNoError};
pub use first_use::{first_use_mac, proves_first_use};
pub use offer::{CANDIDATES, Chosen, HOLD, MAX_REDRAWS, Offer, OfferRefusal, draw, take};
pub use terms::{Acceptance, TermsKind, TermsNotAccepted, TermsVersion, accept};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{JST, days, gmt_day, last_day_of_months, months_after, next_day};
use crate::catalogue::{Extent, Product};
use crate::ids::DeviceId;

/// **TSU-7** The months that all periods together may have.
const MOST_MONTHS: u32 = 72;
/// **TSU-7** The paid months that there may be while a trial runs. [policy]
const MOST_PAID_MONTHS_IN_TRIAL: u32 = 60;
/// **TSU-5** The months after expiry within which an extension is possible.
const GRACE_MONTHS: u32 = 6;

/// One period that was applied for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its months.
    pub months: u32,
    /// Whether it is the free trial.
    #[serde(default)]
    pub trial: bool,
}

/// The product of the free trial. [policy]
pub const TRIAL_PRODUCT: &str = "TRIAL-3M";

impl Term {
    /// The period that a key of `product` gives; `None` for a product that gives no months.
    pub fn of(product: &Product) -> Option<Self> {
        match product.extent {
            Extent::Months(months) => Some(Self {
                months,
                trial: product.code.as_ref() == TRIAL_PRODUCT,
            }),
            Extent::Perpetual | Extent::Units(_) => None,
        }
    }
}

/// The periods of one device since its last new start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Subscription {
    /// The periods, in order of application.
    pub terms: Vec<Term>,
    /// The day from which they are counted: of first use, or of the extension after a restart. `None` until then.
    pub anchor: Option<NaiveDate>,
}

/// Where a subscription stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Nothing was ever applied for.
    Unregistered,
    /// **TSU-2** Issued, never used: the clock has not started.
    NotStarted {
        /// The months from first use.
        months: u32,
    },
    /// The trial runs, and there is nothing behind it.
    Trial(Period),
    /// A period runs.
    Active(Period),
    /// **TSU-5** Expired; an extension is possible.
    Grace(Period),
    /// **TSU-6** Expired for too long: a new application is needed.
    Lapsed(Period),
}

impl State {
    /// The end of all periods, once there is one.
    pub fn period(self) -> Option<Period> {
        match self {
            Self::Unregistered | Self::NotStarted { .. } => None,
            Self::Trial(period) | Self::Active(period) | Self::Grace(period) | Self::Lapsed(period) => Some(period),
        }
    }
}

/// The end of all periods together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// The last day, through 23:59:59 in Greenwich.
    pub expiry: NaiveDate,
    /// **TSU-5** The last day on which an extension is possible.
    pub grace_ends: NaiveDate,
}

impl Subscription {
    /// The months of all periods.
    pub fn months(&self) -> u32 {
        self.terms.iter().map(|term| term.months).sum()
    }

    fn paid_months(&self) -> u32 {
        self.terms
            .iter()
            .filter(|term| !term.trial)
            .map(|term| term.months)
            .sum()
    }

    fn trial_months(&self) -> u32 {
        self.months() - self.paid_months()
    }

    /// The end of all periods, always computed from the anchor and never from an already clamped expiry. [policy]
    fn period(&self, anchor: NaiveDate) -> Period {
        let expiry = months_after(anchor, self.months());
        Period {
            expiry,
            grace_ends: last_day_of_months(expiry, GRACE_MONTHS),
        }
    }

    /// Where it stands at `now`.
    pub fn state(&self, now: DateTime<Utc>) -> State {
        let today = gmt_day(now);
        // TSU-2: first used later than `now` is not used yet.
        match self.anchor.filter(|anchor| *anchor <= today) {
            _ if self.terms.is_empty() => State::Unregistered,
            None => State::NotStarted { months: self.months() },
            Some(anchor) => {
                let period = self.period(anchor);
                if today > period.grace_ends {
                    State::Lapsed(period)
                } else if today > period.expiry {
                    State::Grace(period)
                } else if self.terms.iter().all(|term| term.trial) {
                    State::Trial(period)
                } else {
                    State::Active(period)
                }
            }
        }
    }

    /// Whether the trial runs on `today`: until the anchor and its months, also when paid periods are behind it.
    fn trial_runs(&self, anchor: NaiveDate, today: NaiveDate) -> bool {
        let months = self.trial_months();
        months > 0 && today <= months_after(anchor, months)
    }
}

/// Why an application or an extension is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// **TSU-3** The device has a subscription: 期間の延長 is the place.
    #[error("the device has a subscription, which can be extended")]
    ExtendInstead,
    /// There is nothing to extend: a new application is needed.
    #[error("the device has no subscription yet")]
    NotRegistered,
    /// **TSU-6** It expired for too long: a new application is needed.
    #[error("extension was possible until {last_day}")]
    Lapsed {
        /// The last day of the grace.
        last_day: NaiveDate,
    },
    /// **TSU-7** All periods together would exceed six years.
    #[error("{months} months can be added at most")]
    OverSixYears {
        /// The most months that can be added now.
        months: u32,
    },
    /// A trial begins a subscription; it does not extend one. [policy]
    #[error("a trial cannot extend a subscription")]
    TrialExtends,
    /// A period of no month.
    #[error("a period has at least one month")]
    NoMonths,
    /// **TSU-12** For an MPCS, which has a MAC address, the supplier is to be asked.
    #[error("for an MPCS, ask the supplier")]
    AskSupplier,
}

/// Proof that a subscription may become so. Only the rules here make one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    subscription: Subscription,
    begins_anew: bool,
}

impl Change {
    /// The subscription after the change.
    pub fn subscription(&self) -> &Subscription {
        &self.subscription
    }

    /// Whether it began anew, and earlier periods count no more.
    pub fn begins_anew(&self) -> bool {
        self.begins_anew
    }

    /// The first day that is added to `old` by the change made on `today`; `None` while no day is known (TSU-2).
    pub fn counted_from(&self, old: &Subscription, today: NaiveDate) -> Option<NaiveDate> {
        let ends = old.period(old.anchor?).expiry;
        self.subscription.anchor.map(|_| next_day(ends).max(today))
    }

    /// The days on which the service runs thanks to the change made on `today`, and would not with `old`; `None` while no day is
    /// known (TSU-2).
    pub fn days_added(&self, old: &Subscription, today: NaiveDate) -> Option<i64> {
        let first = self.counted_from(old, today)?;
        let ends = self.subscription.period(self.subscription.anchor?).expiry;
        Some(days(&(first..=ends)))
    }
}

/// Decides a new application for `term` on `device`, whose subscription is `old`, whoever's it is.
///
/// - **TSU-7** Never more than six years.
pub fn apply(device: DeviceId, old: &Subscription, term: Term, now: DateTime<Utc>) -> Result<Change, Refusal> {
    may_apply(device, old, now)?;
    apply_anew(old, term, now)
}

/// Decides whether `device`, whose subscription is `old`, may apply at all.
///
/// - **TSU-3** Refused while not started, in trial, active or in grace; lapsed may apply anew. [policy]
/// - **TSU-12** Not for an MPCS.
pub fn may_apply(device: DeviceId, old: &Subscription, now: DateTime<Utc>) -> Result<(), Refusal> {
    match device {
        DeviceId::Mpr(_) => may_begin(old, now),
        // TSU-12
        DeviceId::Mac(_) => Err(Refusal::AskSupplier),
    }
}

/// **TSU-3**, **TSU-7**, for whatever device.
pub(crate) fn apply_anew(old: &Subscription, term: Term, now: DateTime<Utc>) -> Result<Change, Refusal> {
    has_months(term)?;
    may_begin(old, now)?;
    begin(term, None)
}

/// **TSU-3**
fn may_begin(old: &Subscription, now: DateTime<Utc>) -> Result<(), Refusal> {
    match old.state(now) {
        State::Unregistered | State::Lapsed(_) => Ok(()),
        State::NotStarted { .. } | State::Trial(_) | State::Active(_) | State::Grace(_) => Err(Refusal::ExtendInstead),
    }
}

/// Decides an extension of `old` by `term`. **TSU-8** It takes effect by itself: no key is entered on the device.
///
/// - **TSU-4** While not started, in trial or active, the months are added.
/// - **TSU-5** In grace a new period starts at the moment of extension.
/// - **TSU-6** After the grace it is refused.
/// - **TSU-7** All periods together, what is left of the current one and the trial included, never exceed six years.
pub fn extend(old: &Subscription, term: Term, now: DateTime<Utc>) -> Result<Change, Refusal> {
    has_months(term)?;
    if term.trial {
        return Err(Refusal::TrialExtends);
    }
    match old.state(now) {
        State::Unregistered => Err(Refusal::NotRegistered),
        State::NotStarted { .. } | State::Trial(_) | State::Active(_) => add(old, term, gmt_day(now)),
        // TSU-5
        State::Grace(_) => begin(term, Some(gmt_day(now))),
        // TSU-6
        State::Lapsed(period) => Err(Refusal::Lapsed {
            last_day: period.grace_ends,
        }),
    }
}

/// **TSU-2** The clock of `subscription` starts with its first use at `now`. Later uses change nothing.
pub fn first_use(subscription: &Subscription, now: DateTime<Utc>) -> Option<Change> {
    let never_used = subscription.anchor.is_none() && !subscription.terms.is_empty();
    never_used.then(|| {
        let anchor = Some(gmt_day(now));
        let terms = subscription.terms.clone();
        Change {
            subscription: Subscription { terms, anchor },
            begins_anew: false,
        }
    })
}

fn begin(term: Term, anchor: Option<NaiveDate>) -> Result<Change, Refusal> {
    // TSU-7
    if term.months > MOST_MONTHS {
        return Err(Refusal::OverSixYears { months: MOST_MONTHS });
    }
    let terms = vec![term];
    Ok(Change {
        subscription: Subscription { terms, anchor },
        begins_anew: true,
    })
}

/// **TSU-4**, within **TSU-7**.
fn add(old: &Subscription, term: Term, today: NaiveDate) -> Result<Change, Refusal> {
    let months = months_that_fit(old, today);
    if term.months > months {
        return Err(Refusal::OverSixYears { months });
    }
    let mut subscription = old.clone();
    subscription.terms.push(term);
    Ok(Change {
        subscription,
        begins_anew: false,
    })
}

/// **TSU-7** The latest day on which `old` can end by what is added on `today`; `None` before first use, when months alone count. [policy]
pub fn latest_expiry(old: &Subscription, today: NaiveDate) -> Option<NaiveDate> {
    let anchor = old.anchor.filter(|anchor| *anchor <= today)?;
    Some(if old.trial_runs(anchor, today) {
        months_after(anchor, old.trial_months() + MOST_PAID_MONTHS_IN_TRIAL)
    } else {
        months_after(today, MOST_MONTHS)
    })
}

/// **TSU-7** The most months that can be added: the new expiry is at most six years from today; before first use all periods
/// have at most 72 months, and while a trial runs the paid ones have at most 60. [policy]
pub fn months_that_fit(old: &Subscription, today: NaiveDate) -> u32 {
    match old.anchor.filter(|anchor| *anchor <= today) {
        None => MOST_MONTHS.saturating_sub(old.months()),
        Some(anchor) if old.trial_runs(anchor, today) => MOST_PAID_MONTHS_IN_TRIAL.saturating_sub(old.paid_months()),
        Some(anchor) => {
            let latest = latest_expiry(old, today);
            let fits = |months: &u32| Some(months_after(anchor, old.months() + months)) <= latest;
            (1..=MOST_MONTHS).take_while(fits).last().unwrap_or(0)
        }
    }
}

fn has_months(term: Term) -> Result<(), Refusal> {
    if term.months == 0 {
        Err(Refusal::NoMonths)
    } else {
        Ok(())
    }
}

/// **TSU-9** The last minute of `expiry`, which is a day in Greenwich, on a clock in Japan.
pub fn last_minute_in_japan(expiry: NaiveDate) -> NaiveDateTime {
    let last_minute = NaiveTime::from_hms_opt(23, 59, 0).expect("it is a time of day");
    expiry.min(NaiveDate::MAX - Days::new(1)).and_time(last_minute) + JST
}

#[cfg(test)]
mod tests;
