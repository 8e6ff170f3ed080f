//! **MIE-1** The mail that tells a contract user that licences can be renewed.

use kagifuda_domain::mail::{Language, Subject};
use kagifuda_domain::miemasu::Schedule;
use kagifuda_ledger::Mail;
use kagifuda_wire::miemasu::ContractorForm;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::{Contractor, MiemasuDevice};

use super::{en, ja, post};
use crate::extract::bad_request;

/// What the window mail tells.
pub(super) struct Told<'a> {
    pub(super) name: String,
    /// Each device with the days of its licence, the first to end first.
    pub(super) devices: Vec<(&'a MiemasuDevice, Schedule)>,
}

/// Makes sure that mail servers take the address, so that who typed it wrongly learns of it at once.
pub(crate) fn check(form: &ContractorForm) -> Result<(), ProblemCode> {
    if post::is_sendable(&form.email) {
        Ok(())
    } else {
        Err(bad_request("email: a mail address looks like name@example.jp"))
    }
}

/// One mail about all `devices` whose windows have opened.
pub(crate) fn mail(contractor: &Contractor, devices: &[MiemasuDevice]) -> Mail {
    let told = Told {
        name: contractor.name.to_string(),
        devices: devices
            .iter()
            .map(|device| (device, Schedule::of(device.licence.expiry)))
            .collect(),
    };
    let (subject, body) = match contractor.language {
        Language::Ja => (ja::WINDOW_SUBJECT, ja::window(&told)),
        Language::En => (en::WINDOW_SUBJECT, en::window(&told)),
    };
    Mail {
        to: contractor.email.clone(),
        subject: subject.parse::<Subject>().expect("it is short and on one line"),
        body,
    }
}
