//! Devices, and the licences they have.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use kagifuda_domain::calendar::Month;
use kagifuda_domain::miemasu::{Deletion, DomainName, Licensed, MacAddress, SheetState, mac_digits};
use kagifuda_domain::text::fold;
use kagifuda_wire::record::{DeviceLicence, Gone, Kind, LicenceSheet, MiemasuDevice, Record};
use serde_json::json;
use sqlx::{Any, AssertSqlSafe, Executor};
use uuid::Uuid;

use super::{DEVICE, DeviceRow, read_device, unique, uuid};
use crate::error::{CommitError, Error};
use crate::read::micros;
use crate::{Ledger, Writing, read};

/// Which devices are wanted; everything, unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct DevicesPage<'a> {
    /// A part of 機器名.
    pub name: Option<&'a str>,
    /// A part of MACアドレス.
    pub mac: Option<&'a str>,
    /// A part of ドメイン名.
    pub domain_name: Option<&'a str>,
    /// With a licence that ends with one of these months.
    pub expiry: Option<RangeInclusive<Month>>,
    /// Of this contract user.
    pub contractor: Option<Uuid>,
    /// After this one.
    pub after: Option<Uuid>,
    /// At most so many.
    pub limit: u32,
}

impl Ledger {
    /// The devices of `dealer` that are `wanted`, in order of id.
    pub async fn miemasu_devices(&self, dealer: Uuid, wanted: &DevicesPage<'_>) -> Result<Vec<MiemasuDevice>, Error> {
        // Reads only.
        let sql = format!(
            "SELECT {DEVICE} WHERE d.dealer = $1 AND d.id > $2 AND (d.contractor = $3 OR $3 = '')
             AND d.folded_name LIKE $4 ESCAPE '!' AND d.mac LIKE $5 ESCAPE '!' AND d.domain_name LIKE $6 ESCAPE '!'
             AND d.expiry >= $7 AND d.expiry <= $8 ORDER BY d.id LIMIT $9"
        );
        let months = wanted.expiry.clone().unwrap_or(Month::FIRST..=Month::LAST);
        let rows: Vec<DeviceRow> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(dealer.to_string())
            .bind(wanted.after.map(|id| id.to_string()).unwrap_or_default())
            .bind(wanted.contractor.map(|id| id.to_string()).unwrap_or_default())
            .bind(part(fold(wanted.name.unwrap_or_default())))
            .bind(part(mac_digits(wanted.mac.unwrap_or_default())))
            .bind(part(wanted.domain_name.unwrap_or_default().trim().to_lowercase()))
            .bind(months.start().to_string())
            .bind(months.end().to_string())
            .bind(i64::from(wanted.limit))
            .fetch_all(&self.database.read)
            .await?;
        rows.into_iter().map(read_device).collect()
    }

    /// The device `id` of `dealer`.
    pub async fn miemasu_device(&self, dealer: Uuid, id: Uuid) -> Result<Option<MiemasuDevice>, Error> {
        load(&self.database.read, dealer, id).await
    }

    /// The day on which the device `id` of `dealer` was deleted.
    pub async fn miemasu_deleted_on(&self, dealer: Uuid, id: Uuid) -> Result<Option<NaiveDate>, Error> {
        deleted_on(&self.database.read, dealer, id).await
    }
}

