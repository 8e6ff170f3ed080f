//! `POST /v1/remo/customers`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::may_be_password;
use kagifuda_domain::remo::{self, Correction, Welcome, may_be_corrected};
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::{AddCustomer, Customer};
use serde::Serialize;
use uuid::Uuid;

use super::WriteRefused;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::mail::remo as mail;
use crate::problem::Fault;
use crate::remo::{Standing, refused};
use crate::tokens;
use crate::write::{Answered, Command, Undecided, once};

/// Add a customer account; a wrong address, name or language is corrected by adding the customer anew (REM-7).
#[utoipa::path(
    post, path = "/v1/remo/customers", tag = "remo", operation_id = "remo_add_customer", request_body = AddCustomer, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Added. With a provisional password no mail went out, else a one-time link.", body = Customer), WriteRefused),
)]
pub(crate) async fn add_customer(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(mut asked): Body<AddCustomer>,
) -> Result<Answered, Fault> {
    mail::check(&asked.email)?;
    if !member.role.may_issue() {
        return Err(ProblemCode::RoleMayNot.into());
    }
    let by = match asked.provisional_password.take() {
        Some(password) => {
            may_be_password(password.expose()).map_err(|why| refused(&why))?;
            By::Provisional(app.passwords.hash(&password).await?)
        }
        None => By::Link(app.public_address().await?),
    };
    once(&app, &member, key, &Adding { asked, by }).await
}

/// The wish, its password taken out.
#[derive(Serialize)]
pub(crate) struct Adding {
    pub(crate) asked: AddCustomer,
    pub(crate) by: By,
}

/// **REM-7** How the customer gets a password. What it is is nothing to remember the wish by.
#[derive(Serialize)]
pub(crate) enum By {
    /// It has a provisional one, of this hash.
    Provisional(#[serde(skip)] String),
    /// By a link under this public address.
    Link(#[serde(skip)] String),
}

impl By {
    fn password_hash(&self) -> Option<&str> {
        match self {
            Self::Provisional(hash) => Some(hash),
            Self::Link(_) => None,
        }
    }
}

impl Command for Adding {
    type Done = Customer;

    const NAME: &'static str = "remo.add_customer";

    fn subject(&self) -> String {
        self.asked.replaces.map(|wrong| wrong.to_string()).unwrap_or_default()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<Customer, Undecided> {
        if let Some(wrong) = self.asked.replaces {
            let wrong = Standing::load(writing, wrong).await?;
            match may_be_corrected(wrong.licences().count()) {
                Correction::AddAnew => {}
                Correction::TooLate => return Err(ProblemCode::from(RemoReason::CustomerAllocated).into()),
            }
        }
        let known = writing.remo_customer_of(&self.asked.email).await?;
        if known.is_some_and(|known| Some(known) != self.asked.replaces) {
            return Err(ProblemCode::from(RemoReason::CustomerKnown).into());
        }
        let customer = self.customer(writing);
        let password_hash = self.by.password_hash();
        match self.asked.replaces {
            Some(wrong) => writing.replace_remo_customer(wrong, &customer, password_hash).await?,
            None => writing.add_remo_customer(&customer, password_hash).await?,
        }
        match (remo::welcome(password_hash.is_some()), &self.by) {
            (Welcome::Link, By::Link(address)) => send_welcome(writing, &customer, address).await?,
            (Welcome::Link | Welcome::Provisional, By::Link(_) | By::Provisional(_)) => {}
        }
        writing.note("customer", self.asked.replaces, customer.id);
        Ok(customer)
    }
}

impl Adding {
    fn customer(&self, writing: &Writing<'_>) -> Customer {
        Customer {
            id: Uuid::new_v4(),
            email: self.asked.email.clone(),
            name: self.asked.name.clone(),
            language: self.asked.language,
            added_at: writing.now(),
            is_open: self.by.password_hash().is_some(),
        }
    }
}

/// **REM-7** Mails a one-time link to `customer`.
pub(super) async fn send_welcome(
    writing: &mut Writing<'_>,
    customer: &Customer,
    address: &str,
) -> Result<(), Undecided> {
    let token = tokens::random()?;
    writing.add_remo_welcome(customer.id, &token).await?;
    let (company, _) = writing.dealer_address().await?;
    writing.mail(mail::welcome(customer, &company, address, &token));
    Ok(())
}
