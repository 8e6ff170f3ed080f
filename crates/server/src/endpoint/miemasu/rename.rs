//! `PUT /v1/miemasu/devices/{id}`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::miemasu::is_there;
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{DeviceWritten, RenameDevice};
use kagifuda_wire::problem::ProblemCode;
use uuid::Uuid;

use super::responses::Wrote;
use super::{About, load_device, refused, written};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Change 機器名 and ドメイン名 of a device.
#[utoipa::path(
    put, path = "/v1/miemasu/devices/{id}", tag = "miemasu", operation_id = "rename_device", request_body = RenameDevice,
    params(
        ("id" = uuid::Uuid, Path, description = "The device."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Changed.", body = DeviceWritten), Wrote)
)]
pub(crate) async fn rename(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<RenameDevice>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &About::new(id, asked)).await
}

impl Command for About<RenameDevice> {
    type Done = DeviceWritten;

    const NAME: &'static str = "miemasu.rename";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceWritten, Undecided> {
        let before = load_device(writing, self.id).await?;
        is_there(before.licence.expiry, writing.now()).map_err(|gone| refused::undecided(refused::day(gone)))?;
        let holder = writing.device_of_domain_name(&self.asked.domain_name).await?;
        if holder.is_some_and(|holder| holder != self.id) {
            return Err(ProblemCode::DomainNameTaken.into());
        }
        let mut after = before.clone();
        after.name = self.asked.name.clone();
        after.domain_name = self.asked.domain_name.clone();
        writing.change_miemasu_device(&before, &after).await?;
        Ok(written(&after))
    }
}
