//! Everything the server may refuse or fail with: a closed set of codes, each with its facts. Sentences are made elsewhere.

mod part;
mod remo;

pub use part::{Confirmation, LineCode, PasswordFault, RefusedLine};
pub use remo::RemoReason;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::account::ProfileRefusal;
use kagifuda_domain::tsunagaru::{TermsKind, TermsVersion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::maintenance::Maintenance;
use crate::miemasu::Shown;
use crate::tsunagaru::Standing;

/// Body of every answer that is not a success (RFC 9457, media type `application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// The HTTP status, repeated.
    pub status: u16,
    /// What happened, with its facts beside `code`.
    #[serde(flatten)]
    pub code: ProblemCode,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ProblemCode {
    /// 400: the request is not of the form the OpenAPI document describes.
    BadRequest {
        /// Where and why, for the programmer of the client.
        detail: String,
    },
    /// 400: a write came without its `Idempotency-Key`, or with one that is no UUID.
    IdempotencyKeyMissing,
    /// 401: no access token, or one that is not known.
    NotSignedIn,
    /// 401: the access token has expired; refresh.
    AccessExpired,
    /// 401: the refresh token is not known, has expired or was used before; sign in again.
    SessionEnded,
    /// 401: login and password do not fit. Alike for unknown logins.
    WrongCredentials,
    /// 401: login and password fit, and the member has a second factor: sign in with its code, too.
    SecondFactorWanted,
    /// 401: the code of the second factor does not fit, or was used before.
    SecondFactorWrong,
    /// 429: too many failures (ACC-6); the same number stands in `Retry-After`.
    TooManyTries {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// 403: the member's role may not do this (ACC-5).
    RoleMayNot,
    /// 403: the dealer demands a second factor, and this member has none yet: set it up first.
    SecondFactorDemanded,
    /// 404: no such thing, or not this dealer's.
    NotFound,
    /// 404: no link has this token, or one for another purpose, or one forgotten long ago.
    LinkUnknown,
    /// 405.
    MethodNotAllowed,
    /// 409: a cursor ahead of the feed: the desk has seen changes this server does not have.
    CursorAhead {
        /// The latest change there is.
        head: u64,
    },
    /// 409: somebody has this login.
    LoginTaken,
    /// 409: somebody has this address by now: choose what is to become of it (ACC-2).
    AddressKnown,
    /// 410: the link was used before (ACC-2).
    LinkUsed,
    /// 410: the link is too old (ACC-2).
    LinkExpired {
        /// Until when it was good.
        until: DateTime<Utc>,
    },
    /// 413.
    BodyTooLarge {
        /// Bytes taken at most.
        limit: u64,
    },
    /// 422: the key was used for a write with another body.
    IdempotencyKeyReused,
    /// 422: no key, or more than eight, in one application (KMS-4).
    KeyCount {
        /// How many there were.
        found: u64,
        /// How many may be.
        max: u64,
    },
    /// 422: an application is refused; nothing of it was done (KMS-4).
    LinesRefused {
        /// Every offending line.
        lines: Vec<RefusedLine>,
    },
    /// 422: the device has a subscription, which can be extended (TSU-3).
    ExtendInstead,
    /// 422: the device has a subscription with another dealer; the supplier is to be asked (TSU-3).
    SubscribedElsewhere,
    /// 422: the device has no subscription that could be extended: a new application is needed.
    NothingToExtend,
    /// 422: the subscription expired for too long; a new application is needed (TSU-6).
    GraceOver {
        /// The last day in Greenwich on which it could be extended.
        last_day: NaiveDate,
    },
    /// 422: all periods together would exceed six years (TSU-7).
    OverSixYears {
        /// The most months that can be added now.
        months: u32,
    },
    /// 422: a trial begins a subscription, and extends none.
    TrialExtendsNothing,
    /// 422: for an MPCS the supplier is to be asked (TSU-12).
    AskSupplier,
    /// 422: the terms in force were not accepted (TSU-10).
    TermsNotAccepted {
        /// Which terms.
        #[schema(value_type = String, example = "paid")]
        terms: TermsKind,
        /// The version in force.
        #[schema(value_type = u32)]
        version: TermsVersion,
    },
    /// 422: the pair has given its period, which counts no more, and gives none again.
    CardServed,
    /// 422: what was shown before it was confirmed is no longer so; nothing was done.
    StandingChanged {
        /// Where the subscription would stand now.
        after: Standing,
    },
    /// 422: other numbers were drawn as often as can be (TSU-11).
    NoMoreNumbers,
    /// 422: the number is not among those offered to this device (TSU-11).
    NumberNotOffered,
    /// 422: the number was offered, and the hold has ended (TSU-11).
    NumberHoldEnded {
        /// When.
        until: DateTime<Utc>,
    },
    /// 422: fields of a form are not taken.
    FieldsRefused {
        /// Which, such as `company` or `email_confirmation`.
        #[schema(value_type = Vec<String>, example = json!(["company"]))]
        fields: Vec<ProfileRefusal>,
    },
    /// 422: other conditions were agreed to than those of today (ACC-1).
    ConsentOutdated {
        /// The version of those of today.
        version: String,
    },
    /// 422: the new password is not taken.
    PasswordRefused {
        /// Why.
        why: PasswordFault,
    },
    /// 422: the last owner stays (ACC-5).
    LastOwner,
    /// 422: there is no second factor here that this could be done with.
    SecondFactorOff,
    /// 422: there is a second factor already.
    SecondFactorOn,
    /// 422: no sheet of this dealer has this licence key; upper and lower case count (MIE-8).
    LicenceKeyUnknown,
    /// 422: the licence key has served (MIE-8, MIE-10).
    LicenceKeyUsed,
    /// 422: the renewal window is not open yet (MIE-1).
    WindowNotOpen {
        /// Its first day in Japan.
        #[schema(value_type = String)]
        opens: NaiveDate,
    },
    /// 422: a forced change is for the time before the window; now the licence can be renewed (MIE-6).
    RenewInstead {
        /// The first day of the window in Japan.
        #[schema(value_type = String)]
        opens: NaiveDate,
    },
    /// 422: the device was deleted, with its domain name and recordings (MIE-5, MIE-10).
    DeviceDeleted {
        /// The day in Japan.
        #[schema(value_type = String)]
        on: NaiveDate,
    },
    /// 422: something is lost for good, and not everything about it is confirmed (MIE-6, MIE-7, MIE-10, MIE-11).
    Unconfirmed {
        /// All that is not.
        missing: Vec<Confirmation>,
    },
    /// 422: a contract user withdraws after all devices are deleted (MIE-11). What is not confirmed besides is named as well.
    DevicesLeft {
        /// How many are there.
        count: u64,
        /// All that is not confirmed.
        missing: Vec<Confirmation>,
    },
    /// 422: what was shown before it was confirmed is no longer so; nothing was done.
    ShownNoLonger {
        /// What is so now.
        now: Shown,
    },
    /// 422: this dealer has a device with this MAC address.
    MacTaken {
        /// That device.
        device: Uuid,
    },
    /// 422: the domain name is another device's.
    DomainNameTaken,
    /// 422: a rule of i-PRO Remo forbids it; nothing of it was done.
    RemoRefused {
        /// Which.
        reason: RemoReason,
        /// The last day on which it was possible, where that is the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_day: Option<NaiveDate>,
        /// How many are left, where that is the reason.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left: Option<u64>,
        /// The last day of an allocation made now, where another one was shown (REM-4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expiry: Option<NaiveDate>,
        /// The days lost by an allocation made now, where others were shown (REM-4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days_lost: Option<i64>,
    },
    /// 422: no customer of this dealer has this id.
    CustomerUnknown {
        /// The id.
        customer: Uuid,
    },
    /// 422: the customer was changed after the state that this was based on; nothing was done (CUS-2). How it is now stands in the feed.
    CustomerChanged {
        /// Which.
        customer: Uuid,
        /// The state it is in.
        version: Uuid,
        /// The login of the member who changed it; nothing where nobody remembers.
        by: Option<String>,
        /// When.
        at: Option<DateTime<Utc>>,
    },
    /// 422: the customer was merged with another one; nothing was done (CUS-3).
    CustomerMerged {
        /// Which.
        customer: Uuid,
        /// The one that stayed.
        into: Uuid,
    },
    /// 422: a customer is not merged with itself (CUS-3).
    MergeWithItself,
    /// 422: the device is another customer's than was seen; nothing was done (CUS-6).
    DeviceMoved {
        /// Whose it is; nobody's where there is none.
        customer: Option<Uuid>,
    },
    /// 422: this dealer has no such device.
    DeviceUnknown,
    /// 500: a fault of the server; the report number finds it in the log.
    Internal {
        /// The report number.
        report: Uuid,
    },
    /// 503: there is maintenance, and no write is taken until it is over (MNT-2).
    Maintenance {
        /// The window.
        window: Maintenance,
    },
    /// 503: the server cannot take this now (starting, stopping, or its database is away).
    Unavailable,
}

impl ProblemCode {
    /// The HTTP status that this code is answered with.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest { .. } | Self::IdempotencyKeyMissing => 400,
            Self::NotSignedIn | Self::AccessExpired | Self::SessionEnded | Self::WrongCredentials => 401,
            Self::SecondFactorWanted | Self::SecondFactorWrong => 401,
            Self::RoleMayNot | Self::SecondFactorDemanded => 403,
            Self::NotFound | Self::LinkUnknown => 404,
            Self::MethodNotAllowed => 405,
            Self::CursorAhead { .. } | Self::LoginTaken | Self::AddressKnown => 409,
            Self::LinkUsed | Self::LinkExpired { .. } => 410,
            Self::BodyTooLarge { .. } => 413,
            Self::IdempotencyKeyReused
            | Self::KeyCount { .. }
            | Self::LinesRefused { .. }
            | Self::ExtendInstead
            | Self::SubscribedElsewhere
            | Self::NothingToExtend
            | Self::GraceOver { .. }
            | Self::OverSixYears { .. }
            | Self::TrialExtendsNothing
            | Self::AskSupplier
            | Self::TermsNotAccepted { .. }
            | Self::CardServed
            | Self::StandingChanged { .. }
            | Self::NoMoreNumbers
            | Self::NumberNotOffered
            | Self::NumberHoldEnded { .. }
            | Self::FieldsRefused { .. }
            | Self::ConsentOutdated { .. }
            | Self::PasswordRefused { .. }
            | Self::LastOwner
            | Self::SecondFactorOff
            | Self::SecondFactorOn
            | Self::LicenceKeyUnknown
            | Self::LicenceKeyUsed
            | Self::WindowNotOpen { .. }
            | Self::RenewInstead { .. }
            | Self::DeviceDeleted { .. }
            | Self::Unconfirmed { .. }
            | Self::DevicesLeft { .. }
            | Self::ShownNoLonger { .. }
            | Self::MacTaken { .. }
            | Self::DomainNameTaken
            | Self::RemoRefused { .. }
            | Self::CustomerUnknown { .. }
            | Self::CustomerChanged { .. }
            | Self::CustomerMerged { .. }
            | Self::MergeWithItself
            | Self::DeviceMoved { .. }
            | Self::DeviceUnknown => 422,
            Self::TooManyTries { .. } => 429,
            Self::Internal { .. } => 500,
            Self::Maintenance { .. } | Self::Unavailable => 503,
        }
    }
}

impl From<ProblemCode> for Problem {
    fn from(code: ProblemCode) -> Self {
        Self {
            status: code.status(),
            code,
        }
    }
}