impl Writing<'_> {
    /// The device `id`. Another dealer's is as unknown as none.
    pub async fn miemasu_device(&mut self, id: Uuid) -> Result<Option<MiemasuDevice>, Error> {
        let dealer = self.dealer();
        load(self.tx(), dealer, id).await
    }

    /// The day on which the device `id` was deleted.
    pub async fn miemasu_deleted_on(&mut self, id: Uuid) -> Result<Option<NaiveDate>, Error> {
        let dealer = self.dealer();
        deleted_on(self.tx(), dealer, id).await
    }

    /// How many devices a contract user has.
    pub async fn count_devices(&mut self, contractor: Uuid) -> Result<usize, Error> {
        let (dealer, id) = (self.dealer(), contractor.to_string());
        let (count,): (i64,) =
            sqlx::query_as("SELECT count(*) FROM miemasu_device WHERE dealer = $1 AND contractor = $2")
                .bind(dealer.to_string())
                .bind(&id)
                .fetch_one(self.tx())
                .await?;
        read::number("miemasu_device", "contractor", &id, count)
    }

    async fn devices_behind(&mut self, parent: Uuid) -> Result<Vec<MiemasuDevice>, Error> {
        let sql = format!("SELECT {DEVICE} WHERE d.parent = $1 ORDER BY d.id");
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(parent.to_string());
        let rows: Vec<DeviceRow> = query.fetch_all(self.tx()).await?;
        rows.into_iter().map(read_device).collect()
    }

    /// This dealer's device with this MAC address.
    pub async fn device_of_mac(&mut self, mac: MacAddress) -> Result<Option<Uuid>, Error> {
        let dealer = self.dealer();
        let row: Option<(String,)> = sqlx::query_as("SELECT id FROM miemasu_device WHERE dealer = $1 AND mac = $2")
            .bind(dealer.to_string())
            .bind(mac.plain())
            .fetch_optional(self.tx())
            .await?;
        row.map(|(id,)| uuid("miemasu_device", "id", &id, &id)).transpose()
    }

    /// The device with this domain name, whosever it is.
    pub async fn device_of_domain_name(&mut self, name: &DomainName) -> Result<Option<Uuid>, Error> {
        // Another dealer may take the name meanwhile; then writing it down is a conflict.
        let row: Option<(String,)> = sqlx::query_as("SELECT id FROM miemasu_device WHERE domain_name = $1")
            .bind(name.to_string())
            .fetch_optional(self.tx())
            .await?;
        row.map(|(id,)| uuid("miemasu_device", "id", &id, &id)).transpose()
    }

    /// **MIE-12** Adds a device with its first licence.
    pub async fn add_miemasu_device(&mut self, device: &MiemasuDevice, licensed: &Licensed) -> Result<(), CommitError> {
        let dealer = self.dealer();
        let schedule = licensed.schedule();
        // The dealer's row is held, so the sheet is unused and the MAC address free as they were seen; the domain name may be another
        // dealer's by now.
        sqlx::query(
            "INSERT INTO miemasu_device (id, dealer, contractor, name, folded_name, model, mac, domain_name, parent,
             sheet, expiry, window_mail_at, deletion_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(device.id.to_string())
        .bind(dealer.to_string())
        .bind(device.contractor.to_string())
        .bind(device.name.to_string())
        .bind(fold(&device.name.to_string()))
        .bind(device.model.as_ref())
        .bind(device.mac.plain())
        .bind(device.domain_name.to_string())
        .bind(device.parent.map(|id| id.to_string()))
        .bind(device.licence.sheet.to_string())
        .bind(schedule.expiry.to_string())
        .bind(micros(schedule.opening()))
        .bind(micros(schedule.deletion()))
        .execute(self.tx())
        .await
        .map_err(unique)?;
        self.put_sheet_state(device.licence.sheet, SheetState::InUse).await?;
        self.tell(Record::MiemasuDevice(device.clone()));
        self.note("device", (), device.id);
        self.note("licence", (), noted(&device.licence));
        Ok(())
    }

    /// Puts `after`, which has the same licence, in the place of the device `before`. The audit learns what was changed, not how.
    pub async fn change_miemasu_device(
        &mut self,
        before: &MiemasuDevice,
        after: &MiemasuDevice,
    ) -> Result<(), CommitError> {
        let changed = [
            ("name", before.name != after.name),
            ("domain_name", before.domain_name != after.domain_name),
            ("model", before.model != after.model),
            ("mac", before.mac != after.mac),
            ("parent", before.parent != after.parent),
        ];
        let changed: Vec<&str> = changed
            .iter()
            .filter(|(_, changed)| *changed)
            .map(|(what, _)| *what)
            .collect();
        if !changed.is_empty() {
            // The dealer's row is held, so this replaces what was seen; the domain name may be another dealer's by now.
            sqlx::query(
                "UPDATE miemasu_device SET name = $1, folded_name = $2, domain_name = $3, model = $4, mac = $5,
                 parent = $6 WHERE id = $7",
            )
            .bind(after.name.to_string())
            .bind(fold(&after.name.to_string()))
            .bind(after.domain_name.to_string())
            .bind(after.model.as_ref())
            .bind(after.mac.plain())
            .bind(after.parent.map(|id| id.to_string()))
            .bind(after.id.to_string())
            .execute(self.tx())
            .await
            .map_err(unique)?;
            self.tell(Record::MiemasuDevice(after.clone()));
        }
        self.note("changed", (), changed);
        Ok(())
    }

    /// Gives the device the licence of `sheet` in the place of the one it has, whose key is void from now on. Answers the device as it is then.
    pub async fn replace_licence(
        &mut self,
        device: &MiemasuDevice,
        sheet: &LicenceSheet,
        licensed: &Licensed,
    ) -> Result<MiemasuDevice, CommitError> {
        let schedule = licensed.schedule();
        // The dealer's row is held, so device and sheet are as they were seen; were the sheet on a device, it would be refused (MIE-8).
        sqlx::query(
            "UPDATE miemasu_device SET sheet = $1, expiry = $2, window_mail_at = $3, deletion_at = $4 WHERE id = $5",
        )
        .bind(sheet.id.to_string())
        .bind(schedule.expiry.to_string())
        .bind(micros(schedule.opening()))
        .bind(micros(schedule.deletion()))
        .bind(device.id.to_string())
        .execute(self.tx())
        .await?;
        self.put_sheet_state(device.licence.sheet, SheetState::Void).await?;
        self.put_sheet_state(sheet.id, SheetState::InUse).await?;
        let mut after = device.clone();
        after.licence = licence_of(sheet, licensed);
        self.tell(Record::MiemasuDevice(after.clone()));
        self.note("licence", noted(&device.licence), noted(&after.licence));
        Ok(after)
    }

    /// **MIE-5**, **MIE-10** Deletes the device; its key is void for ever. Devices behind it stand behind none.
    pub async fn delete_miemasu_device(
        &mut self,
        device: &MiemasuDevice,
        deletion: &Deletion,
    ) -> Result<(), CommitError> {
        for child in self.devices_behind(device.id).await? {
            let mut freed = child.clone();
            freed.parent = None;
            self.change_miemasu_device(&child, &freed).await?;
        }
        // The dealer's row is held, so this deletes what was seen.
        sqlx::query("DELETE FROM miemasu_device WHERE id = $1")
            .bind(device.id.to_string())
            .execute(self.tx())
            .await?;
        let dealer = self.dealer();
        sqlx::query("INSERT INTO miemasu_deleted_device (id, dealer, contractor, deleted_on) VALUES ($1, $2, $3, $4)")
            .bind(device.id.to_string())
            .bind(dealer.to_string())
            .bind(device.contractor.to_string())
            .bind(deletion.on().to_string())
            .execute(self.tx())
            .await?;
        self.put_sheet_state(device.licence.sheet, SheetState::Void).await?;
        let (kind, id) = (Kind::MiemasuDevice, device.id.to_string());
        self.tell(Record::Gone(Gone { kind, id }));
        self.note("licence", noted(&device.licence), ());
        self.note("deleted_on", (), deletion.on());
        Ok(())
    }
}

