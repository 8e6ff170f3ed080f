//! つながるねっと: applying for a subscription, extending it, and where it stands.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use kagifuda_domain::calendar::gmt_day;
use kagifuda_domain::ids::{DeviceId, RegistrationKey};
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru::{
    self, ConnectionNo, Refusal, Subscription, TermsKind, TermsVersion, last_minute_in_japan, months_that_fit,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kms::KeyPair;
use crate::problem::ProblemCode;

/// Body of `POST /v1/tsunagaru/offers`: three connection numbers to choose from (TSU-11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskForNumbers {
    /// MPR ID.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// Whether others are wanted in place of those held. They cannot be had back.
    #[serde(default)]
    pub others: bool,
}

/// Answer: the numbers held for this device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Offer {
    /// Three connection numbers.
    #[schema(value_type = Vec<String>, example = json!(["111-1234-5678", "117-2345-6789", "118-3456-7890"]))]
    pub candidates: Vec<ConnectionNo>,
    /// How often others can still be drawn.
    pub redraws_left: u8,
    /// Until when they are held.
    pub held_until: DateTime<Utc>,
}

/// Body of `POST /v1/tsunagaru/applications` (TSU-3, TSU-7, TSU-10 to TSU-12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// MPR ID.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// Where the device stands; left out, what is known stays (KMS-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>, min_items = 2, max_items = 2)]
    pub site: Option<Site>,
    /// The pair on the card.
    pub key: KeyPair,
    /// The number chosen among those offered.
    #[schema(value_type = String, example = "111-1234-5678")]
    pub connection_no: ConnectionNo,
    /// The version of the terms that was accepted; left out or `null`, they were refused (TSU-10).
    #[serde(default)]
    #[schema(value_type = Option<u32>, example = 1)]
    pub accepted_terms: Option<TermsVersion>,
}

/// Answer: the device is subscribed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Subscribed {
    /// 接続番号.
    #[schema(value_type = String, example = "111-1234-5678")]
    pub connection_no: ConnectionNo,
    /// What to enter on the device.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub registration_key: RegistrationKey,
    /// 利用期限.
    pub standing: Standing,
    /// Whether this pair had been applied with before, and nothing changed (TSU-1, KMS-2).
    pub again: bool,
}

/// Body of `POST /v1/tsunagaru/extensions` and of its preview (TSU-4 to TSU-8, TSU-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Extend {
    /// MPR ID.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// The pair on the card.
    pub key: KeyPair,
    /// The version of the terms that was accepted; left out or `null`, they were refused (TSU-10).
    #[serde(default)]
    #[schema(value_type = Option<u32>, example = 1)]
    pub accepted_terms: Option<TermsVersion>,
    /// What the preview showed as 申請後の利用期限, so that nothing else is confirmed: past midnight in Greenwich, which is nine o'clock in
    /// Japan, it may be another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Standing>,
}

/// Answer: the subscription before and after. Nothing needs to be entered on the device (TSU-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Extended {
    /// 現在の利用期限.
    pub before: Standing,
    /// 申請後の利用期限.
    pub after: Standing,
    /// Whether this pair had extended it before, and nothing changed (TSU-1, KMS-2).
    pub again: bool,
}

/// Body of `POST /v1/tsunagaru/search`: what proves possession (TSU-13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// MPR ID; its form is the type of the device.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// The pair on the card.
    pub key: KeyPair,
}

/// Answer to a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// 接続番号.
    #[schema(value_type = String, example = "111-1234-5678")]
    pub connection_no: ConnectionNo,
    /// What is entered on the device.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub registration_key: RegistrationKey,
    /// Where it stands.
    pub standing: Standing,
}

/// Body of `POST /v1/tsunagaru/first-use`, sent by a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstUse {
    /// MPR ID.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// HMAC-SHA-256 in base64 over `kagifuda/first-use/1`, a line break and the 16 digits of the MPR ID, under the 16 digits of the
    /// registration key that was entered on the device, in ASCII and upper case.
    #[schema(example = "w6uP8Tcg6K2QR905Rms8iXTlksL6OD1KOWBxTK7wxPI=")]
    pub mac: String,
}

/// Where a subscription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    /// The state, in one word.
    pub state: State,
    /// The months of all periods together.
    pub months: u32,
    /// The last day, through 23:59:59 in Greenwich; not there before first use (TSU-2, TSU-9).
    pub expiry: Option<NaiveDate>,
    /// The last minute of that day on a clock in Japan (TSU-9).
    pub expiry_in_japan: Option<NaiveDateTime>,
    /// The last day in Greenwich on which it can be extended (TSU-5).
    pub grace_ends: Option<NaiveDate>,
    /// The most months that can be added now (TSU-7).
    pub months_that_fit: u32,
}

impl Standing {
    /// Where `subscription` stands at `now`.
    pub fn of(subscription: &Subscription, now: DateTime<Utc>) -> Self {
        let state = subscription.state(now);
        let period = state.period();
        Self {
            state: state.into(),
            months: subscription.months(),
            expiry: period.map(|period| period.expiry),
            expiry_in_japan: period.map(|period| last_minute_in_japan(period.expiry)),
            grace_ends: period.map(|period| period.grace_ends),
            months_that_fit: months_that_fit(subscription, gmt_day(now)),
        }
    }
}

/// The state of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 登録されていません: nothing was applied for.
    Unregistered,
    /// Issued, never used; the months count from first use.
    NotStarted,
    /// The free trial runs, and nothing paid is behind it.
    Trial,
    /// A period runs.
    Active,
    /// 有効期限が切れています: expired, and can be extended.
    Grace,
    /// Expired for more than six months.
    Lapsed,
}

impl From<tsunagaru::State> for State {
    fn from(state: tsunagaru::State) -> Self {
        match state {
            tsunagaru::State::Unregistered => Self::Unregistered,
            tsunagaru::State::NotStarted { .. } => Self::NotStarted,
            tsunagaru::State::Trial(_) => Self::Trial,
            tsunagaru::State::Active(_) => Self::Active,
            tsunagaru::State::Grace(_) => Self::Grace,
            tsunagaru::State::Lapsed(_) => Self::Lapsed,
        }
    }
}

impl From<Refusal> for ProblemCode {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::ExtendInstead => Self::ExtendInstead,
            Refusal::NotRegistered => Self::NothingToExtend,
            Refusal::Lapsed { last_day } => Self::GraceOver { last_day },
            Refusal::OverSixYears { months } => Self::OverSixYears { months },
            Refusal::TrialExtends => Self::TrialExtendsNothing,
            // The catalogue has no period without a month.
            Refusal::NoMonths => Self::OverSixYears { months: 0 },
            Refusal::AskSupplier => Self::AskSupplier,
        }
    }
}

/// Answer of `GET /v1/tsunagaru/terms`: the terms in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TermsInForce {
    /// Those of the trial, and those of paid periods.
    pub terms: Vec<Terms>,
}

/// 約款.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Terms {
    /// Which ones.
    #[schema(value_type = String, example = "paid")]
    pub kind: TermsKind,
    /// Their version, counted from 1.
    #[schema(value_type = u32, example = 1)]
    pub version: TermsVersion,
    /// The text in Japanese: paragraphs, a blank line between two.
    pub ja: String,
    /// The text in English.
    pub en: String,
}
