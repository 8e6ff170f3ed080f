//! The parts of a problem that are several things at once.

use kagifuda_wire::problem::RemoReason;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::Problem;

/// Every `reason` that a Remo refusal may have.
pub const REMO_REASONS: [RemoReason; RemoReason::ALL.len()] = RemoReason::ALL;

/// One thing typed wrongly in a form.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Mistake {
    /// The line of keys it stands on, from 1, if it is on one.
    pub key_line: Option<u32>,
    /// What is wrong.
    #[serde(flatten)]
    pub problem: Problem,
}

/// The field that a typed number stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// アクティベーションキーナンバー.
    ActivationKey,
    /// レジストレーションID.
    RegistrationId,
    /// MPR ID or MAC address.
    Device,
}

/// A field of the what-if planner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PlanField {
    /// The day of the act.
    Day,
    /// The time of the act.
    Time,
    /// The months of a period.
    Periods,
    /// The day from which periods are counted.
    FirstUsed,
    /// The months of the act.
    Months,
    /// The expiry month.
    ExpiryMonth,
    /// The last day of a licence.
    ExpiryDay,
    /// The day of the first assignment.
    Assigned,
    /// The number of cameras.
    Cameras,
}

/// The end of a period that a day was typed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PeriodEnd {
    /// The first day.
    From,
    /// The last day.
    To,
}

/// A line that an application was refused for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RefusedLine {
    /// The number on that line, grouped.
    pub activation_key: String,
    /// Why.
    #[serde(flatten)]
    pub refusal: LineRefusal,
}

/// Why a line is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LineRefusal {
    /// No such number, or another registration id (KMS-11).
    UnknownPair,
    /// Too many wrong registration ids (KMS-11).
    KeyLocked {
        /// When it may be tried again, RFC 3339.
        until: String,
    },
    /// It belongs to another device for ever (KMS-1).
    BoundElsewhere {
        /// That device, if this dealer registered it.
        device: Option<String>,
    },
    /// Its product belongs to another programme (KMS-3).
    OtherProgramme {
        /// Where to register it: `tsunagaru`, `miemasu`, `remo`.
        programme: String,
    },
    /// The same number stands on an earlier line.
    RepeatedLine,
}

/// Something that is confirmed by a check box of its own before it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// The remainder of the old licence (MIE-6).
    RemainderLost,
    /// The recordings (MIE-7).
    RecordingsDeleted,
    /// The money for the time left (MIE-10).
    NoRefund,
    /// The key (MIE-10).
    KeyVoid,
    /// The contract user's data (MIE-11).
    DataErased,
}

/// The terms that a subscription is applied for under (TSU-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// Those of the free trial.
    Trial,
    /// Those of paid periods.
    Paid,
}

/// A field of an account's form that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// 会社名.
    Company,
    /// 国名.
    Country,
    /// 郵便番号.
    PostalCode,
    /// 電話番号.
    Phone,
    /// 所在地.
    Address,
    /// 担当者.
    Contact,
    /// メールアドレス.
    Email,
    /// メールアドレス（確認用）.
    EmailConfirmation,
    /// 登録ID.
    Login,
}

/// Why a new password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PasswordFault {
    /// It does not have 8 to 128 characters.
    Length,
    /// It is one of those that are tried first.
    Common,
}
