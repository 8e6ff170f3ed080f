//! `POST /v1/miemasu/devices/{id}/renewal`

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

/// Renew a licence (更新), as its preview showed it (MIE-2, MIE-4, MIE-7 to MIE-9).
#[utoipa::path(
    post, path = "/v1/miemasu/devices/{id}/renewal", tag = "miemasu", operation_id = "renew_device",
    request_body = ReplaceLicence,
    params(
        ("id" = uuid::Uuid, Path, description = "The device."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Renewed.", body = DeviceWritten), Wrote)
)]
pub(crate) async fn renew(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ReplaceLicence>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &Renew(About::new(id, asked))).await
}

#[derive(Serialize)]
struct Renew(About<ReplaceLicence>);

impl Command for Renew {
    type Done = DeviceWritten;

    const NAME: &'static str = "miemasu.renew";

    fn subject(&self) -> String {
        self.0.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceWritten, Undecided> {
        replace(Replacement::Renewal, self.0.id, &self.0.asked, writing).await
    }
}
