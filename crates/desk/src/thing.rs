//! Looking up everything that is at hand. No network on the way, ever, and no secret in what is shown.

mod detail;
mod row;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use kagifuda_cache::{self as cache, Filter};
use kagifuda_domain::calendar::{Month, japan_midnight, next_day};
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_wire::tsunagaru::State;

use crate::Desk;
use crate::lookup::SHORTEST_QUERY;
use crate::problem::{PeriodEnd, Problem};
use crate::view::{
    BilingualView, FilterForm, IntentView, IssuedForm, KeyState, LookUpForm, LookUpView, ProductChoice, StateFilter,
    ThingKind,
};

impl Desk {
    /// At most `limit` things of all kinds that `form` asks for, best first. With a filter and nothing typed, the latest first.
    pub async fn look_up(&self, form: LookUpForm, limit: u32) -> Result<LookUpView, Problem> {
        if (1..SHORTEST_QUERY).contains(&form.text.trim().chars().count()) {
            return Err(Problem::QueryTooShort);
        }
        self.account().await?;
        let now = self.clock.now();
        let waiting = self.waiting_keys().await?;
        let Some(filter) = filter(&form.filter, &waiting, now)? else {
            return Ok(LookUpView::default());
        };
        let found = self.cache.look_up(&form.text, &filter, limit).await?;
        Ok(LookUpView {
            things: found
                .things
                .iter()
                .map(|thing| row::thing(thing, &waiting, now))
                .collect(),
            more: found.more,
        })
    }

    /// The products that there are to choose from.
    pub async fn products(&self) -> Result<Vec<ProductChoice>, Problem> {
        self.account().await?;
        let choice = |product: kagifuda_domain::catalogue::Product| ProductChoice {
            code: product.code.to_string(),
            name: BilingualView {
                ja: product.name.ja,
                en: product.name.en,
            },
        };
        let mut products = self.cache.products().await?;
        products.sort_by(|a, b| a.code.as_ref().cmp(b.code.as_ref()));
        Ok(products.into_iter().map(choice).collect())
    }

    /// The filter that `form` asks for. `None`: of such a product there is nothing.
    pub(crate) async fn filter(&self, form: &FilterForm) -> Result<Option<Filter>, Problem> {
        filter(form, &self.waiting_keys().await?, self.now()?)
    }

    /// The activation keys that were asked for and not answered yet, with the device of each, grouped.
    pub(crate) async fn waiting_keys(&self) -> Result<HashMap<ActivationKeyNo, String>, Problem> {
        let waiting = self.cache.waiting().await?.into_iter().map(IntentView::from);
        let keys = waiting.flat_map(|IntentView { keys, device, .. }| {
            keys.into_iter()
                .filter_map(move |no| Some((no.parse().ok()?, device.clone()?)))
        });
        Ok(keys.collect())
    }
}

/// The filter that `form` asks for. `None`: of such a product there is nothing.
fn filter(
    form: &FilterForm,
    waiting: &HashMap<ActivationKeyNo, String>,
    now: DateTime<Utc>,
) -> Result<Option<Filter>, Problem> {
    let product = match &form.product {
        Some(code) => match code.parse() {
            Ok(code) => Some(code),
            Err(_) => return Ok(None),
        },
        None => None,
    };
    Ok(Some(Filter {
        kinds: form.kinds.iter().map(|kind| (*kind).into()).collect(),
        product,
        key: form.key.map(|state| match state {
            KeyState::Registered => cache::KeyState::Registered,
            KeyState::Unregistered => cache::KeyState::Unregistered,
            KeyState::Waiting => cache::KeyState::Waiting,
        }),
        state: form.state.map(|state| {
            let state = match state {
                StateFilter::NotStarted => State::NotStarted,
                StateFilter::Trial => State::Trial,
                StateFilter::Active => State::Active,
                StateFilter::Grace => State::Grace,
                StateFilter::Lapsed => State::Lapsed,
            };
            (state, now)
        }),
        issued: form.issued.as_ref().map(period).transpose()?,
        waiting: waiting.keys().copied().collect(),
    }))
}

/// The instants of a period of days in Japan.
fn period(form: &IssuedForm) -> Result<RangeInclusive<DateTime<Utc>>, Problem> {
    let from = end(PeriodEnd::From, form.from.as_deref(), Month::first_day)?;
    let to = end(PeriodEnd::To, form.to.as_deref(), Month::last_day)?;
    let first = from.map_or(DateTime::UNIX_EPOCH, japan_midnight);
    let last = to.map_or(DateTime::<Utc>::MAX_UTC, |day| japan_midnight(next_day(day)));
    Ok(first..=last - Duration::microseconds(1))
}

/// A day, or the day of a month that `of_month` takes.
fn end(end: PeriodEnd, typed: Option<&str>, of_month: fn(Month) -> NaiveDate) -> Result<Option<NaiveDate>, Problem> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
        return Ok(None);
    };
    let day = typed.parse().or_else(|_| typed.parse().map(of_month));
    let typed = typed.to_owned();
    day.map(Some).map_err(|_| Problem::DayUnreadable { end, typed })
}

impl From<ThingKind> for cache::ThingKind {
    fn from(kind: ThingKind) -> Self {
        match kind {
            ThingKind::Customer => Self::Customer,
            ThingKind::Device => Self::Device,
            ThingKind::Connection => Self::Connection,
            ThingKind::Contractor => Self::Contractor,
            ThingKind::MiemasuDevice => Self::MiemasuDevice,
            ThingKind::RemoCustomer => Self::RemoCustomer,
            ThingKind::RemoCamera => Self::RemoCamera,
            ThingKind::Key => Self::Key,
        }
    }
}

impl From<cache::ThingKind> for ThingKind {
    fn from(kind: cache::ThingKind) -> Self {
        match kind {
            cache::ThingKind::Customer => Self::Customer,
            cache::ThingKind::Device => Self::Device,
            cache::ThingKind::Connection => Self::Connection,
            cache::ThingKind::Contractor => Self::Contractor,
            cache::ThingKind::MiemasuDevice => Self::MiemasuDevice,
            cache::ThingKind::RemoCustomer => Self::RemoCustomer,
            cache::ThingKind::RemoCamera => Self::RemoCamera,
            cache::ThingKind::Key => Self::Key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_of_days_in_japan_and_may_be_open() {
        let range = |from: &str, to: &str| {
            let of = |end: &str| Some(end.to_owned()).filter(|end| !end.is_empty());
            period(&IssuedForm {
                from: of(from),
                to: of(to),
            })
            .map(|range| (range.start().to_rfc3339(), range.end().to_rfc3339()))
        };
        let (first, last) = range("2026-11-01", "2026-11-01").unwrap();
        assert_eq!(first, "2026-10-31T15:00:00+00:00");
        assert_eq!(last, "2026-11-01T14:59:59.999999+00:00");
        assert_eq!(range("2026-02", "2026-02"), range("2026-02-01", "2026-02-28"));
        assert_eq!(range("", "").unwrap().0, "1970-01-01T00:00:00+00:00");
        for typed in ["2026-02-30", "2026-13", "昨日", "2026-11-01..2026-11-02"] {
            let refused = |end| {
                let typed = typed.to_owned();
                Err(Problem::DayUnreadable { end, typed })
            };
            assert_eq!(range(typed, ""), refused(PeriodEnd::From), "{typed}");
            assert_eq!(range("", typed), refused(PeriodEnd::To), "{typed}");
        }
    }
}
