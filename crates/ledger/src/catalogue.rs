//! What all dealers are told alike: the catalogue and the server's public address.

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::{Product, ProductCode};
use kagifuda_wire::record::{Record, Server};
use serde_json::{Value, json};
use sqlx::{Any, Executor};

use crate::audit::{Act, Actor};
use crate::database::Write;
use crate::error::Error;
use crate::{Ledger, Writing, audit, maintenance, read};

const PUBLIC_ADDRESS: &str = "public_address";

impl Ledger {
    /// Takes over what differs in `products`, and tells every dealer. Products that are not named stay as they are.
    pub async fn import_catalogue(&self, products: &[Product], now: DateTime<Utc>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let mut changed = Vec::new();
        for product in products {
            if let Some(before) = put_product(&mut tx, product).await? {
                let act = changed_act(now, "product.import", product.code.to_string(), before, json!(product));
                audit::write(&mut tx, act).await?;
                changed.push(Record::Product(product.clone()));
            }
        }
        if !changed.is_empty() {
            self.append_to_all(&mut tx, &changed).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// The product of this code.
    pub async fn product(&self, code: &ProductCode) -> Result<Option<Product>, Error> {
        load_product(&self.database.read, code).await
    }

    /// The address that customers' browsers open, once it was set.
    pub async fn public_address(&self) -> Result<Option<String>, Error> {
        let row: Option<(String,)> = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(PUBLIC_ADDRESS)
            .fetch_optional(&self.database.read)
            .await?;
        Ok(row.map(|(address,)| address))
    }

    /// Sets the address that customers' browsers open, and tells every dealer if it is another than before.
    pub async fn set_public_address(&self, address: &str, now: DateTime<Utc>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let before: Option<(String,)> = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(PUBLIC_ADDRESS)
            .fetch_optional(&mut *tx)
            .await?;
        // Of several processes that start with the same new address, one changes the row; the others find it so.
        let changed = sqlx::query(
            "INSERT INTO setting (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE setting.value <> excluded.value",
        )
        .bind(PUBLIC_ADDRESS)
        .bind(address)
        .execute(&mut *tx)
        .await?;
        if changed.rows_affected() == 1 {
            let told = server_record(&mut tx, now).await?;
            self.append_to_all(&mut tx, &told).await?;
            let act = changed_act(
                now,
                "server.public_address",
                String::new(),
                json!(before),
                json!(address),
            );
            audit::write(&mut tx, act).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

impl Writing<'_> {
    /// The product of this code, if the catalogue has one.
    pub async fn find_product(&mut self, code: &ProductCode) -> Result<Option<Product>, Error> {
        load_product(self.tx(), code).await
    }

    /// The product of this code, which a key refers to and so is there.
    pub async fn product(&mut self, code: &ProductCode) -> Result<Product, Error> {
        let product = load_product(self.tx(), code).await?;
        product.ok_or_else(|| Error::unreadable("product", "code", code, "there is no such product"))
    }
}

async fn load_product<'e>(
    from: impl Executor<'e, Database = Any>,
    code: &ProductCode,
) -> Result<Option<Product>, Error> {
    let row: Option<(String,)> = sqlx::query_as("SELECT record FROM product WHERE code = $1")
        .bind(code.as_ref())
        .fetch_optional(from)
        .await?;
    row.map(|(record,)| read::json("product", "record", code.as_ref(), &record))
        .transpose()
}

/// Writes `product` if it differs from what stands there, and says what stood there then.
async fn put_product(tx: &mut Write, product: &Product) -> Result<Option<Value>, Error> {
    let code = product.code.as_ref();
    let before: Option<(String,)> = sqlx::query_as("SELECT record FROM product WHERE code = $1")
        .bind(code)
        .fetch_optional(&mut **tx)
        .await?;
    let record = serde_json::to_string(product).expect("a product has only text keys");
    // Of several processes that import the same catalogue, one changes the row; the others find it so.
    let changed = sqlx::query(
        "INSERT INTO product (code, record) VALUES ($1, $2)
         ON CONFLICT (code) DO UPDATE SET record = excluded.record WHERE product.record <> excluded.record",
    )
    .bind(code)
    .bind(record)
    .execute(&mut **tx)
    .await?;
    let before = before
        .map(|(record,)| read::json("product", "record", code, &record))
        .transpose()?;
    Ok((changed.rows_affected() == 1).then(|| before.unwrap_or(Value::Null)))
}

fn changed_act(at: DateTime<Utc>, act: &'static str, subject: String, before: Value, after: Value) -> Act<'static> {
    Act {
        at,
        actor: &Actor::Server,
        dealer: None,
        act,
        subject,
        before,
        after,
    }
}

/// The record of the server at `now`, once its address was set.
pub(crate) async fn server_record(tx: &mut Write, now: DateTime<Utc>) -> Result<Vec<Record>, Error> {
    let row: Option<(String,)> = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
        .bind(PUBLIC_ADDRESS)
        .fetch_optional(&mut **tx)
        .await?;
    let Some((public_address,)) = row else {
        return Ok(vec![]);
    };
    let windows = maintenance::windows(&mut **tx, now).await?;
    Ok(vec![Record::Server(Server {
        public_address,
        maintenance: windows.iter().map(|(_, window)| window.into()).collect(),
    })])
}

/// The records of the whole catalogue.
pub(crate) async fn product_records(tx: &mut Write) -> Result<Vec<Record>, Error> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT code, record FROM product ORDER BY code")
        .fetch_all(&mut **tx)
        .await?;
    rows.into_iter()
        .map(|(code, record)| read::json("product", "record", &code, &record).map(Record::Product))
        .collect()
}
