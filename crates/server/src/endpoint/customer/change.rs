//! `PUT /v1/customers/{id}`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::customer::{self, Change, Current, Version};
use kagifuda_ledger::Writing;
use kagifuda_wire::customer::{ChangeCustomer, CustomerWritten};
use serde::Serialize;
use uuid::Uuid;

use super::{Keyed, Wrote, changed, load};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Change fields of a customer, as long as it is in the state that the change is based on (CUS-2).
#[utoipa::path(
    put, path = "/v1/customers/{id}", tag = "customers", operation_id = "change_customer", request_body = ChangeCustomer,
    params(
        ("id" = uuid::Uuid, Path, description = "The customer."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Changed, or so already.", body = CustomerWritten), Wrote)
)]
pub(crate) async fn change_customer(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(customer): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ChangeCustomer>,
) -> Result<Answered, Fault> {
    let asked = Edit { customer, asked };
    once(&app, &member, key, &Keyed { asked, key }).await
}

#[derive(Serialize)]
struct Edit {
    customer: Uuid,
    asked: ChangeCustomer,
}

impl Command for Keyed<Edit> {
    type Done = CustomerWritten;

    const NAME: &'static str = "customers.change";

    fn subject(&self) -> String {
        self.asked.customer.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<CustomerWritten, Undecided> {
        let (customer, asked) = (self.asked.customer, &self.asked.asked);
        let version = edit(writing, customer, asked.base, &asked.fields, self.key).await?;
        Ok(CustomerWritten { customer, version })
    }
}

/// **CUS-2** Edits the customer; answers the state it is in then.
pub(super) async fn edit(
    writing: &mut Writing<'_>,
    id: Uuid,
    base: Version,
    change: &Change,
    key: Version,
) -> Result<Version, Undecided> {
    let before = load(writing, id).await?;
    let (version, details) = (before.version, &before.details());
    let edited =
        customer::edit(Current { version, details }, base, change).map_err(|customer::Conflict| changed(&before))?;
    writing.change_customer(id, &edited, key).await?;
    Ok(if edited.fields().is_empty() { version } else { key })
}