/// The licence that `sheet` gives.
pub fn licence_of(sheet: &LicenceSheet, licensed: &Licensed) -> DeviceLicence {
    DeviceLicence {
        sheet: sheet.id,
        product: sheet.product.clone(),
        expiry: licensed.schedule().expiry,
        services: sheet.services,
    }
}

/// What the audit says of a licence: never its key.
fn noted(licence: &DeviceLicence) -> serde_json::Value {
    json!({ "sheet": licence.sheet, "expiry": licence.expiry })
}

/// A pattern that `text` anywhere fits.
fn part(text: String) -> String {
    let literal = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    // PostgreSQL has no text with this character, so no device has it either.
    format!("%{}%", literal.replace('\0', "!_"))
}

async fn load<'e>(
    from: impl Executor<'e, Database = Any>,
    dealer: Uuid,
    id: Uuid,
) -> Result<Option<MiemasuDevice>, Error> {
    let sql = format!("SELECT {DEVICE} WHERE d.dealer = $1 AND d.id = $2");
    let query = sqlx::query_as(AssertSqlSafe(sql)).bind(dealer.to_string());
    let row: Option<DeviceRow> = query.bind(id.to_string()).fetch_optional(from).await?;
    row.map(read_device).transpose()
}

async fn deleted_on<'e>(
    from: impl Executor<'e, Database = Any>,
    dealer: Uuid,
    id: Uuid,
) -> Result<Option<NaiveDate>, Error> {
    let sql = "SELECT id, deleted_on FROM miemasu_deleted_device WHERE dealer = $1 AND id = $2";
    let query = sqlx::query_as(sql).bind(dealer.to_string()).bind(id.to_string());
    let row: Option<(String, String)> = query.fetch_optional(from).await?;
    row.map(|(id, day)| read::parse("miemasu_deleted_device", "deleted_on", &id, &day))
        .transpose()
}
