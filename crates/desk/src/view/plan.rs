//! The what-if planner: questions as people type them, and answers.

use chrono::{NaiveDate, NaiveDateTime};
use kagifuda_domain::plan::Code;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::SubscriptionState;

/// What is asked: an act of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanAct {
    /// つながるねっと: where a subscription stands.
    TsunagaruStatus,
    /// 新規申請.
    TsunagaruApply,
    /// 期間の延長.
    TsunagaruExtend,
    /// みえますねっと年間パック: where a licence stands.
    MiemasuStatus,
    /// A first registration.
    MiemasuRegister,
    /// A renewal.
    MiemasuRenew,
    /// サービス強制変更.
    MiemasuForceChange,
    /// i-PRO Remo: 割り当て of a licence of a term.
    RemoAllocate,
    /// The days on which notices go out.
    RemoNotices,
    /// Moving a perpetual licence to another camera.
    RemoMove,
    /// Applying for a perpetual licence again because its camera failed.
    RemoReapply,
    /// The fewest packs.
    RemoPacks,
}

/// A question as typed. What the act does not ask for is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanForm {
    /// The act.
    pub act: PlanAct,
    /// The day of the act in Japan, as people type days.
    pub day: String,
    /// The time of the act in Japan, `14:05`.
    pub time: String,
    /// The periods of the subscription since its last new start.
    pub periods: Vec<PlanPeriod>,
    /// The day in Greenwich from which they are counted; empty for never used.
    pub first_used: String,
    /// The months of the act.
    pub months: String,
    /// Whether they are the free trial.
    pub trial: bool,
    /// The expiry month there is, `2027/7`.
    pub expiry_month: String,
    /// The last day of the licence that runs; empty for none.
    pub expiry_day: String,
    /// The day in Japan on which a perpetual licence was first assigned.
    pub assigned: String,
    /// The number of cameras.
    pub cameras: String,
}

/// One period of a subscription, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PlanPeriod {
    /// Its months.
    pub months: String,
    /// Whether it is the free trial.
    pub trial: bool,
}

/// What would come of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PlanView {
    /// The day of the act in the programme's own zone (Greenwich for つながるねっと, else Japan), where it has one.
    #[specta(type = Option<String>)]
    pub today: Option<NaiveDate>,
    /// The last day of what there is before, where there is something.
    #[specta(type = Option<String>)]
    pub before: Option<NaiveDate>,
    /// The answer.
    pub answer: PlanAnswer,
}

/// The end of a subscription: relative until its first use (TSU-2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct PlanEnd {
    /// Months from first use, while it was not used.
    pub months_from_first_use: Option<u32>,
    /// The last day in Greenwich.
    #[specta(type = Option<String>)]
    pub expiry: Option<NaiveDate>,
    /// Its last minute on a clock in Japan (TSU-9).
    #[specta(type = Option<String>)]
    pub expiry_in_japan: Option<NaiveDateTime>,
    /// The last day on which it can be extended (TSU-5).
    #[specta(type = Option<String>)]
    pub grace_ends: Option<NaiveDate>,
}

