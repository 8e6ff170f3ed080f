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

/// Add a customer account; a wrong address is corrected by adding the customer anew (REM-7).
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
    let password_hash = match asked.provisional_password.take() {
        Some(password) => {
            may_be_password(password.expose()).map_err(|why| refused(&why))?;
            Some(app.passwords.hash(&password).await?)
        }
        None => None,
    };
    let public_address = app.ledger.public_address().await?;
    let adding = Adding {
        asked,
        has_password: password_hash.is_some(),
        password_hash,
        public_address,
    };
    once(&app, &member, key, &adding).await
}

/// The wish without its password, which is nothing to be remembered by.
#[derive(Serialize)]
struct Adding {
    asked: AddCustomer,
    has_password: bool,
    #[serde(skip)]
    password_hash: Option<String>,
    #[serde(skip)]
    public_address: Option<String>,
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
        if writing.remo_customer_of(&self.asked.email).await?.is_some() {
            return Err(ProblemCode::from(RemoReason::CustomerKnown).into());
        }
        let customer = self.customer(writing);
        let welcome = remo::welcome(self.has_password);
        // Nothing is written before all is decided.
        let public_address = match (welcome, &self.public_address) {
            (Welcome::Provisional, _) => None,
            (Welcome::Link, Some(address)) => Some(address),
            (Welcome::Link, None) => return Err(ProblemCode::from(RemoReason::NoPublicAddress).into()),
        };
        writing
            .add_remo_customer(&customer, self.password_hash.as_deref())
            .await?;
        if let Some(wrong) = self.asked.replaces {
            writing.replace_remo_customer(wrong, customer.id).await?;
        }
        if let Some(address) = public_address {
            send_welcome(writing, &customer, address).await?;
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
            is_open: self.has_password,
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
