//! Licences of a term: from stock to a contract user, to a camera, to their end.

use std::num::NonZeroU32;

use chrono::{DateTime, NaiveDate, Utc};

use super::Path;
use crate::calendar::{Balance, Month, japan_day};
use crate::catalogue::{Extent, Product, Programme};

/// **REM-3** Allocating more than so many days before expiry is warned of.
const EARLY_DAYS: i64 = 60;

/// The months of a licence of `product` and the path it is for, if it is one that comes from stock.
pub fn term(product: &Product) -> Option<(NonZeroU32, Path)> {
    match product.extent {
        Extent::Months(months) if product.programme == Programme::Remo && !product.demo => {
            Some((NonZeroU32::new(months)?, product.path?))
        }
        Extent::Months(_) | Extent::Units(_) | Extent::Perpetual => None,
    }
}

/// Proof that a licence may be allocated, and what comes of it. Only [`allocate`] makes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allocation {
    free_through: NaiveDate,
    paid_from: NaiveDate,
    expiry: NaiveDate,
    balance: Balance,
    warn_early: bool,
}

impl Allocation {
    /// The last free day.
    pub fn free_through(&self) -> NaiveDate {
        self.free_through
    }

    /// The first day of the term.
    pub fn paid_from(&self) -> NaiveDate {
        self.paid_from
    }

    /// The last day.
    pub fn expiry(&self) -> NaiveDate {
        self.expiry
    }

    /// **REM-3** Days gained and lost beside the licence that runs.
    pub fn balance(&self) -> Balance {
        self.balance
    }

    /// **REM-3** Whether it is more than 60 days before the expiry of the licence that runs.
    pub fn is_early(&self) -> bool {
        self.warn_early
    }
}

/// Decides what comes of allocating a licence of `months` from stock at `now` for a camera whose licence runs through
/// `current`.
///
/// - **REM-1** Stock does not age. The licence is free until the end of the following month; then its term begins.
/// - **REM-3** Allocating early wastes days.
pub fn allocate(months: NonZeroU32, current: Option<NaiveDate>, now: DateTime<Utc>) -> Allocation {
    let today = japan_day(now);
    // REM-1
    let free_month = Month::of(today).plus(1);
    let (free_through, paid_from) = (free_month.last_day(), free_month.plus(1).first_day());
    let expiry = free_month.plus(months.get()).last_day();
    Allocation {
        free_through,
        paid_from,
        expiry,
        balance: Balance::new(today, current, Some(&(today..=free_through)), &(paid_from..=expiry)),
        // REM-3
        warn_early: current.is_some_and(|current| (current - today).num_days() > EARLY_DAYS),
    }
}

/// A licence of a contract user that no camera has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unassigned<Id> {
    /// Which one.
    pub id: Id,
    /// Its path.
    pub path: Path,
    /// Its last day; `None` for a perpetual one.
    pub expiry: Option<NaiveDate>,
}

/// **REM-2** The licence that is assigned by itself to a camera of `path` whose licence has ended, on `today`: of the same path,
/// the one that expires first, never a perpetual one. Between two of one day, the lower id.
pub fn assign_by_itself<Id: Copy + Ord>(path: Path, unassigned: &[Unassigned<Id>], today: NaiveDate) -> Option<Id> {
    unassigned
        .iter()
        .filter(|licence| licence.path == path)
        .filter_map(|licence| licence.expiry.map(|expiry| (expiry, licence.id)))
        .filter(|(expiry, _)| *expiry >= today)
        .min()
        .map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: NonZeroU32 = NonZeroU32::new(12).unwrap();

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn rem_1_the_count_starts_on_the_day_of_allocation_in_japan() {
        for (now, expiry) in [
            ("2024-12-31T14:59:59Z", "2026-01-31"),
            ("2024-12-31T15:00:00Z", "2026-02-28"),
        ] {
            let allocation = allocate(YEAR, None, now.parse().unwrap());
            assert_eq!(allocation.expiry(), day(expiry), "{now}");
        }
    }

    #[test]
    fn rem_3_more_than_sixty_days_before_expiry_is_early() {
        for (current, is_early) in [("2026-03-02", false), ("2026-03-03", true), ("2025-01-01", false)] {
            let allocation = allocate(YEAR, Some(day(current)), "2026-01-01T12:00:00+09:00".parse().unwrap());
            assert_eq!(allocation.is_early(), is_early, "{current}");
        }
    }

    #[test]
    fn rem_2_the_licence_of_the_same_path_that_expires_first_is_assigned() {
        let licence = |id, path, expiry: Option<&str>| Unassigned {
            id,
            path,
            expiry: expiry.map(day),
        };
        let all = [
            licence(1, Path::Edge, None),
            licence(2, Path::Edge, Some("2026-05-31")),
            licence(3, Path::Edge, Some("2026-03-31")),
            licence(4, Path::Edge, Some("2026-03-31")),
            licence(5, Path::Direct, Some("2026-02-28")),
            licence(6, Path::Edge, Some("2026-01-31")),
        ];
        for (path, today, assigned) in [
            (Path::Edge, "2026-02-01", Some(3)),
            (Path::Edge, "2026-01-31", Some(6)),
            (Path::Edge, "2026-04-01", Some(2)),
            (Path::Edge, "2026-06-01", None),
            (Path::Direct, "2026-02-28", Some(5)),
            (Path::Direct, "2026-03-01", None),
        ] {
            assert_eq!(assign_by_itself(path, &all, day(today)), assigned, "{path:?} {today}");
        }
    }
}
