//! What the planner answers.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;

use crate::calendar::{Balance, Month, gmt_day, japan_day};
use crate::{miemasu, remo, tsunagaru};

/// What would come of an act.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Answer {
    /// It is possible, and this comes of it.
    Ok(Plan),
    /// A rule refuses it.
    Refused(Refused),
}

/// Why it is refused, with the values that say so.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Refused {
    /// The reason.
    pub code: Code,
    /// The last day on which it was possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The first day on which it will be possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_day: Option<NaiveDate>,
    /// The most months with which it is possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
}

/// A reason for refusing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// **TSU-3**
    ExtendInstead,
    /// There is no subscription to extend.
    NotRegistered,
    /// **TSU-6**
    Lapsed,
    /// **TSU-7**
    OverSixYears,
    /// A trial extends nothing.
    TrialExtends,
    /// **TSU-12**
    AskSupplier,
    /// **MIE-1**
    WindowNotOpen,
    /// **MIE-6**
    RenewInstead,
    /// **MIE-5**
    Deleted,
    /// **MIE-9**
    TermTooShort,
    /// **REM-8**
    MoveWindowClosed,
    /// **REM-9**
    ReapplyWindowClosed,
    /// **REM-10**
    TooManyCameras,
}

/// What comes of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Plan {
    /// Where a subscription of つながるねっと stands.
    Subscription {
        /// The state in one word.
        state: TsunagaruState,
        /// Its end.
        #[serde(flatten)]
        end: End,
    },
    /// A subscription of つながるねっと after the act.
    Subscribed {
        /// Its end.
        #[serde(flatten)]
        end: End,
        /// Months that can still be added on that day (**TSU-7**).
        months_left: u32,
        /// First day that the act adds.
        #[serde(skip_serializing_if = "Option::is_none")]
        counted_from: Option<NaiveDate>,
        /// Days on which the service runs thanks to the act.
        #[serde(skip_serializing_if = "Option::is_none")]
        days_added: Option<i64>,
        /// The last day on which the act is allowed (**TSU-5**).
        #[serde(skip_serializing_if = "Option::is_none")]
        last_day: Option<NaiveDate>,
    },
    /// Where a licence of みえますねっと stands.
    Schedule {
        /// 利用状況.
        state: miemasu::State,
        /// First day of the window.
        window_opens: NaiveDate,
        /// Last day of late renewal.
        last_renewal_day: NaiveDate,
        /// Day of deletion.
        deleted_on: NaiveDate,
    },
    /// A licence of みえますねっと after the act.
    Licensed {
        /// First day it covers.
        counted_from: NaiveDate,
        /// The expiry month.
        expiry: Month,
        /// Days gained and lost.
        #[serde(flatten)]
        balance: Balance,
        /// Days that only the old licence covered, and that are gone.
        days_dropped: i64,
        /// The last day on which the act is allowed.
        #[serde(skip_serializing_if = "Option::is_none")]
        last_day: Option<NaiveDate>,
    },
    /// A licence of i-PRO Remo after allocation.
    Allocated {
        /// Last free day.
        free_through: NaiveDate,
        /// First day of the term.
        paid_from: NaiveDate,
        /// Last day.
        expiry: NaiveDate,
        /// Days gained and lost.
        #[serde(flatten)]
        balance: Balance,
        /// Whether it is more than 60 days too early.
        warn_early: bool,
    },
    /// Days of notices.
    Notices {
        /// To the partner.
        partner: Vec<NaiveDate>,
        /// To the contract user.
        user: Vec<NaiveDate>,
    },
    /// It is possible.
    Open {
        /// The last day on which it is.
        last_day: NaiveDate,
    },
    /// Packs to order.
    Packs {
        /// The cameras of each.
        packs: Vec<u32>,
    },
}

/// The states of つながるねっと in one word each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are documented as `tsunagaru::State`")]
pub enum TsunagaruState {
    Unregistered,
    NotStarted,
    Trial,
    Active,
    Grace,
    Lapsed,
}

/// **TSU-2** The end of a subscription: relative until its first use.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum End {
    /// There is nothing.
    None {},
    /// It was not used yet.
    Relative {
        /// Months from first use.
        months_from_first_use: u32,
    },
    /// It ends.
    Known {
        /// **TSU-9** The last day in Greenwich.
        expiry: NaiveDate,
        /// **TSU-9** Its last minute on a clock in Japan.
        expiry_in_japan: NaiveDateTime,
        /// **TSU-5** The last day on which it can be extended.
        grace_ends: NaiveDate,
    },
}

impl Answer {
    /// The answer for what a rule `decided`.
    pub(super) fn of(decided: Result<Plan, impl Into<Refused>>) -> Self {
        match decided {
            Ok(plan) => Self::Ok(plan),
            Err(refusal) => Self::Refused(refusal.into()),
        }
    }

