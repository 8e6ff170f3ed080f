//! An activation key with everything that belongs to it.

use kagifuda_domain::catalogue::Product;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId};
use kagifuda_domain::site::Site;
use kagifuda_wire::record::{Binding, Customer, Device};
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::Cache;
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::filter::{Filter, Value};
use crate::row::At;

/// An activation key with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// The number.
    pub activation_key: ActivationKeyNo,
    /// The registration id printed beside it.
    pub registration_id: RegistrationId,
    /// What it opens.
    pub product: Product,
    /// The device it belongs to, once registered.
    pub binding: Option<Binding>,
    /// Where that device stands, where known.
    pub site: Option<Site>,
    /// Whose that device is, where known: name and kana only.
    pub customer: Option<Customer>,
}

/// What [`KeyRow::read`] reads, from [`JOINS`].
pub(crate) const COLUMNS: &str =
    "k.id, k.no, k.registration_id, k.device, k.registration_key, k.issued_at, k.issued_by,
    p.json AS product, d.site_1, d.site_2, c.uuid AS customer, c.name, c.kana";

/// A key `k` with its product `p`, device `d` and customer `c`.
pub(crate) const JOINS: &str = "CROSS JOIN product p ON p.id = k.product
    LEFT JOIN device d ON d.device = k.device LEFT JOIN customer c ON c.uuid = d.customer";

impl KeyRow {
    pub(crate) fn read(row: &SqliteRow) -> Result<Self, CacheError> {
        let at = at(row)?;
        Ok(Self {
            activation_key: at.must(at.number(row, "no")?, "no")?,
            registration_id: at.must(at.number(row, "registration_id")?, "registration_id")?,
            product: at.must(at.json(row, "product")?, "product")?,
            binding: read_binding(at, row)?,
            site: read_site(at, row)?,
            customer: read_customer(at, row)?,
        })
    }
}

/// The row of a key, for what is said of it.
fn at(row: &SqliteRow) -> Result<At, CacheError> {
    let at = At {
        table: "activation_key",
        row: 0,
    };
    Ok(At {
        row: at.get(row, "id")?,
        ..at
    })
}

pub(crate) fn read_customer(at: At, row: &SqliteRow) -> Result<Option<Customer>, CacheError> {
    Ok(
        match at.read(row, "customer", |bytes: &[u8]| Uuid::from_slice(bytes).ok())? {
            Some(id) => Some(Customer {
                id,
                name: at.get(row, "name")?,
                kana: at.get(row, "kana")?,
                ..Customer::default()
            }),
            None => None,
        },
    )
}

fn read_binding(at: At, row: &SqliteRow) -> Result<Option<Binding>, CacheError> {
    let Some(device) = at.number(row, "device")? else {
        return Ok(None);
    };
    Ok(Some(Binding {
        device,
        registration_key: at.must(at.number(row, "registration_key")?, "registration_key")?,
        issued_at: at.must(at.instant(row, "issued_at")?, "issued_at")?,
        issued_by: at.get(row, "issued_by")?,
    }))
}

pub(crate) fn read_site(at: At, row: &SqliteRow) -> Result<Option<Site>, CacheError> {
    let Some(line_1) = at.get::<Option<&str>>(row, "site_1")? else {
        return Ok(None);
    };
    let site = Site::new([line_1, at.get(row, "site_2")?]).ok();
    at.must(site, "site_1").map(Some)
}

impl Cache {
    /// The key `no`.
    pub async fn key(&self, no: ActivationKeyNo) -> Result<Option<KeyRow>, CacheError> {
        let rows = self.keys_where("k.no = $1", no.to_bytes()).await?;
        Ok(rows.into_iter().next())
    }

    /// The keys for which `condition` holds of the number `$1`.
    pub(crate) async fn keys_where(&self, condition: &str, number: Vec<u8>) -> Result<Vec<KeyRow>, CacheError> {
        let sql = format!("SELECT {COLUMNS} FROM activation_key k {JOINS} WHERE {condition}");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(number)
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(KeyRow::read).collect()
    }

    /// The keys that `filter` wants, of `customer` if one is named, with their devices: those of one customer together, the first issued first.
    pub async fn keys_chosen(
        &self,
        filter: &Filter,
        customer: Option<Uuid>,
    ) -> Result<Vec<(ActivationKeyNo, Option<DeviceId>)>, CacheError> {
        let Some(condition) = filter.keys() else {
            return Ok(Vec::new());
        };
        let wanted = condition.sql(2).unwrap_or_else(|| "true".into());
        let sql = format!(
            "SELECT k.id, k.no, k.device FROM activation_key k {JOINS} WHERE (?1 IS NULL OR d.customer = ?1) AND {wanted}
             ORDER BY c.name IS NULL, c.name, c.uuid, k.device, k.issued_at, k.no"
        );
        let customer = customer.map(|id| id.as_bytes().to_vec());
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(customer);
        for value in condition.values() {
            query = match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Number(number) => query.bind(*number),
            };
        }
        let rows = query.fetch_all(self.reader()).await?;
        let read = |row: &SqliteRow| {
            let at = at(row)?;
            Ok((at.must(at.number(row, "no")?, "no")?, at.number(row, "device")?))
        };
        rows.iter().map(read).collect()
    }

    /// The device `id` with its site, as last received: KMS-5 recalls the site by it.
    pub async fn device(&self, id: DeviceId) -> Result<Option<Device>, CacheError> {
        let row = sqlx::query("SELECT * FROM device WHERE device = $1")
            .bind(id.to_bytes())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(read_device).transpose()
    }
}

pub(crate) fn read_device(row: &SqliteRow) -> Result<Device, CacheError> {
    let at = At {
        table: "device",
        row: 0,
    };
    let at = At {
        row: at.get(row, "id")?,
        ..at
    };
    Ok(Device {
        device: at.must(at.number(row, "device")?, "device")?,
        site: at.must(read_site(at, row)?, "site_1")?,
        customer: at.read(row, "customer", |bytes: &[u8]| Uuid::from_slice(bytes).ok())?,
    })
}
