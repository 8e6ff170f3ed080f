//! `POST /v1/miemasu/devices`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::miemasu::{is_there, license_first};
use kagifuda_ledger::{Writing, licence_of};
use kagifuda_wire::miemasu::{DeviceWritten, RegisterDevice};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::MiemasuDevice;
use uuid::Uuid;

use super::responses::Wrote;
use super::{load_contractor, offered, refused, written};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Register a device with its first licence (MIE-8, MIE-12).
#[utoipa::path(
    post, path = "/v1/miemasu/devices", tag = "miemasu", operation_id = "register_device", request_body = RegisterDevice,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Registered.", body = DeviceWritten), Wrote)
)]
pub(crate) async fn register(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<RegisterDevice>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for RegisterDevice {
    type Done = DeviceWritten;

    const NAME: &'static str = "miemasu.register";

    fn subject(&self) -> String {
        self.contractor.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceWritten, Undecided> {
        load_contractor(writing, self.contractor).await?;
        parent_fits(self, writing).await?;
        if let Some(device) = writing.device_of_mac(self.mac).await? {
            return Err(ProblemCode::MacTaken { device }.into());
        }
        if writing.device_of_domain_name(&self.domain_name).await?.is_some() {
            return Err(ProblemCode::DomainNameTaken.into());
        }
        let sheet = writing.sheet_of_key(&self.licence_key).await?;
        let licensed = license_first(sheet.as_ref().map(offered), writing.now());
        let licensed = licensed.map_err(|refusal| refused::undecided(refused::licence(refusal)))?;
        let sheet = sheet.ok_or(ProblemCode::LicenceKeyUnknown)?;
        let device = MiemasuDevice {
            id: Uuid::new_v4(),
            contractor: self.contractor,
            name: self.name.clone(),
            model: self.model.clone(),
            mac: self.mac,
            domain_name: self.domain_name.clone(),
            parent: self.parent,
            licence: licence_of(&sheet, &licensed),
        };
        writing.add_miemasu_device(&device, &licensed).await?;
        Ok(written(&device))
    }
}

/// A device stands behind one of the same contract user that itself stands behind none. [policy: one step]
async fn parent_fits(asked: &RegisterDevice, writing: &mut Writing<'_>) -> Result<(), Undecided> {
    let Some(parent) = asked.parent else {
        return Ok(());
    };
    let parent = writing.miemasu_device(parent).await?;
    let fitting = parent.filter(|parent| parent.contractor == asked.contractor && parent.parent.is_none());
    let parent = fitting.ok_or(ProblemCode::NotFound)?;
    // MIE-5: from the instant of its deletion on it is not there, also before that was done.
    is_there(parent.licence.expiry, writing.now()).map_err(|gone| refused::undecided(refused::day(gone)))
}
