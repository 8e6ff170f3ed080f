//! A device with what belongs to it, and those that could be taken for it.

use kagifuda_domain::ids::{DeviceId, RegistrationKey};
use kagifuda_domain::site::Site;
use kagifuda_wire::record::Customer;
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteRow;

use crate::Cache;
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::key::{COLUMNS, JOINS, KeyRow, read_customer, read_site};
use crate::row::At;

/// A device with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// The device.
    pub device: DeviceId,
    /// Where it stands.
    pub site: Site,
    /// Whose it is, where known.
    pub customer: Option<Customer>,
}

impl Cache {
    /// The device `id` with what belongs to it.
    pub async fn device_row(&self, id: DeviceId) -> Result<Option<DeviceRow>, CacheError> {
        let row = sqlx::query(
            "SELECT d.id, d.device, d.site_1, d.site_2, c.uuid AS customer, c.name, c.kana
             FROM device d LEFT JOIN customer c ON c.uuid = d.customer WHERE d.device = $1",
        )
        .bind(id.to_bytes())
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(read_device_row).transpose()
    }

    /// The keys registered on the device `id`, the earliest first.
    pub async fn keys_on(&self, id: DeviceId) -> Result<Vec<KeyRow>, CacheError> {
        let sql =
            format!("SELECT {COLUMNS} FROM activation_key k {JOINS} WHERE k.device = $1 ORDER BY k.issued_at, k.id");
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(id.to_bytes())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(KeyRow::read).collect()
    }

    /// The devices that could be meant by `id` (see [`DeviceId::is_near`]), those that differ least first; at most `most`.
    pub async fn near_devices(&self, id: DeviceId, most: usize) -> Result<Vec<DeviceRow>, CacheError> {
        // All in one row: a row for each device would cost many times as much as comparing them.
        let sql = "SELECT group_concat(hex(device), ' ') FROM device WHERE length(device) = $1";
        let all: Option<String> = sqlx::query_scalar(sql)
            .bind(id.to_bytes().len() as i64)
            .fetch_one(self.reader())
            .await?;
        let all = all.unwrap_or_default();
        let devices = all.split(' ').filter_map(|digits| u64::from_str_radix(digits, 16).ok());
        let alike = |bits| match id {
            DeviceId::Mpr(_) => DeviceId::Mpr(bits),
            DeviceId::Mac(_) => DeviceId::Mac(bits),
        };
        let mut near: Vec<DeviceId> = devices.map(alike).filter(|other| id.is_near(*other)).collect();
        near.sort_by_key(|other| (id.digits_apart(*other), *other));
        let mut rows = Vec::new();
        for other in near.into_iter().take(most) {
            rows.extend(self.device_row(other).await?);
        }
        Ok(rows)
    }

    /// Whether `key` was issued as a registration key.
    pub async fn is_registration_key(&self, key: RegistrationKey) -> Result<bool, CacheError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM activation_key WHERE registration_key = $1)";
        Ok(sqlx::query_scalar(sql)
            .bind(key.to_bytes())
            .fetch_one(self.reader())
            .await?)
    }
}

fn read_device_row(row: &SqliteRow) -> Result<DeviceRow, CacheError> {
    let at = At {
        table: "device",
        row: 0,
    };
    let at = At {
        row: at.get(row, "id")?,
        ..at
    };
    Ok(DeviceRow {
        device: at.must(at.number(row, "device")?, "device")?,
        site: at.must(read_site(at, row)?, "site_1")?,
        customer: read_customer(at, row)?,
    })
}
