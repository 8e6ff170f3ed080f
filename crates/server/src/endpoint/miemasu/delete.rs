//! `POST /v1/miemasu/devices/{id}/deletion`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::miemasu::{Confirmations, DeletionRefusal, delete_on_wish};
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{DeleteDevice, DeviceWritten};
use uuid::Uuid;

use super::responses::Wrote;
use super::{About, load_device, refused, written};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// 解約: delete a device. There is no refund, and its key can never be used again (MIE-10).
#[utoipa::path(
    post, path = "/v1/miemasu/devices/{id}/deletion", tag = "miemasu", operation_id = "delete_device",
    request_body = DeleteDevice,
    params(
        ("id" = uuid::Uuid, Path, description = "The device."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Deleted.", body = DeviceWritten), Wrote)
)]
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<DeleteDevice>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &About::new(id, asked)).await
}

impl Command for About<DeleteDevice> {
    type Done = DeviceWritten;

    const NAME: &'static str = "miemasu.delete";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceWritten, Undecided> {
        let device = load_device(writing, self.id).await?;
        let given = Confirmations {
            no_refund: self.asked.no_refund,
            key_void: self.asked.key_void,
            ..Confirmations::default()
        };
        let deletion = delete_on_wish(device.licence.expiry, given, writing.now());
        let deletion = deletion.map_err(|refusal| match refusal {
            DeletionRefusal::Gone(gone) => refused::undecided(refused::day(gone)),
            DeletionRefusal::Unconfirmed(missing) => refused::missing(&missing).into(),
        })?;
        writing.delete_miemasu_device(&device, &deletion).await?;
        Ok(written(&device))
    }
}
