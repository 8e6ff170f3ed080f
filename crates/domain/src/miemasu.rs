//! みえますねっと年間パック: licences of cameras that end with a month. All days are Japan's.
//!
//! Deliberately not here: who may act for a contractor, and the sentences of the mail that goes out when a window opens.

mod acts;
mod key;
mod names;
mod services;
mod sheet;

pub use acts::{
    Deletion, DeletionRefusal, Held, LicenceRefusal, Licensed, Offered, Proposal, Replacement, WindowMail, Withdrawal,
    delete_on_wish, delete_when_due, is_there, license_first, propose, window_mail, withdraw,
};
pub use key::{LicenceKey, ParseLicenceKeyError, SheetRefusal, SheetState, serves};
pub use names::{ContractorName, DeviceName, DomainName, MacAddress, Name, ParseNameError, mac_digits};
pub use services::{
    Confirmations, Missing, Recording, Services, missing_for_change, missing_for_deletion, missing_for_withdrawal,
};
pub use sheet::{NoSheets, SheetTerms, sheets_of};

use std::ops::RangeInclusive;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::{Balance, Month, days, japan_day, japan_midnight, next_day};

/// **MIE-3** The day of the month after next on which renewal is last possible.
const LAST_RENEWAL_DAY: u32 = 26;
/// **MIE-9** The shortest term. With it the next window never opens before the one renewed in has closed, so nobody can renew
/// twice in one. [policy: the sheets sold have 12 and 36 months]
pub const SHORTEST_TERM: u32 = 3;

/// The days of a licence that ends with its expiry month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schedule {
    /// The expiry month: 「2017年7月末まで」.
    pub expiry: Month,
    /// **MIE-1** The first day of the renewal window (更新受付中).
    pub window_opens: NaiveDate,
    /// **MIE-3** The last day on which a late renewal is possible.
    pub last_renewal_day: NaiveDate,
    /// **MIE-5** The day at whose beginning the device is deleted.
    pub deleted_on: NaiveDate,
}

/// 利用状況.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 利用中.
    InUse,
    /// 更新受付中: the licence still runs, and can be renewed.
    RenewalOpen,
    /// 有効期限終了: the service has stopped; domain name and recordings are kept.
    Expired,
    /// The device is gone.
    Deleted,
}

impl Schedule {
    /// The days of a licence that ends with `expiry`.
    pub fn of(expiry: Month) -> Self {
        let after_next = expiry.plus(2).first_day();
        let last_renewal_day = after_next + Days::new(u64::from(LAST_RENEWAL_DAY) - 1);
        Self {
            expiry,
            window_opens: expiry.before().first_day(),
            last_renewal_day,
            deleted_on: next_day(last_renewal_day),
        }
    }

    /// Where the licence stands on `today`.
    ///
    /// - **MIE-1** The window opens on the 1st of the month before the expiry month and closes with the expiry month.
    /// - **MIE-3** At expiry the service stops; renewal is possible until the 26th of the month after next.
    /// - **MIE-5** On the 27th, at 00:00, the device is deleted.
    pub fn state(&self, today: NaiveDate) -> State {
        if today >= self.deleted_on {
            State::Deleted
        } else if today > self.expiry.last_day() {
            State::Expired
        } else if today >= self.window_opens {
            State::RenewalOpen
        } else {
            State::InUse
        }
    }

    /// **MIE-1** The instant at which the window opens.
    pub fn opening(&self) -> DateTime<Utc> {
        japan_midnight(self.window_opens)
    }

    /// **MIE-5** The instant of deletion. A renewal committed before it wins.
    pub fn deletion(&self) -> DateTime<Utc> {
        japan_midnight(self.deleted_on)
    }
}

impl State {
    /// The expiry months of the licences that are in this state on `today`: the later a licence ends, the earlier its state.
    pub fn expiries(self, today: NaiveDate) -> Option<RangeInclusive<Month>> {
        let month = Month::of(today);
        let long_past = (0..LIFE_AFTER_EXPIRY).fold(month, |month, _| month.before());
        let near = (0..=2 * LIFE_AFTER_EXPIRY).map(|months| long_past.plus(months));
        let in_it: Vec<Month> = near
            .filter(|expiry| Schedule::of(*expiry).state(today) == self)
            .collect();
        let (first, last) = (*in_it.first()?, *in_it.last()?);
        Some(match self {
            Self::InUse => first..=Month::LAST,
            Self::RenewalOpen | Self::Expired => first..=last,
            Self::Deleted => Month::FIRST..=last,
        })
    }
}

