//! `PUT /v1/miemasu/contractors/{id}`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{ContractorForm, ContractorWritten};
use uuid::Uuid;

use super::responses::Wrote;
use super::{About, add_contractor, load_contractor};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::mail::window;
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Change what is known of a contract user.
#[utoipa::path(
    put, path = "/v1/miemasu/contractors/{id}", tag = "miemasu", operation_id = "change_contractor",
    request_body = ContractorForm,
    params(
        ("id" = uuid::Uuid, Path, description = "The contract user."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Changed.", body = ContractorWritten), Wrote)
)]
pub(crate) async fn change_contractor(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ContractorForm>,
) -> Result<Answered, Fault> {
    window::check(&asked)?;
    once(&app, &member, key, &About::new(id, asked)).await
}

impl Command for About<ContractorForm> {
    type Done = ContractorWritten;

    const NAME: &'static str = "miemasu.change_contractor";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<ContractorWritten, Undecided> {
        let before = load_contractor(writing, self.id).await?;
        let after = add_contractor::contractor(self.id, &self.asked);
        writing.change_contractor(&before, &after).await?;
        Ok(ContractorWritten { contractor: self.id })
    }
}
