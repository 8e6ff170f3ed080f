//! The refusals of the domain as they are answered.

use chrono::NaiveDate;
use kagifuda_domain::remo::{CardRefusal, LinkEnded, PerpetualOnCamera, PlaceRefusal, TooManyDirect};
use kagifuda_domain::{account::PasswordRefusal, kms::Pair};
use kagifuda_wire::problem::{ProblemCode, RefusedLine, RemoReason};
use uuid::Uuid;

/// How a refusal of the domain is answered.
pub(crate) trait Refusal {
    fn code(&self) -> ProblemCode;
}

/// `refusal` as it is answered.
pub(crate) fn refused(refusal: &impl Refusal) -> ProblemCode {
    refusal.code()
}

fn until(reason: RemoReason, last_day: NaiveDate) -> ProblemCode {
    ProblemCode::RemoRefused {
        reason,
        last_day: Some(last_day),
        left: None,
        expiry: None,
        days_lost: None,
    }
}

impl Refusal for PlaceRefusal {
    fn code(&self) -> ProblemCode {
        match self {
            Self::OtherCustomer => RemoReason::OtherCustomer.into(),
            Self::OtherPath => RemoReason::OtherPath.into(),
            Self::CameraLicensed => RemoReason::CameraLicensed.into(),
            // What is in stock has no id that anybody was told.
            Self::InStock => ProblemCode::NotFound,
            Self::AlreadyAssigned => RemoReason::AlreadyAssigned.into(),
            Self::NotAssigned => RemoReason::NotAssigned.into(),
            Self::Expired { expiry } => until(RemoReason::Expired, *expiry),
            Self::MoveClosed { last_day } => until(RemoReason::MoveClosed, *last_day),
            Self::CameraNotFailed => RemoReason::CameraNotFailed.into(),
            Self::CameraFailed => RemoReason::CameraFailed.into(),
            Self::SameCamera => RemoReason::SameCamera.into(),
            Self::ReapplyClosed { last_day } => until(RemoReason::ReapplyClosed, *last_day),
        }
    }
}

impl Refusal for (Pair, CardRefusal<Uuid>) {
    fn code(&self) -> ProblemCode {
        match self {
            (pair, CardRefusal::Pair(why)) => ProblemCode::LinesRefused {
                lines: vec![RefusedLine::new(pair.no, why)],
            },
            (_, CardRefusal::NotPerpetual) => RemoReason::NotPerpetual.into(),
            (_, CardRefusal::OtherCustomer { .. }) => RemoReason::CardTaken.into(),
        }
    }
}

impl Refusal for TooManyDirect {
    fn code(&self) -> ProblemCode {
        RemoReason::TooManyDirect.into()
    }
}

impl Refusal for PerpetualOnCamera {
    fn code(&self) -> ProblemCode {
        RemoReason::CameraPerpetual.into()
    }
}

impl Refusal for LinkEnded {
    fn code(&self) -> ProblemCode {
        RemoReason::LinkEnded.into()
    }
}

impl Refusal for PasswordRefusal {
    fn code(&self) -> ProblemCode {
        RemoReason::PasswordWeak.into()
    }
}