/// Months after which a licence that has ended is long gone, and before which one that will end is surely in use.
const LIFE_AFTER_EXPIRY: u32 = 4;

/// Proof that a licence may be changed so. Only the rules here make one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    counted_from: NaiveDate,
    expiry: Month,
    balance: Balance,
    days_dropped: i64,
}

impl Change {
    fn new(first: Month, term: u32, old: Option<Month>, today: NaiveDate) -> Self {
        let expiry = first.plus(term - 1);
        let covered = first.first_day()..=expiry.last_day();
        let old_end = old.map(Month::last_day);
        let beyond = |end| next_day(expiry.last_day()).max(today)..=end;
        Self {
            counted_from: first.first_day(),
            expiry,
            balance: Balance::new(today, old_end, None, &covered),
            days_dropped: old_end.map_or(0, |end| days(&beyond(end))),
        }
    }

    /// The first day that the new licence covers.
    pub fn counted_from(&self) -> NaiveDate {
        self.counted_from
    }

    /// The new expiry month.
    pub fn expiry(&self) -> Month {
        self.expiry
    }

    /// Days gained and lost.
    pub fn balance(&self) -> Balance {
        self.balance
    }

    /// **MIE-6** Days the old licence would still have covered after the end of the new one: they are gone, too.
    pub fn days_dropped(&self) -> i64 {
        self.days_dropped
    }
}

/// Why a licence is not changed so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// **MIE-1** The renewal window is not open yet.
    #[error("the renewal window opens on {opens}")]
    WindowNotOpen {
        /// Its first day.
        opens: NaiveDate,
    },
    /// **MIE-6** A forced change is for the time before the window; now it can be renewed.
    #[error("the window has been open since {opens}: renew instead")]
    RenewInstead {
        /// The first day of the window.
        opens: NaiveDate,
    },
    /// **MIE-5** The device is deleted.
    #[error("the device was deleted on {on}")]
    Deleted {
        /// The day of the deletion.
        on: NaiveDate,
    },
    /// **MIE-9** The term is shorter than [`SHORTEST_TERM`].
    #[error("a term has at least {SHORTEST_TERM} months, not {months}")]
    TermTooShort {
        /// The months asked for.
        months: u32,
    },
}

/// Decides a renewal by `term` months of a licence that ends with `old`.
///
/// - **MIE-2** Inside the window the new expiry is the old expiry month and the term.
/// - **MIE-4** A late renewal counts from the 1st of the month in which it is made.
/// - **MIE-5** Never after the deletion.
pub fn renew(old: Month, term: u32, now: DateTime<Utc>) -> Result<Change, Refusal> {
    let (schedule, today) = (Schedule::of(old), japan_day(now));
    long_enough(term)?;
    match schedule.state(today) {
        State::InUse => Err(Refusal::WindowNotOpen {
            opens: schedule.window_opens,
        }),
        // MIE-2
        State::RenewalOpen => Ok(Change::new(old.plus(1), term, Some(old), today)),
        // MIE-4
        State::Expired => Ok(Change::new(Month::of(today), term, Some(old), today)),
        State::Deleted => Err(Refusal::Deleted {
            on: schedule.deleted_on,
        }),
    }
}

/// Decides サービス強制変更: another licence at once, in place of one that ends with `old`.
///
/// - **MIE-6** Only before the window. The remainder of the old licence is lost; the new one counts from the 1st of the
///   current month. [policy]
pub fn force_change(old: Month, term: u32, now: DateTime<Utc>) -> Result<Change, Refusal> {
    let (schedule, today) = (Schedule::of(old), japan_day(now));
    long_enough(term)?;
    match schedule.state(today) {
        State::InUse => Ok(Change::new(Month::of(today), term, Some(old), today)),
        State::RenewalOpen | State::Expired => Err(Refusal::RenewInstead {
            opens: schedule.window_opens,
        }),
        State::Deleted => Err(Refusal::Deleted {
            on: schedule.deleted_on,
        }),
    }
}

/// **MIE-12** A first registration counts from the 1st of the current month. [policy]
pub fn register(term: u32, now: DateTime<Utc>) -> Result<Change, Refusal> {
    let today = japan_day(now);
    long_enough(term)?;
    Ok(Change::new(Month::of(today), term, None, today))
}

/// **MIE-10** 機器の交換 keeps key, expiry and services, so it is possible as long as the device is there.
pub fn exchange(old: Month, now: DateTime<Utc>) -> Result<(), Refusal> {
    is_there(old, now)
}

/// **MIE-9**
fn long_enough(term: u32) -> Result<(), Refusal> {
    if term < SHORTEST_TERM {
        Err(Refusal::TermTooShort { months: term })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
