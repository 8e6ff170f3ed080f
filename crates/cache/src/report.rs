//! What reports are made of: read whole, in one pass.

use std::collections::HashMap;

use kagifuda_domain::catalogue::{Product, Programme};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::report::Issued;
use kagifuda_domain::site::Site;
use kagifuda_wire::record::Kind;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite};
use uuid::Uuid;

use crate::Cache;
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::row::At;

/// Devices asked for in a statement.
const DEVICES: usize = 500;

/// Where a device stands, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DevicePlace {
    /// 設置先情報.
    pub site: Site,
    /// The customer's id, where known.
    pub owner: Option<Uuid>,
    /// The customer's name, where known.
    pub customer: Option<String>,
}

impl Cache {
    /// **KMS-9** Every key that was registered in KMS, the earliest first; of one instant, in order of their numbers.
    pub async fn issued(&self) -> Result<Vec<Issued>, CacheError> {
        let products = self.products_by_row().await?;
        let rows = sqlx::query(
            "SELECT k.id, k.no, k.device, k.registration_key, k.issued_at, k.issued_by, k.product, d.site_1, d.site_2
             FROM activation_key k JOIN device d ON d.device = k.device ORDER BY k.issued_at, k.no",
        )
        .fetch_all(self.reader())
        .await?;
        rows.iter().filter_map(|row| read(row, &products).transpose()).collect()
    }

    /// The catalogue, as far as received.
    pub async fn products(&self) -> Result<Vec<Product>, CacheError> {
        Ok(self.products_by_row().await?.into_values().collect())
    }

    /// Where `devices` stand, as far as they are known.
    pub async fn places(&self, devices: &[DeviceId]) -> Result<HashMap<DeviceId, DevicePlace>, CacheError> {
        let mut places = HashMap::with_capacity(devices.len());
        for devices in devices.chunks(DEVICES) {
            let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(
                "SELECT d.id, d.device, d.site_1, d.site_2, c.uuid, c.name FROM device d
                 LEFT JOIN customer c ON c.uuid = d.customer WHERE d.device IN (",
            );
            let mut wanted = query.separated(", ");
            for device in devices {
                wanted.push_bind(device.to_bytes());
            }
            query.push(")");
            for row in query.build().fetch_all(self.reader()).await? {
                let at = at("device", &row)?;
                let device = at.must(at.number(&row, "device")?, "device")?;
                let place = DevicePlace {
                    site: site(at, &row)?,
                    owner: at.read(&row, "uuid", |id: &[u8]| Uuid::from_slice(id).ok())?,
                    customer: at.get(&row, "name")?,
                };
                places.insert(device, place);
            }
        }
        Ok(places)
    }

    /// The records of `kind`, which are kept whole, by their ids, and of each what `T` takes of it: for going through thousands at once.
    pub async fn facts<T: DeserializeOwned>(&self, kind: Kind) -> Result<Vec<(String, T)>, CacheError> {
        let rows = sqlx::query("SELECT id, json FROM whole WHERE kind = $1 ORDER BY id")
            .bind(kind.name())
            .fetch_all(self.reader())
            .await?;
        let at = At { table: "whole", row: 0 };
        let read = |row: &SqliteRow| Ok((at.get(row, "id")?, at.must(at.json(row, "json")?, "json")?));
        rows.iter().map(read).collect()
    }

    async fn products_by_row(&self) -> Result<HashMap<i64, Product>, CacheError> {
        let rows = sqlx::query("SELECT id, json FROM product")
            .fetch_all(self.reader())
            .await?;
        let read = |row: &SqliteRow| {
            let at = at("product", row)?;
            Ok((at.row, at.must(at.json(row, "json")?, "json")?))
        };
        rows.iter().map(read).collect()
    }
}

fn at(table: &'static str, row: &SqliteRow) -> Result<At, CacheError> {
    let at = At { table, row: 0 };
    let id = at.get(row, "id")?;
    Ok(At { row: id, ..at })
}

fn site(at: At, row: &SqliteRow) -> Result<Site, CacheError> {
    let lines: [&str; 2] = [at.get(row, "site_1")?, at.get(row, "site_2")?];
    at.must(Site::new(lines).ok(), "site_1")
}

fn read(row: &SqliteRow, products: &HashMap<i64, Product>) -> Result<Option<Issued>, CacheError> {
    let at = at("activation_key", row)?;
    let product = at.must(products.get(&at.get(row, "product")?), "product")?;
    match product.programme {
        Programme::Kms => {}
        Programme::Tsunagaru | Programme::Miemasu | Programme::Remo => return Ok(None),
    }
    Ok(Some(Issued {
        issued_at: at.must(at.instant(row, "issued_at")?, "issued_at")?,
        device: at.must(at.number(row, "device")?, "device")?,
        site: site(at, row)?,
        activation_key: at.must(at.number(row, "no")?, "no")?,
        registration_key: at.must(at.number(row, "registration_key")?, "registration_key")?,
        product: product.code.clone(),
        purpose: product.purpose.ja.clone(),
        issued_by: at.get(row, "issued_by")?,
    }))
}
