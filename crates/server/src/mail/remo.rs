//! Mails of i-PRO Remo: the welcome of a customer (**REM-7**), and notices of licences that end (**REM-5**).

mod en;
mod ja;

use chrono::NaiveDate;
use kagifuda_domain::mail::{Address, Language, Subject};
use kagifuda_domain::remo::{Path, Reader, Succession};
use kagifuda_ledger::Mail;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::remo::{Camera, Customer, Licence};
use kagifuda_wire::session::Secret;
use uuid::Uuid;

use super::post;
use crate::extract::bad_request;
use crate::remo::Standing;

/// Where the page is that a welcome link opens.
pub(crate) const WELCOME_PAGE: &str = "/remo/welcome";

/// Makes sure that mail servers take the address, so that who typed it wrongly learns of it at once.
pub(crate) fn check(email: &Address) -> Result<(), ProblemCode> {
    if post::is_sendable(email) {
        Ok(())
    } else {
        Err(bad_request("email: a mail address looks like name@example.jp"))
    }
}

/// The welcome of `customer` by the dealer `company`. The token stands behind the `#`, which browsers keep to themselves.
pub(crate) fn welcome(customer: &Customer, company: &str, public_address: &str, token: &Secret) -> Mail {
    let link = format!(
        "{}{WELCOME_PAGE}#{}",
        public_address.trim_end_matches('/'),
        token.expose()
    );
    let (subject, body) = match customer.language {
        Language::Ja => (ja::WELCOME, ja::welcome(customer, company, &link)),
        Language::En => (en::WELCOME, en::welcome(customer, company, &link)),
    };
    Mail {
        to: customer.email.clone(),
        subject: fitting(subject.to_owned()),
        body,
    }
}

/// What a notice tells of: what ends, and what will follow by itself if nobody does anything until then (**REM-2**).
pub(crate) struct Ending<'a> {
    customer: &'a Customer,
    /// The last day.
    expiry: NaiveDate,
    days_left: i64,
    /// The dealer's name and address.
    dealer: &'a (String, Address),
    /// Of mails to the dealer.
    language: Language,
    /// On cameras that go on: the next licence takes over by itself.
    continued: Vec<OnCamera<'a>>,
    /// On cameras that stop.
    stopping: Vec<OnCamera<'a>>,
    /// 品番 of each licence that is on no camera until it ends.
    unused: Vec<&'a str>,
}

/// A licence on a camera.
struct OnCamera<'a> {
    /// 品番.
    product: &'a str,
    camera: &'a Camera,
}

impl<'a> Ending<'a> {
    pub(crate) fn foresee(
        standing: &'a Standing,
        expiry: NaiveDate,
        today: NaiveDate,
        (dealer, language): (&'a (String, Address), Language),
    ) -> Self {
        let foreseen = standing.foreseen(expiry);
        let on_camera = |one: &Succession<Uuid>| {
            let ended = one.ended();
            let (licence, camera) = standing.licence(ended.licence).zip(standing.camera(ended.camera))?;
            let product = licence.product.as_ref();
            Some(OnCamera { product, camera })
        };
        let (continued, stopping): (Vec<_>, Vec<_>) = foreseen.iter().partition(|one| one.successor().is_some());
        let is_used = |licence: &&Licence| foreseen.iter().any(|one| one.ended().licence == licence.id);
        let ending = standing.licences().filter(|licence| licence.expiry() == Some(expiry));
        Self {
            customer: &standing.customer,
            expiry,
            days_left: (expiry - today).num_days(),
            dealer,
            language,
            continued: continued.into_iter().filter_map(on_camera).collect(),
            stopping: stopping.into_iter().filter_map(on_camera).collect(),
            unused: ending
                .filter(|licence| !is_used(licence))
                .map(|licence| licence.product.as_ref())
                .collect(),
        }
    }

    /// How many licences are missing for cameras of `path`.
    fn missing(&self, path: Path) -> usize {
        self.stopping.iter().filter(|on| on.camera.path == path).count()
    }
}

/// The notice of what ends, to `reader`.
pub(crate) fn notice(reader: Reader, ending: &Ending<'_>) -> Mail {
    let (to, language) = match reader {
        Reader::Partner => (&ending.dealer.1, ending.language),
        Reader::User => (&ending.customer.email, ending.customer.language),
    };
    let (subject, body) = match (language, reader) {
        (Language::Ja, Reader::Partner) => (ja::subject(ending), ja::to_partner(ending)),
        (Language::Ja, Reader::User) => (ja::subject(ending), ja::to_user(ending)),
        (Language::En, Reader::Partner) => (en::subject(ending), en::to_partner(ending)),
        (Language::En, Reader::User) => (en::subject(ending), en::to_user(ending)),
    };
    Mail {
        to: to.clone(),
        subject: fitting(subject),
        body,
    }
}

/// Subjects are made of our own words, a day and a name of at most 100 characters, so they fit.
fn fitting(subject: String) -> Subject {
    subject.parse().expect("it is short and has no line breaks")
}
