//! Customers, whose devices are, and what was asked about them.

use chrono::{DateTime, Utc};
use kagifuda_domain::customer::{Details, Field};
use kagifuda_wire::record::{Changed, Customer, Device};
use kagifuda_wire::request::Request;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::Cache;
use crate::error::CacheError;
use crate::key::read_device;
use crate::look_up::CustomerRow;
use crate::outbox::{Intent, read_intent};
use crate::row::{At, to_json};

/// A device, and the name of the customer it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedDevice {
    /// The device.
    pub device: Device,
    /// The customer's name.
    pub name: Option<String>,
}

/// What [`read_customer`] reads.
const FIELDS: &str = "c.id, c.uuid, c.name, c.kana, c.contact, c.phone, c.email, c.address, c.memo, c.version, c.changed_by, c.changed_at";

/// Devices that a search among them lists.
const DEVICES: u32 = 50;

impl Cache {
    /// All customers, in order of kana, or of the name where there is none.
    pub async fn customers(&self) -> Result<Vec<CustomerRow>, CacheError> {
        let sql = format!(
            "SELECT {FIELDS}, (SELECT count(*) FROM device d WHERE d.customer = c.uuid) AS devices FROM customer c
             ORDER BY CASE c.folded_kana WHEN '' THEN c.folded_name ELSE c.folded_kana END, c.folded_name, c.uuid"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(self.reader()).await?;
        let read = |row: &SqliteRow| {
            let (at, customer) = read_customer(row)?;
            let devices = at.count(row, "devices")?;
            Ok(CustomerRow { customer, devices })
        };
        rows.iter().map(read).collect()
    }

    /// The devices of `customer`, in order of their sites.
    pub async fn devices_of(&self, customer: Uuid) -> Result<Vec<Device>, CacheError> {
        let rows = sqlx::query(
            "SELECT id, device, site_1, site_2, customer FROM device WHERE customer = $1 ORDER BY folded, device",
        )
        .bind(customer.as_bytes().as_slice())
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(read_device).collect()
    }

    /// Devices in whose number or site a fragment is found (`digits` plain, `text` folded), those that are nobody's first.
    pub async fn devices_found(&self, digits: Option<&str>, text: &str) -> Result<Vec<OwnedDevice>, CacheError> {
        // Devices are few beside keys, and are looked for one at a time: going through them is quick enough.
        let rows = sqlx::query(
            "SELECT d.id, d.device, d.site_1, d.site_2, d.customer, c.name FROM device d LEFT JOIN customer c ON c.uuid = d.customer
             WHERE instr(hex(d.device), $1) > 0 OR ($2 <> '' AND instr(d.folded, $2) > 0)
             ORDER BY d.customer IS NOT NULL, d.folded, d.device LIMIT $3",
        )
        .bind(digits)
        .bind(text)
        .bind(DEVICES)
        .fetch_all(self.reader())
        .await?;
        let read = |row: &SqliteRow| {
            let device = read_device(row)?;
            let at = At {
                table: "device",
                row: 0,
            };
            let name = at.get(row, "name")?;
            Ok(OwnedDevice { device, name })
        };
        rows.iter().map(read).collect()
    }

    /// **CUS-2** Requests that were refused, whole or in part, because a customer was changed or merged meanwhile, the earliest first, with the
    /// customers that have been chosen about since.
    pub async fn overtaken(&self) -> Result<(Vec<Intent>, Vec<(Uuid, Uuid)>), CacheError> {
        let rows = sqlx::query("SELECT * FROM outbox WHERE instr(answer, '\"code\":\"customer_') > 0 ORDER BY seq")
            .fetch_all(self.reader())
            .await?;
        let intents = rows.iter().map(read_intent).collect::<Result<_, _>>()?;
        let settled = sqlx::query("SELECT intent, customer FROM settled")
            .fetch_all(self.reader())
            .await?;
        let at = At {
            table: "settled",
            row: 0,
        };
        let uuid = |row: &SqliteRow, column| {
            at.must(
                at.read(row, column, |bytes: &[u8]| Uuid::from_slice(bytes).ok())?,
                column,
            )
        };
        let pair = |row: &SqliteRow| Ok((uuid(row, "intent")?, uuid(row, "customer")?));
        Ok((intents, settled.iter().map(pair).collect::<Result<_, CacheError>>()?))
    }

    /// **CUS-2** Keeps that somebody chose what becomes of what `intent` wanted of `customer`.
    pub async fn settle(&self, intent: Uuid, customer: Uuid) -> Result<(), CacheError> {
        sqlx::query("INSERT OR IGNORE INTO settled (intent, customer) VALUES ($1, $2)")
            .bind(intent.as_bytes().as_slice())
            .bind(customer.as_bytes().as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Puts all of `requests` on disk, in their order, or none of them.
    pub async fn queue_all(&self, requests: &[(Uuid, Request)], by: &str, at: DateTime<Utc>) -> Result<(), CacheError> {
        let mut tx = self.begin().await?;
        for some in requests.chunks(100) {
            let mut insert: QueryBuilder<Sqlite> =
                QueryBuilder::new("INSERT INTO outbox (intent, request, queued_by, queued_at) ");
            insert.push_values(some, |mut row, (intent, request)| {
                row.push_bind(intent.as_bytes().as_slice())
                    .push_bind(to_json(request))
                    .push_bind(by)
                    .push_bind(at.timestamp_micros());
            });
            insert.build().execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn read_customer(row: &SqliteRow) -> Result<(At, Customer), CacheError> {
    let at = At {
        table: "customer",
        row: 0,
    };
    let at = At {
        row: at.get(row, "id")?,
        ..at
    };
    let uuid = |column| at.read(row, column, |bytes: &[u8]| Uuid::from_slice(bytes).ok());
    let mut fields = Vec::with_capacity(Field::ALL.len());
    for field in Field::ALL {
        fields.push((field, at.get(row, field.name())?));
    }
    let by: Option<String> = at.get(row, "changed_by")?;
    let changed = by
        .zip(at.instant(row, "changed_at")?)
        .map(|(by, at)| Changed { by, at });
    let id = at.must(uuid("uuid")?, "uuid")?;
    let version = uuid("version")?.unwrap_or_default();
    Ok((at, Customer::new(id, &Details::kept(fields), version, changed)))
}
