//! What ends when, and until when something can be done about it: of all programmes whose licences end, on one scale.
//!
//! Deliberately not here: the rules that move these days, which stand with their programmes, and names of customers.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::calendar::{JST, Month, gmt_day, japan_day, next_day};
use crate::catalogue::{Extent, Product, ProductCode, Programme};
use crate::kms::report::Period;
use crate::miemasu::{SHORTEST_TERM, Schedule, Services};
use crate::remo::{OnCamera, Path, Unassigned, successions, term};
use crate::tsunagaru::{Refusal, State, Subscription, TRIAL_PRODUCT, Term, extend};

/// So many days before its end a licence is something to do. [policy]
pub const FORESIGHT_DAYS: u64 = 90;
/// So many days a camera of i-PRO Remo without a licence is something to do: a new one can be had at any time, and whoever did not want it by
/// then does not want it. [policy]
const STOPPED_DAYS: u64 = 90;

/// When a licence ends, in days of its programme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ends {
    /// The last day it covers.
    pub expiry: NaiveDate,
    /// The first day on which it can be renewed (**MIE-1**); `None`: it can be at once.
    pub opens: Option<NaiveDate>,
    /// The last day on which it can be renewed (**TSU-5**, **MIE-3**); `None`: it can be at any time (**REM-6**).
    pub last_day: Option<NaiveDate>,
}

/// How much it presses, the most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Urgency {
    /// It has ended, and can still be renewed.
    Ended,
    /// It ends within 30 days.
    Days30,
    /// It ends within 60 days.
    Days60,
    /// It ends within 90 days.
    Days90,
}

impl Ends {
    /// Of a subscription of つながるねっと, if it runs or ran (**TSU-2**), and can still be extended (**TSU-6**).
    pub fn of_subscription(subscription: &Subscription, now: DateTime<Utc>) -> Option<Self> {
        match subscription.state(now) {
            State::Trial(period) | State::Active(period) | State::Grace(period) => Some(Self {
                expiry: period.expiry,
                opens: None,
                last_day: Some(period.grace_ends),
            }),
            State::Unregistered | State::NotStarted { .. } | State::Lapsed(_) => None,
        }
    }

    /// Of a licence of みえますねっと年間パック that ends with `expiry`.
    pub fn of_month(expiry: Month) -> Self {
        let schedule = Schedule::of(expiry);
        Self {
            expiry: expiry.last_day(),
            opens: Some(schedule.window_opens),
            last_day: Some(schedule.last_renewal_day),
        }
    }

    /// Of a camera of i-PRO Remo that has no licence after `expiry`.
    pub fn of_camera(expiry: NaiveDate) -> Self {
        Self {
            expiry,
            opens: None,
            last_day: None,
        }
    }

    /// The last day to act: on which it can be renewed, or, where it can be at any time, on which nothing has stopped yet.
    pub fn act_by(&self) -> NaiveDate {
        self.last_day.unwrap_or(self.expiry)
    }

    /// The last day on which an order, made on `today` or later, comes before anything has stopped; `None`: it has ended. The days of
    /// grace after the end are no deadline: by then the service is off.
    pub fn order_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        (today <= self.expiry).then_some(self.expiry)
    }

    /// How much it presses on `today`, a day of its programme; `None` when there is nothing to do yet, or no more.
    pub fn urgency(&self, today: NaiveDate) -> Option<Urgency> {
        let forgotten = || after(self.expiry, STOPPED_DAYS);
        match (self.expiry - today).num_days() {
            ..0 => (today <= self.last_day.unwrap_or_else(forgotten)).then_some(Urgency::Ended),
            0..=30 => Some(Urgency::Days30),
            31..=60 => Some(Urgency::Days60),
            61..=90 => Some(Urgency::Days90),
            91.. => None,
        }
    }
}

/// The day `days` after `day`.
fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The days of expiry that people often ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Horizon {
    /// Whatever is to be done now: what has ended and can still be renewed, and what ends within [`FORESIGHT_DAYS`].
    Pressing,
    /// The month it is.
    ThisMonth,
    /// The month after.
    NextMonth,
    /// Everything there is.
    Everything,
}

