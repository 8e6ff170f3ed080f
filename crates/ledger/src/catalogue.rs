//! What all dealers are told alike: the catalogue and the server's public address.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::{ChangedProduct, Import, Product, ProductCode};
use kagifuda_wire::record::{Record, Server};
use serde_json::{Value, json};
use sqlx::{Any, Executor};

use crate::audit::{Act, Actor};
use crate::database::Write;
use crate::error::{CommitError, Error};
use crate::feed::lock_all_dealers;
use crate::{Ledger, Writing, audit, maintenance, read};

const PUBLIC_ADDRESS: &str = "public_address";

impl Ledger {
    /// The catalogue, in order of code.
    pub async fn products(&self) -> Result<Vec<Product>, Error> {
        products(&self.database.read).await
    }

    /// Of which of `codes` there are keys.
    pub async fn sold(&self, codes: impl IntoIterator<Item = &ProductCode>) -> Result<BTreeSet<ProductCode>, Error> {
        let mut sold = BTreeSet::new();
        for code in codes {
            if has_keys(&self.database.read, code).await? {
                sold.insert(code.clone());
            }
        }
        Ok(sold)
    }

    /// Takes `import` over and tells every dealer. On a conflict nothing happened: the catalogue is no longer as it was, or keys were made
    /// since of a product that would be another to their holders.
    pub async fn import_catalogue(
        &self,
        import: &Import,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), CommitError> {
        let mut tx = self.database.begin().await?;
        // One import after the other, and no new dealer meanwhile.
        lock_all_dealers(&mut tx).await?;
        if !import.was_decided_on(&products(&mut *tx).await?) {
            return Err(CommitError::Conflict);
        }
        for product in import.added() {
            add_product(&mut tx, product).await?;
        }
        for changed in import.changed() {
            change_product(&mut tx, changed).await?;
        }
        let after = import.changed().iter().map(|changed| &changed.after);
        let taken: Vec<&Product> = import.added().iter().chain(after).collect();
        let records: Vec<Record> = taken
            .iter()
            .map(|product| Record::Product((*product).clone()))
            .collect();
        self.append_to_all(&mut tx, &records).await?;
        let before = import.changed().iter().map(|changed| &changed.before);
        let act = Act {
            at: now,
            actor,
            dealer: None,
            act: "catalogue.import",
            subject: String::new(),
            before: json!(before.collect::<Vec<_>>()),
            after: json!(taken),
        };
        audit::write(&mut tx, act).await?;
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

async fn add_product(tx: &mut Write, product: &Product) -> Result<(), CommitError> {
    // Only imports add products, one after the other.
    let added = sqlx::query("INSERT INTO product (code, record) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING")
        .bind(product.code.as_ref())
        .bind(product_text(product))
        .execute(&mut **tx)
        .await?;
    (added.rows_affected() == 1).then_some(()).ok_or(CommitError::Conflict)
}

async fn change_product(tx: &mut Write, changed: &ChangedProduct) -> Result<(), CommitError> {
    hold(tx, &changed.before).await?;
    // Minting holds the same row: keys made before are seen here, and none is made before the commit.
    if changed.is_other_to_holders() && has_keys(&mut **tx, &changed.before.code).await? {
        return Err(CommitError::Conflict);
    }
    sqlx::query("UPDATE product SET record = $1 WHERE code = $2")
        .bind(product_text(&changed.after))
        .bind(changed.before.code.as_ref())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Holds the row of `product` until the commit, if it is still as it was.
pub(crate) async fn hold(tx: &mut Write, product: &Product) -> Result<(), CommitError> {
    let code = product.code.as_ref();
    let row: Option<(String,)> = sqlx::query_as("UPDATE product SET record = record WHERE code = $1 RETURNING record")
        .bind(code)
        .fetch_optional(&mut **tx)
        .await?;
    let held: Option<Product> = row
        .map(|(record,)| read::json("product", "record", code, &record))
        .transpose()?;
    (held.as_ref() == Some(product))
        .then_some(())
        .ok_or(CommitError::Conflict)
}

/// Whether anything was made of the product: activation keys, sheets, licences in stock.
async fn has_keys<'e>(from: impl Executor<'e, Database = Any>, code: &ProductCode) -> Result<bool, Error> {
    let one: Option<(String,)> = sqlx::query_as(
        "SELECT no FROM activation_key WHERE product = $1
         UNION ALL SELECT id FROM licence_sheet WHERE product = $1
         UNION ALL SELECT id FROM remo_licence WHERE product = $1 LIMIT 1",
    )
    .bind(code.as_ref())
    .fetch_optional(from)
    .await?;
    Ok(one.is_some())
}

fn product_text(product: &Product) -> String {
    serde_json::to_string(product).expect("a product has only text keys")
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
    let products = products(&mut **tx).await?;
    Ok(products.into_iter().map(Record::Product).collect())
}

async fn products<'e>(from: impl Executor<'e, Database = Any>) -> Result<Vec<Product>, Error> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT code, record FROM product")
        .fetch_all(from)
        .await?;
    let read = |(code, record): (String, String)| read::json("product", "record", &code, &record);
    let mut products: Vec<Product> = rows.into_iter().map(read).collect::<Result<_, Error>>()?;
    // Databases differ in how they order letters and hyphens.
    products.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(products)
}
