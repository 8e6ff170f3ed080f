//! How the refusals of `domain` are told.

use kagifuda_domain::miemasu::{LicenceRefusal, Missing, Refusal, SheetRefusal};
use kagifuda_wire::problem::{Confirmation, ProblemCode};

use crate::problem::Fault;
use crate::write::Undecided;

pub(super) fn licence(refusal: LicenceRefusal) -> Fault {
    match refusal {
        LicenceRefusal::Sheet(SheetRefusal::Unknown) => ProblemCode::LicenceKeyUnknown.into(),
        LicenceRefusal::Sheet(SheetRefusal::Used) => ProblemCode::LicenceKeyUsed.into(),
        LicenceRefusal::Day(refusal) => day(refusal),
    }
}

pub(super) fn day(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::WindowNotOpen { opens } => ProblemCode::WindowNotOpen { opens }.into(),
        Refusal::RenewInstead { opens } => ProblemCode::RenewInstead { opens }.into(),
        Refusal::Deleted { on } => ProblemCode::DeviceDeleted { on }.into(),
        // No sheet is made with such a term.
        short @ Refusal::TermTooShort { .. } => Fault::Failed(short.into()),
    }
}

pub(super) fn undecided(fault: Fault) -> Undecided {
    match fault {
        Fault::Refused(code) => Undecided::Refused(code),
        failed @ Fault::Failed(_) => Undecided::Fault(failed),
    }
}

/// All that is missing, at once.
pub(super) fn missing(of: &[Missing]) -> ProblemCode {
    let missing = confirmations(of);
    let devices_left = of.iter().find_map(|missing| match missing {
        Missing::DevicesLeft { count } => Some(*count as u64),
        Missing::RemainderLost
        | Missing::RecordingsDeleted
        | Missing::NoRefund
        | Missing::KeyVoid
        | Missing::DataErased => None,
    });
    match devices_left {
        Some(count) => ProblemCode::DevicesLeft { count, missing },
        None => ProblemCode::Unconfirmed { missing },
    }
}

/// The check boxes among what is missing.
pub(super) fn confirmations(of: &[Missing]) -> Vec<Confirmation> {
    let confirmation = |missing: &Missing| match missing {
        Missing::RemainderLost => Some(Confirmation::RemainderLost),
        Missing::RecordingsDeleted => Some(Confirmation::RecordingsDeleted),
        Missing::NoRefund => Some(Confirmation::NoRefund),
        Missing::KeyVoid => Some(Confirmation::KeyVoid),
        Missing::DataErased => Some(Confirmation::DataErased),
        Missing::DevicesLeft { .. } => None,
    };
    of.iter().filter_map(confirmation).collect()
}
