//! `POST /v1/miemasu/devices/{id}/forced-change`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::miemasu::Replacement;
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{DeviceWritten, ReplaceLicence};
use serde::Serialize;
use uuid::Uuid;

use super::About;
use super::replace::replace;
use super::responses::Wrote;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// サービス強制変更: another licence at once, before the window, as its preview showed it (MIE-6, MIE-7).
#[utoipa::path(
    post, path = "/v1/miemasu/devices/{id}/forced-change", tag = "miemasu", operation_id = "force_change_device",
    request_body = ReplaceLicence,
    params(
        ("id" = uuid::Uuid, Path, description = "The device."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Changed.", body = DeviceWritten), Wrote)
)]
pub(crate) async fn force_change(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ReplaceLicence>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &ForceChange(About::new(id, asked))).await
}

#[derive(Serialize)]
struct ForceChange(About<ReplaceLicence>);

impl Command for ForceChange {
    type Done = DeviceWritten;

    const NAME: &'static str = "miemasu.force_change";

    fn subject(&self) -> String {
        self.0.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceWritten, Undecided> {
        replace(Replacement::ForcedChange, self.0.id, &self.0.asked, writing).await
    }
}
