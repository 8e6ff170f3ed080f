//! The parts of a problem that are several things at once.

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_domain::kms::LineRefusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a new password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasswordFault {
    /// It does not have 8 to 128 characters.
    Length,
    /// It is one of those that are tried first.
    Common,
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

impl RefusedLine {
    /// That the line with the number `no` is refused, and why.
    pub fn new(no: ActivationKeyNo, why: &LineRefusal) -> Self {
        let code = match why {
            LineRefusal::UnknownPair => LineCode::UnknownPair,
            LineRefusal::Locked { until } => LineCode::KeyLocked { until: *until },
            LineRefusal::BoundElsewhere { device } => LineCode::BoundElsewhere { device: Some(*device) },
            LineRefusal::OtherProgramme { programme } => LineCode::OtherProgramme { programme: *programme },
            LineRefusal::Repeated => LineCode::RepeatedLine,
        };
        Self {
            activation_key: no,
            code,
        }
    }
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

/// Something that is confirmed by a check box of its own before it is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
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
