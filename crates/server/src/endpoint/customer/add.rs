//! `POST /v1/customers`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::customer::{self, Change};
use kagifuda_ledger::Writing;
use kagifuda_wire::customer::{CustomerWritten, NewCustomer};
use uuid::Uuid;

use super::{Keyed, Wrote};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn, bad_request};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Add a customer.
#[utoipa::path(
    post, path = "/v1/customers", tag = "customers", operation_id = "add_customer", request_body = NewCustomer,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Added.", body = CustomerWritten), Wrote)
)]
pub(crate) async fn add_customer(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<NewCustomer>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &Keyed { asked, key }).await
}

impl Command for Keyed<NewCustomer> {
    type Done = CustomerWritten;

    const NAME: &'static str = "customers.add_one";

    fn subject(&self) -> String {
        self.asked.customer.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<CustomerWritten, Undecided> {
        let (customer, version) = (self.asked.customer, self.key);
        add(writing, customer, &self.asked.fields, version).await?;
        Ok(CustomerWritten { customer, version })
    }
}

/// **CUS-1** Adds a customer.
pub(super) async fn add(writing: &mut Writing<'_>, id: Uuid, fields: &Change, key: Uuid) -> Result<(), Undecided> {
    let added = customer::add(fields).map_err(|refused| bad_request(refused.to_string()))?;
    if writing.add_customer(id, &added, key).await? {
        Ok(())
    } else {
        Err(bad_request("customer: this id is taken").into())
    }
}
