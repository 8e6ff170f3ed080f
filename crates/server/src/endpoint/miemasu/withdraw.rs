//! `POST /v1/miemasu/contractors/{id}/withdrawal`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::miemasu::{self, Confirmations};
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{ContractorWritten, Withdraw};
use uuid::Uuid;

use super::responses::Wrote;
use super::{About, load_contractor, refused};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// 退会: erase a contract user's data, after all devices are deleted (MIE-11). What the change feed told of them is erased as well.
#[utoipa::path(
    post, path = "/v1/miemasu/contractors/{id}/withdrawal", tag = "miemasu", operation_id = "withdraw_contractor",
    request_body = Withdraw,
    params(
        ("id" = uuid::Uuid, Path, description = "The contract user."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Erased.", body = ContractorWritten), Wrote)
)]
pub(crate) async fn withdraw(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Withdraw>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &About::new(id, asked)).await
}

impl Command for About<Withdraw> {
    type Done = ContractorWritten;

    const NAME: &'static str = "miemasu.withdraw";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<ContractorWritten, Undecided> {
        load_contractor(writing, self.id).await?;
        let devices = writing.count_devices(self.id).await?;
        let given = Confirmations {
            data_erased: self.asked.data_erased,
            ..Confirmations::default()
        };
        let proof = miemasu::withdraw(devices, given).map_err(|missing| refused::missing(&missing))?;
        writing.withdraw(self.id, &proof).await?;
        Ok(ContractorWritten { contractor: self.id })
    }
}
