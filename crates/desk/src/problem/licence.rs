//! What the server refuses of みえますねっと年間パック and i-PRO Remo.

use kagifuda_wire::problem::RemoReason;
use serde::Serialize;
use specta::Type;

use super::{Confirmation, Kind};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum LicenceProblem {
    /// No sheet has this licence key; upper and lower case count (MIE-8).
    LicenceKeyUnknown,
    /// The licence key has served (MIE-8, MIE-10).
    LicenceKeyUsed,
    /// The renewal window is not open yet (MIE-1).
    WindowNotOpen {
        /// Its first day, `2027-09-01`.
        opens: String,
    },
    /// A forced change is for the time before the window (MIE-6).
    RenewInstead {
        /// The first day of the window.
        opens: String,
    },
    /// The device was deleted (MIE-5, MIE-10).
    DeviceDeleted {
        /// The day.
        on: String,
    },
    /// Something is lost for good, and not everything about it is confirmed (MIE-6, MIE-7, MIE-10, MIE-11).
    Unconfirmed {
        /// All that is not.
        missing: Vec<Confirmation>,
    },
    /// A contract user withdraws after all devices are deleted (MIE-11).
    DevicesLeft {
        /// How many are there.
        count: u32,
        /// All that is not confirmed besides.
        missing: Vec<Confirmation>,
    },
    /// What was shown before it was confirmed is no longer so.
    ShownNoLonger,
    /// There is a device with this MAC address.
    MacTaken,
    /// The domain name is another device's.
    DomainNameTaken,
    /// A rule of i-PRO Remo forbids it; nothing of it was done.
    RemoRefused {
        /// Which: a code of its own, whose words stand in `values`.
        #[specta(type = String)]
        reason: RemoReason,
        /// What to do about it: the same code, whose words stand in `values`, too.
        #[specta(type = String)]
        todo: RemoReason,
        /// The last day on which it was possible, where that is the reason.
        last_day: Option<String>,
        /// How many are left in stock, where that is the reason.
        left: Option<u32>,
        /// The last day if allocated now, where another one was shown.
        expiry: Option<String>,
        /// The days lost by an allocation made now, where others were shown.
        days_lost: Option<i32>,
    },
}

impl LicenceProblem {
    /// Each of them was understood, and may not be.
    pub(super) fn kind(&self) -> Kind {
        Kind::Refused
    }
}
