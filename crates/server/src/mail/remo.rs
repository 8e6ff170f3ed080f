//! Mails of i-PRO Remo: the welcome of a customer (**REM-7**), and notices of licences that end (**REM-5**).

mod en;
mod ja;

use chrono::NaiveDate;
use kagifuda_domain::mail::{Address, Language, Subject};
use kagifuda_domain::remo::Reader;
use kagifuda_ledger::Mail;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::remo::{Customer, Licence, NoticeSettings};
use kagifuda_wire::session::Secret;

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

/// What a notice tells of.
pub(crate) struct Ending<'a> {
    pub(crate) standing: &'a Standing,
    /// The last day.
    pub(crate) expiry: NaiveDate,
    pub(crate) today: NaiveDate,
    /// The dealer's name and address.
    pub(crate) dealer: &'a (String, Address),
    pub(crate) settings: &'a NoticeSettings,
}

impl Ending<'_> {
    fn days_left(&self) -> i64 {
        (self.expiry - self.today).num_days()
    }

    /// 品番 of each licence that ends, with the camera it is on.
    fn licences(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.ending().map(|licence| {
            let camera = licence.camera.and_then(|id| self.standing.camera(id));
            (licence.product.as_ref(), camera.map(|camera| camera.name.as_ref()))
        })
    }

    /// Licences for cameras of the same path that are on no camera and end later: they take over by themselves (**REM-2**).
    fn waiting(&self) -> usize {
        let takes_over = |licence: &&Licence| {
            let later = licence.expiry().is_some_and(|expiry| expiry > self.expiry);
            later && licence.camera.is_none() && self.ending().any(|ending| ending.path == licence.path)
        };
        self.standing.licences().filter(takes_over).count()
    }

    fn ending(&self) -> impl Iterator<Item = &Licence> {
        self.standing
            .licences()
            .filter(|licence| licence.expiry() == Some(self.expiry))
    }
}

/// The notice of what ends, to `reader`.
pub(crate) fn notice(reader: Reader, ending: &Ending<'_>) -> Mail {
    let (to, language) = match reader {
        Reader::Partner => (&ending.dealer.1, ending.settings.language),
        Reader::User => (&ending.standing.customer.email, ending.standing.customer.language),
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