impl Horizon {
    /// The days that are meant on `today`.
    pub fn period(self, today: NaiveDate) -> Period {
        let month = |month: Month| Period {
            from: Some(month.first_day()),
            to: Some(month.last_day()),
        };
        match self {
            Self::Pressing => Period {
                from: None,
                to: Some(after(today, FORESIGHT_DAYS)),
            },
            Self::ThisMonth => month(Month::of(today)),
            Self::NextMonth => month(Month::of(today).plus(1)),
            Self::Everything => Period::default(),
        }
    }
}

/// The day on which `programme` is at `now`.
pub fn today(programme: Programme, now: DateTime<Utc>) -> NaiveDate {
    match programme {
        Programme::Tsunagaru => gmt_day(now),
        Programme::Kms | Programme::Miemasu | Programme::Remo => japan_day(now),
    }
}

/// **REM-2** The cameras of one contract user that will be without a licence until `through`, if nobody does anything, with the day after which
/// they are; those that have none are not among `on_cameras`.
pub fn cameras_left<Id: Copy + Ord>(
    on_cameras: &[OnCamera<Id>],
    unassigned: &[Unassigned<Id>],
    through: NaiveDate,
) -> Vec<(OnCamera<Id>, Ends)> {
    let until = next_day(through).and_time(NaiveTime::MIN) - JST;
    successions(on_cameras, unassigned, until.and_utc())
        .iter()
        .filter(|succession| succession.successor().is_none())
        .map(|succession| (succession.ended(), Ends::of_camera(succession.ended().expiry)))
        .collect()
}

/// **TSU-7** The most months by which `subscription` can be extended at `now`; `None` where it cannot be extended at all.
pub fn months_that_extend(subscription: &Subscription, now: DateTime<Utc>) -> Option<u32> {
    let ever_so_long = Term {
        months: u32::MAX / 2,
        trial: false,
    };
    match extend(subscription, ever_so_long, now) {
        Err(Refusal::OverSixYears { months }) => Some(months),
        Ok(_)
        | Err(
            Refusal::ExtendInstead
            | Refusal::NotRegistered
            | Refusal::Lapsed { .. }
            | Refusal::TrialExtends
            | Refusal::NoMonths
            | Refusal::AskSupplier,
        ) => None,
    }
}

/// What a licence is renewed with.
#[derive(Clone, Copy, Debug)]
pub enum Renewal {
    /// A subscription of つながるねっと, by at most so many months (**TSU-7**).
    Months(u32),
    /// A licence of みえますねっと年間パック with the same services.
    Services(Services),
    /// A licence of i-PRO Remo of the same path.
    Path(Path),
}

impl Renewal {
    fn takes(self, product: &Product) -> Option<u32> {
        let months = match product.extent {
            Extent::Months(months) if !product.demo => months,
            Extent::Months(_) | Extent::Perpetual | Extent::Units(_) => return None,
        };
        let fits = match (self, product.programme) {
            (Self::Months(most), Programme::Tsunagaru) => product.code.as_ref() != TRIAL_PRODUCT && months <= most,
            (Self::Services(services), Programme::Miemasu) => {
                months >= SHORTEST_TERM && product.services.unwrap_or_default() == services
            }
            (Self::Path(path), Programme::Remo) => term(product).is_some_and(|(_, of)| of == path),
            (
                Self::Months(_) | Self::Services(_) | Self::Path(_),
                Programme::Kms | Programme::Tsunagaru | Programme::Miemasu | Programme::Remo,
            ) => false,
        };
        fits.then_some(months)
    }

    /// Those of `products` that can be offered for it, the shortest first.
    pub fn products<'p>(self, products: impl IntoIterator<Item = &'p Product>) -> Vec<&'p ProductCode> {
        let fitting = products.into_iter();
        let mut fitting: Vec<_> = fitting
            .filter_map(|product| self.takes(product).map(|months| (months, &product.code)))
            .collect();
        fitting.sort();
        fitting.into_iter().map(|(_, code)| code).collect()
    }
}

#[cfg(test)]
mod tests;