    /// The answer for an act that is possible until a day; `code` says that it no longer is.
    pub(super) fn until(decided: Result<NaiveDate, remo::Closed>, code: Code) -> Self {
        let refused = |closed: remo::Closed| Refused {
            last_day: Some(closed.last_day),
            ..code.into()
        };
        Self::of(decided.map(|last_day| Plan::Open { last_day }).map_err(refused))
    }
}

impl From<Code> for Refused {
    fn from(code: Code) -> Self {
        Self {
            code,
            last_day: None,
            first_day: None,
            months: None,
        }
    }
}

impl From<tsunagaru::Refusal> for Refused {
    fn from(refusal: tsunagaru::Refusal) -> Self {
        use tsunagaru::Refusal;
        match refusal {
            Refusal::ExtendInstead => Code::ExtendInstead.into(),
            Refusal::NotRegistered => Code::NotRegistered.into(),
            Refusal::Lapsed { last_day } => Self {
                last_day: Some(last_day),
                ..Code::Lapsed.into()
            },
            Refusal::OverSixYears { months } => Self {
                months: Some(months),
                ..Code::OverSixYears.into()
            },
            Refusal::TrialExtends => Code::TrialExtends.into(),
            Refusal::NoMonths => Code::TermTooShort.into(),
            Refusal::AskSupplier => Code::AskSupplier.into(),
        }
    }
}

impl From<miemasu::Refusal> for Refused {
    fn from(refusal: miemasu::Refusal) -> Self {
        use miemasu::Refusal;
        match refusal {
            Refusal::WindowNotOpen { opens } => Self {
                first_day: Some(opens),
                ..Code::WindowNotOpen.into()
            },
            Refusal::RenewInstead { opens } => Self {
                last_day: opens.pred_opt(),
                ..Code::RenewInstead.into()
            },
            Refusal::Deleted { on } => Self {
                last_day: on.pred_opt(),
                ..Code::Deleted.into()
            },
            Refusal::TermTooShort { .. } => Code::TermTooShort.into(),
        }
    }
}

impl From<remo::TooManyCameras> for Refused {
    fn from(_: remo::TooManyCameras) -> Self {
        Code::TooManyCameras.into()
    }
}

impl Plan {
    pub(super) fn status(state: tsunagaru::State) -> Self {
        use tsunagaru::State;
        let state_word = match state {
            State::Unregistered => TsunagaruState::Unregistered,
            State::NotStarted { .. } => TsunagaruState::NotStarted,
            State::Trial(_) => TsunagaruState::Trial,
            State::Active(_) => TsunagaruState::Active,
            State::Grace(_) => TsunagaruState::Grace,
            State::Lapsed(_) => TsunagaruState::Lapsed,
        };
        Self::Subscription {
            state: state_word,
            end: End::of(state),
        }
    }

    pub(super) fn subscribed(old: &tsunagaru::Subscription, change: &tsunagaru::Change, now: DateTime<Utc>) -> Self {
        let (subscription, today) = (change.subscription(), gmt_day(now));
        let days_added = change.days_added(old, today);
        Self::Subscribed {
            end: End::of(subscription.state(now)),
            months_left: tsunagaru::months_that_fit(subscription, today),
            counted_from: change.counted_from(old, today),
            days_added,
            // Where an act adds days, it is an extension.
            last_day: days_added
                .and_then(|_| old.state(now).period())
                .map(|period| period.grace_ends),
        }
    }

    pub(super) fn schedule(expiry: Month, now: DateTime<Utc>) -> Self {
        let schedule = miemasu::Schedule::of(expiry);
        Self::Schedule {
            state: schedule.state(japan_day(now)),
            window_opens: schedule.window_opens,
            last_renewal_day: schedule.last_renewal_day,
            deleted_on: schedule.deleted_on,
        }
    }

    pub(super) fn licensed(change: &miemasu::Change, last_day: Option<NaiveDate>) -> Self {
        Self::Licensed {
            counted_from: change.counted_from(),
            expiry: change.expiry(),
            balance: change.balance(),
            days_dropped: change.days_dropped(),
            last_day,
        }
    }

    pub(super) fn allocated(allocation: &remo::Allocation) -> Self {
        Self::Allocated {
            free_through: allocation.free_through(),
            paid_from: allocation.paid_from(),
            expiry: allocation.expiry(),
            balance: allocation.balance(),
            warn_early: allocation.is_early(),
        }
    }
}

impl End {
    fn of(state: tsunagaru::State) -> Self {
        use tsunagaru::State;
        match state {
            State::Unregistered => Self::None {},
            State::NotStarted { months } => Self::Relative {
                months_from_first_use: months,
            },
            State::Trial(period) | State::Active(period) | State::Grace(period) | State::Lapsed(period) => {
                Self::Known {
                    expiry: period.expiry,
                    expiry_in_japan: tsunagaru::last_minute_in_japan(period.expiry),
                    grace_ends: period.grace_ends,
                }
            }
        }
    }
}
