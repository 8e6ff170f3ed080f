//! **KMS-6** The mail that tells the result of an application.

use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::{Registration, preset_subject, restarts};
use kagifuda_domain::mail::Language;
use kagifuda_domain::site::Site;
use kagifuda_ledger::Mail;
use kagifuda_wire::kms::ResultMail;
use kagifuda_wire::problem::ProblemCode;

use super::{en, ja, post};
use crate::extract::bad_request;

/// What the result mail tells.
pub(super) struct Told<'a> {
    pub(super) device: DeviceId,
    pub(super) site: &'a Site,
    /// Each registration with its 用途.
    pub(super) keys: Vec<(&'a Registration, &'a str)>,
    /// **KMS-7** How often the device restarts.
    pub(super) restarts: usize,
}

/// Makes sure that mail servers take the addresses, so that who typed one wrongly learns of it at once.
pub(crate) fn check(wish: &ResultMail) -> Result<(), ProblemCode> {
    if wish.to.iter().all(post::is_sendable) {
        Ok(())
    } else {
        Err(bad_request("mail.to: a mail address looks like name@example.jp"))
    }
}

/// One mail to each recipient about `registrations`, whose products have these `purposes`.
pub(crate) fn mails(
    wish: &ResultMail,
    device: DeviceId,
    site: &Site,
    registrations: &[Registration],
    purposes: &[Bilingual],
) -> Vec<Mail> {
    let purposes = purposes.iter().map(|purpose| match wish.language {
        Language::Ja => purpose.ja.as_str(),
        Language::En => purpose.en.as_str(),
    });
    let told = Told {
        device,
        site,
        keys: registrations.iter().zip(purposes).collect(),
        restarts: restarts(registrations.len()),
    };
    let body = match wish.language {
        Language::Ja => ja::result(&told),
        Language::En => en::result(&told),
    };
    let subject = wish.subject.clone().unwrap_or_else(|| preset_subject(site, device));
    let mail = |to: &kagifuda_domain::mail::Address| Mail {
        to: to.clone(),
        subject: subject.clone(),
        body: body.clone(),
    };
    wish.to.iter().map(mail).collect()
}
