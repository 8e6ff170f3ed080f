//! `POST /v1/remo/links`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::{Customer, SendLink};
use serde::Serialize;

use super::WriteRefused;
use super::add_customer::send_welcome;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Send the one-time link again to a customer without a password; the earlier one opens nothing any more (REM-7).
#[utoipa::path(
    post, path = "/v1/remo/links", tag = "remo", operation_id = "remo_send_link", request_body = SendLink, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Sent.", body = Customer), WriteRefused),
)]
pub(crate) async fn send_link(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<SendLink>,
) -> Result<Answered, Fault> {
    let public_address = app.public_address().await?;
    once(&app, &member, key, &Sending { asked, public_address }).await
}

#[derive(Serialize)]
struct Sending {
    asked: SendLink,
    #[serde(skip)]
    public_address: String,
}

impl Command for Sending {
    type Done = Customer;

    const NAME: &'static str = "remo.send_link";

    fn subject(&self) -> String {
        self.asked.customer.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<Customer, Undecided> {
        let customer = writing
            .remo_customer(self.asked.customer)
            .await?
            .ok_or(ProblemCode::NotFound)?;
        if customer.is_open {
            return Err(ProblemCode::from(RemoReason::CustomerOpen).into());
        }
        send_welcome(writing, &customer, &self.public_address).await?;
        Ok(customer)
    }
}
