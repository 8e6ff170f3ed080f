//! Everything the server may refuse or fail with: a closed set of codes, each with its facts. Sentences are made elsewhere.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::maintenance::Maintenance;

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
    /// 429: too many failures (ACC-6); the same number stands in `Retry-After`.
    TooManyTries {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// 403: the member's role may not do this (ACC-5).
    RoleMayNot,
    /// 404: no such thing, or not this dealer's.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 409: a cursor ahead of the feed: the desk has seen changes this server does not have.
    CursorAhead {
        /// The latest change there is.
        head: u64,
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
    },
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

/// One line that an application was refused for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RefusedLine {
    /// The number on that line.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub activation_key: ActivationKeyNo,
    /// Why.
    #[serde(flatten)]
    pub code: LineCode,
}

/// Why one line is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LineCode {
    /// No such number, or another registration id (KMS-11).
    UnknownPair,
    /// Too many wrong registration ids for this number (KMS-11).
    KeyLocked {
        /// When it may be tried again.
        until: DateTime<Utc>,
    },
    /// It belongs to another device for ever (KMS-1).
    BoundElsewhere {
        /// That device, if this dealer registered it.
        #[schema(value_type = Option<String>)]
        device: Option<DeviceId>,
    },
    /// Its product belongs to another programme (KMS-3).
    OtherProgramme {
        /// Where to register it.
        #[schema(value_type = String, example = "tsunagaru")]
        programme: Programme,
    },
    /// The same number stands on an earlier line.
    RepeatedLine,
}

/// Why a rule of i-PRO Remo forbids something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemoReason {
    /// A customer of this dealer has that address.
    CustomerKnown,
    /// Something was allocated to the customer: its address stays (REM-7).
    CustomerAllocated,
    /// The customer has a password: no link is needed (REM-7).
    CustomerOpen,
    /// The link was used, or its 24 hours are over (REM-7).
    LinkEnded,
    /// The password has fewer than 8 or more than 128 characters, or is one of the most common ones.
    PasswordWeak,
    /// There are not so many in stock.
    StockShort,
    /// What was typed is not the last part of the customer's mail address (REM-4).
    ConfirmationWrong,
    /// The product is no licence of a term.
    NotTerm,
    /// The product is no pack of perpetual licences.
    NotPerpetual,
    /// The card is registered under another account.
    CardTaken,
    /// Two cameras of the customer are reached directly already.
    TooManyDirect,
    /// A customer of this dealer has that camera.
    CameraKnown,
    /// The camera has a perpetual licence, which would be lost: move it first.
    CameraPerpetual,
    /// Licence and camera are of two customers.
    OtherCustomer,
    /// The licence is for the other path.
    OtherPath,
    /// The camera has a licence.
    CameraLicensed,
    /// The licence is on a camera: it can only be moved.
    AlreadyAssigned,
    /// The licence is on no camera: there is nothing to move.
    NotAssigned,
    /// The licence is over.
    Expired,
    /// The licence can be moved no more (REM-8).
    MoveClosed,
    /// The camera has not failed (REM-9).
    CameraNotFailed,
    /// The camera failed: the licence has to be applied for again (REM-9).
    CameraFailed,
    /// The licence can be applied for no more (REM-9).
    ReapplyClosed,
}

impl RemoReason {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::CustomerKnown,
        Self::CustomerAllocated,
        Self::CustomerOpen,
        Self::LinkEnded,
        Self::PasswordWeak,
        Self::StockShort,
        Self::ConfirmationWrong,
        Self::NotTerm,
        Self::NotPerpetual,
        Self::CardTaken,
        Self::TooManyDirect,
        Self::CameraKnown,
        Self::CameraPerpetual,
        Self::OtherCustomer,
        Self::OtherPath,
        Self::CameraLicensed,
        Self::AlreadyAssigned,
        Self::NotAssigned,
        Self::Expired,
        Self::MoveClosed,
        Self::CameraNotFailed,
        Self::CameraFailed,
        Self::ReapplyClosed,
    ];
}

/// As it is written on the wire.
impl fmt::Display for RemoReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = serde_json::to_value(self).map_err(|_| fmt::Error)?;
        f.write_str(written.as_str().unwrap_or_default())
    }
}

impl From<RemoReason> for ProblemCode {
    fn from(reason: RemoReason) -> Self {
        Self::RemoRefused {
            reason,
            last_day: None,
            left: None,
        }
    }
}

impl ProblemCode {
    /// The HTTP status that this code is answered with.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest { .. } | Self::IdempotencyKeyMissing => 400,
            Self::NotSignedIn | Self::AccessExpired | Self::SessionEnded | Self::WrongCredentials => 401,
            Self::RoleMayNot => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::CursorAhead { .. } => 409,
            Self::BodyTooLarge { .. } => 413,
            Self::IdempotencyKeyReused
            | Self::KeyCount { .. }
            | Self::LinesRefused { .. }
            | Self::RemoRefused { .. } => 422,
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