/// The state of a licence of みえますねっと年間パック.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LicenceState {
    /// 利用中.
    InUse,
    /// 更新受付中.
    RenewalOpen,
    /// 有効期限終了.
    Expired,
    /// The device is gone.
    Deleted,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PlanAnswer {
    /// A rule refuses it.
    Refused {
        /// Which.
        reason: PlanRefusal,
        /// The last day on which it was possible.
        #[specta(type = Option<String>)]
        last_day: Option<NaiveDate>,
        /// The first day on which it will be.
        #[specta(type = Option<String>)]
        first_day: Option<NaiveDate>,
        /// The most months with which it is possible.
        months: Option<u32>,
    },
    /// Where a subscription stands.
    Subscription {
        /// The state.
        state: SubscriptionState,
        /// Its end.
        end: PlanEnd,
    },
    /// A subscription after the act.
    Subscribed {
        /// Its end.
        end: PlanEnd,
        /// Months that can still be added on that day (TSU-7).
        months_left: u32,
        /// First day that the act adds.
        #[specta(type = Option<String>)]
        counted_from: Option<NaiveDate>,
        /// Days on which the service runs thanks to the act.
        days_added: Option<i32>,
        /// The last day on which the act is allowed.
        #[specta(type = Option<String>)]
        last_day: Option<NaiveDate>,
    },
    /// Where a licence of みえますねっと stands (MIE-1, MIE-3, MIE-5).
    Schedule {
        /// 利用状況.
        state: LicenceState,
        /// First day of the window.
        #[specta(type = String)]
        window_opens: NaiveDate,
        /// Last day of late renewal.
        #[specta(type = String)]
        last_renewal_day: NaiveDate,
        /// Day of deletion.
        #[specta(type = String)]
        deleted_on: NaiveDate,
    },
    /// A licence of みえますねっと after the act.
    Licensed {
        /// First day it covers.
        #[specta(type = String)]
        counted_from: NaiveDate,
        /// The expiry month.
        expiry: String,
        /// Its last day.
        #[specta(type = String)]
        last_covered: NaiveDate,
        /// Days lost.
        days_lost: i32,
        /// Days gained.
        days_gained: i32,
        /// Days that only the old licence covered.
        days_dropped: i32,
        /// The last day on which the act is allowed.
        #[specta(type = Option<String>)]
        last_day: Option<NaiveDate>,
    },
    /// A licence of i-PRO Remo after allocation (REM-1, REM-3).
    Allocated {
        /// Last free day.
        #[specta(type = String)]
        free_through: NaiveDate,
        /// First day of the term.
        #[specta(type = String)]
        paid_from: NaiveDate,
        /// Last day.
        #[specta(type = String)]
        expiry: NaiveDate,
        /// Days lost.
        days_lost: i32,
        /// Days gained.
        days_gained: i32,
        /// Whether it is more than 60 days too early.
        warn_early: bool,
    },
    /// Days of notices (REM-5).
    Notices {
        /// To the partner.
        #[specta(type = Vec<String>)]
        partner: Vec<NaiveDate>,
        /// To the contract user.
        #[specta(type = Vec<String>)]
        user: Vec<NaiveDate>,
    },
    /// It is possible.
    Open {
        /// The last day on which it is.
        #[specta(type = String)]
        last_day: NaiveDate,
    },
    /// Packs to order (REM-10).
    Packs {
        /// The cameras of each.
        packs: Vec<u32>,
    },
}

/// Why a rule refuses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are documented as `plan::Code`")]
pub enum PlanRefusal {
    ExtendInstead,
    NotRegistered,
    Lapsed,
    OverSixYears,
    TrialExtends,
    AskSupplier,
    WindowNotOpen,
    RenewInstead,
    Deleted,
    TermTooShort,
    MoveWindowClosed,
    ReapplyWindowClosed,
    TooManyCameras,
}

impl From<Code> for PlanRefusal {
    fn from(code: Code) -> Self {
        match code {
            Code::ExtendInstead => Self::ExtendInstead,
            Code::NotRegistered => Self::NotRegistered,
            Code::Lapsed => Self::Lapsed,
            Code::OverSixYears => Self::OverSixYears,
            Code::TrialExtends => Self::TrialExtends,
            Code::AskSupplier => Self::AskSupplier,
            Code::WindowNotOpen => Self::WindowNotOpen,
            Code::RenewInstead => Self::RenewInstead,
            Code::Deleted => Self::Deleted,
            Code::TermTooShort => Self::TermTooShort,
            Code::MoveWindowClosed => Self::MoveWindowClosed,
            Code::ReapplyWindowClosed => Self::ReapplyWindowClosed,
            Code::TooManyCameras => Self::TooManyCameras,
        }
    }
}

/// A licence that the office knows, with what a question about it says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LicenceView {
    /// Whose it is, or where it is.
    pub name: String,
    /// Its device, or 品番 where it has none.
    pub number: String,
    /// What else it is known by: connection number, domain name, camera.
    pub detail: String,
    /// What is known.
    pub known: PlanKnown,
}

/// What is known of a licence that days can be worked out for, as [`PlanForm`] has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "programme", rename_all = "snake_case")]
pub enum PlanKnown {
    /// A subscription.
    Tsunagaru {
        /// Its periods.
        periods: Vec<PlanPeriod>,
        /// The day from which they are counted; empty for never used.
        first_used: String,
    },
    /// A licence that ends with a month.
    Miemasu {
        /// The month.
        expiry_month: String,
    },
    /// A licence of a term.
    RemoTerm {
        /// Its last day.
        expiry_day: String,
    },
    /// A perpetual licence that was assigned.
    RemoPerpetual {
        /// The day of its first assignment.
        assigned: String,
    },
}
