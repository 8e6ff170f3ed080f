//! みえますねっと年間パック: contract users, their devices with the licences they have, and licence key sheets.
//!
//! Promises: a sheet is on one device at most; a device that is deleted leaves its day behind and nothing of its owner; what a
//! contract user withdraws goes out of every table, the mails and the feed's history (MIE-11).
//!
//! Deliberately not here: reckoning days, deciding who may, sentences.

mod contractor;
mod device;
mod due;
mod sheet;

pub use device::{DevicesPage, licence_of};
pub use due::Due;

use kagifuda_domain::calendar::Month;
use kagifuda_domain::miemasu::Services;
use kagifuda_wire::record::{DeviceLicence, MiemasuDevice};
use uuid::Uuid;

use crate::error::{CommitError, Error};
use crate::read;

/// A device and the sheet it has its licence from, as every query here selects them: `d` and `s`.
const DEVICE: &str = "d.id, d.contractor, d.name, d.model, d.mac, d.domain_name, d.parent, d.sheet, d.expiry,
     s.product, s.services FROM miemasu_device d JOIN licence_sheet s ON s.id = d.sheet";

type DeviceRow = (
    String,
    String,
    String,
    String,
    String,
    String,
    Option<String>,
    String,
    String,
    String,
    String,
);

fn read_device(row: DeviceRow) -> Result<MiemasuDevice, Error> {
    const TABLE: &str = "miemasu_device";
    let (id, contractor, name, model, mac, domain_name, parent, sheet, expiry, product, services) = row;
    let expiry: Month = read::parse(TABLE, "expiry", &id, &expiry)?;
    let services: Services = read::json("licence_sheet", "services", &sheet, &services)?;
    let parent = parent.map(|parent| uuid(TABLE, "parent", &id, &parent)).transpose()?;
    Ok(MiemasuDevice {
        id: uuid(TABLE, "id", &id, &id)?,
        contractor: uuid(TABLE, "contractor", &id, &contractor)?,
        name: read::parse(TABLE, "name", &id, &name)?,
        model: read::parse(TABLE, "model", &id, &model)?,
        mac: read::parse(TABLE, "mac", &id, &mac)?,
        domain_name: read::parse(TABLE, "domain_name", &id, &domain_name)?,
        parent,
        licence: DeviceLicence {
            sheet: uuid(TABLE, "sheet", &id, &sheet)?,
            product: read::parse("licence_sheet", "product", &sheet, &product)?,
            expiry,
            services,
        },
    })
}

fn uuid(table: &'static str, column: &'static str, row: &str, stored: &str) -> Result<Uuid, Error> {
    read::parse(table, column, row, stored)
}

/// Where a row is unique beyond its dealer, whoever comes second begins anew and then finds the first.
fn unique(error: sqlx::Error) -> CommitError {
    match error.as_database_error() {
        Some(taken) if taken.is_unique_violation() => CommitError::Conflict,
        Some(_) | None => error.into(),
    }
}
