//! みえますねっと年間パック, one file an endpoint, and what they share.

pub(crate) mod add_contractor;
pub(crate) mod change_contractor;
pub(crate) mod contractor;
pub(crate) mod contractors;
pub(crate) mod delete;
pub(crate) mod device;
pub(crate) mod devices;
pub(crate) mod exchange;
pub(crate) mod force_change;
pub(crate) mod preview;
mod refused;
pub(crate) mod register;
pub(crate) mod rename;
pub(crate) mod renew;
mod replace;
mod responses;
pub(crate) mod sheets;
pub(crate) mod withdraw;

use kagifuda_domain::miemasu::{Held, Offered};
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{DeviceWritten, MAX_ROWS};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::{Contractor, LicenceSheet, MiemasuDevice};
use serde::Serialize;
use uuid::Uuid;

use crate::extract::bad_request;
use crate::write::Undecided;

/// What is asked about the thing that the address names.
#[derive(Serialize)]
pub(crate) struct About<B> {
    id: Uuid,
    asked: B,
}

impl<B> About<B> {
    pub(crate) fn new(id: Uuid, asked: B) -> Self {
        Self { id, asked }
    }
}

fn rows(limit: u32) -> Result<u32, ProblemCode> {
    if (1..=MAX_ROWS).contains(&limit) {
        Ok(limit)
    } else {
        Err(bad_request(format!("limit: 1 to {MAX_ROWS}")))
    }
}

/// The device `id`; one that was deleted says since when.
async fn load_device(writing: &mut Writing<'_>, id: Uuid) -> Result<MiemasuDevice, Undecided> {
    if let Some(device) = writing.miemasu_device(id).await? {
        return Ok(device);
    }
    match writing.miemasu_deleted_on(id).await? {
        Some(on) => Err(ProblemCode::DeviceDeleted { on }.into()),
        None => Err(ProblemCode::NotFound.into()),
    }
}

async fn load_contractor(writing: &mut Writing<'_>, id: Uuid) -> Result<Contractor, Undecided> {
    let contractor = writing.contractor(id).await?;
    contractor.ok_or_else(|| ProblemCode::NotFound.into())
}

fn held(device: &MiemasuDevice) -> Held {
    Held {
        expiry: device.licence.expiry,
        services: device.licence.services,
    }
}

fn offered(sheet: &LicenceSheet) -> Offered {
    Offered {
        state: sheet.state,
        months: sheet.months,
        services: sheet.services,
    }
}

fn written(device: &MiemasuDevice) -> DeviceWritten {
    DeviceWritten {
        device: device.id,
        sheet: device.licence.sheet,
        expiry: device.licence.expiry,
    }
}
