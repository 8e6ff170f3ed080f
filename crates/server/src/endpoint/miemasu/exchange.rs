//! `POST /v1/miemasu/devices/{id}/exchange`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::miemasu;
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{DeviceWritten, ExchangeDevice, Shown};
use kagifuda_wire::problem::ProblemCode;
use uuid::Uuid;

use super::responses::Wrote;
use super::{About, load_device, refused, written};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// 機器の交換: put another device in the place of this one. Key, expiry, services and domain name stay (MIE-10).
#[utoipa::path(
    post, path = "/v1/miemasu/devices/{id}/exchange", tag = "miemasu", operation_id = "exchange_device",
    request_body = ExchangeDevice,
    params(
        ("id" = uuid::Uuid, Path, description = "The device."),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Exchanged.", body = DeviceWritten), Wrote)
)]
pub(crate) async fn exchange(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ExchangeDevice>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &About::new(id, asked)).await
}

impl Command for About<ExchangeDevice> {
    type Done = DeviceWritten;

    const NAME: &'static str = "miemasu.exchange";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceWritten, Undecided> {
        let before = load_device(writing, self.id).await?;
        let expiry = before.licence.expiry;
        miemasu::exchange(expiry, writing.now()).map_err(|gone| refused::undecided(refused::day(gone)))?;
        let sheet = before.licence.sheet;
        if self.asked.shown != (Shown { sheet, expiry }) {
            let now = Shown { sheet, expiry };
            return Err(ProblemCode::ShownNoLonger { now }.into());
        }
        match writing.device_of_mac(self.asked.mac).await? {
            Some(device) if device != self.id => return Err(ProblemCode::MacTaken { device }.into()),
            Some(_) | None => {}
        }
        let mut after = before.clone();
        after.model = self.asked.model.clone();
        after.mac = self.asked.mac;
        writing.change_miemasu_device(&before, &after).await?;
        Ok(written(&after))
    }
}
