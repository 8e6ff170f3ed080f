//! One thing with what belongs to it.

use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::record::Kind;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, SqliteConnection};
use uuid::Uuid;

use crate::Cache;
use crate::arms::{CUSTOMERS, DEVICES, ENTRIES, Family, KEYS};
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::key::KeyRow;
use crate::look_up::{CustomerRow, DeviceRow, EntryRow};

/// So many are listed of what belongs to one thing.
const LISTED: i64 = 200;

/// What a row is picked by.
enum By {
    Bytes(Vec<u8>),
    Text(String),
}

impl Cache {
    /// The device `id` with what lists show of it.
    pub async fn device_row(&self, id: DeviceId) -> Result<Option<DeviceRow>, CacheError> {
        let rows = self.rows(&DEVICES, "d.device = $1", By::Bytes(id.to_bytes())).await?;
        rows.first().map(DeviceRow::read).transpose()
    }

    /// The keys registered on the device `id`, the latest first; at most 200.
    pub async fn keys_of_device(&self, id: DeviceId) -> Result<Vec<KeyRow>, CacheError> {
        let rows = self.rows(&KEYS, "k.device = $1", By::Bytes(id.to_bytes())).await?;
        rows.iter().map(KeyRow::read).collect()
    }

    /// The customer `id`.
    pub async fn customer_row(&self, id: Uuid) -> Result<Option<CustomerRow>, CacheError> {
        let rows = self
            .rows(&CUSTOMERS, "c.uuid = $1", By::Bytes(id.as_bytes().to_vec()))
            .await?;
        rows.first().map(CustomerRow::read).transpose()
    }

    /// The devices of the customer `id`; at most 200.
    pub async fn devices_of_customer(&self, id: Uuid) -> Result<Vec<DeviceRow>, CacheError> {
        let rows = self
            .rows(&DEVICES, "d.customer = $1", By::Bytes(id.as_bytes().to_vec()))
            .await?;
        rows.iter().map(DeviceRow::read).collect()
    }

    /// What lists show of the record of `kind` that is kept whole under `id`.
    pub async fn entry(&self, kind: Kind, id: &str) -> Result<Option<EntryRow>, CacheError> {
        let rows = self.rows(&ENTRIES, "e.ref = $1", By::Text(id.into())).await?;
        let entries = rows.iter().map(EntryRow::read).collect::<Result<Vec<_>, _>>()?;
        Ok(entries.into_iter().find(|entry| entry.kind.name() == kind.name()))
    }

    /// What is kept whole and belongs to the contract user `id`; at most 200.
    pub async fn entries_of_owner(&self, id: &str) -> Result<Vec<EntryRow>, CacheError> {
        let rows = self.rows(&ENTRIES, "e.owner = $1", By::Text(id.into())).await?;
        rows.iter().map(EntryRow::read).collect()
    }

    /// What is kept whole and has the number `id` of a device: its subscription, and what other programmes know under its MAC address.
    pub async fn entries_of_device(&self, id: DeviceId) -> Result<Vec<EntryRow>, CacheError> {
        const WITH: &str = "e.id IN (SELECT entry FROM entry_field WHERE value = $1)";
        let rows = self.rows(&ENTRIES, WITH, By::Text(id.plain().to_lowercase())).await?;
        rows.iter().map(EntryRow::read).collect()
    }

    async fn rows(&self, family: &Family, by: &str, value: By) -> Result<Vec<SqliteRow>, CacheError> {
        let mut connection = self.reader().acquire().await?;
        let connection: &mut SqliteConnection = &mut connection;
        let Family {
            table,
            alias,
            columns,
            joins,
            ..
        } = family;
        let sql =
            format!("SELECT {columns} FROM {table} {alias} {joins} WHERE {by} ORDER BY {alias}.id DESC LIMIT {LISTED}");
        let query = sqlx::query(AssertSqlSafe(sql));
        let query = match value {
            By::Bytes(bytes) => query.bind(bytes),
            By::Text(text) => query.bind(text),
        };
        Ok(query.fetch_all(connection).await?)
    }
}
