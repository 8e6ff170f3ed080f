//! Why i-PRO Remo refuses.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ProblemCode;

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
    /// The link was used, its 24 hours are over, or a newer one was sent (REM-7).
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
    /// The camera was reported failed with this licence on it: the licence goes to another one (REM-8).
    SameCamera,
    /// The licence can be applied for no more (REM-9).
    ReapplyClosed,
    /// What was shown before it was confirmed is no longer so (REM-4).
    ShownNoLonger,
}

impl RemoReason {
    /// All of them.
    pub const ALL: [Self; 25] = [
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
        Self::SameCamera,
        Self::ReapplyClosed,
        Self::ShownNoLonger,
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
            expiry: None,
            days_lost: None,
        }
    }
}
