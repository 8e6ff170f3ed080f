//! Writing a page of records with their index. Of several records with one id the last one counts.
//!
//! Rows go in by the hundred: a statement a row costs many times as much.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use kagifuda_domain::catalogue::{Product, ProductCode};
use kagifuda_domain::customer::Field;
use kagifuda_domain::customer::alike::phone_digits;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_domain::text::fold;
use kagifuda_wire::record::{ActivationKey, Customer, Dealer, Device, Kind, Print, Record, Server};
use kagifuda_wire::signing::RecordKey;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

use crate::account;
use crate::bytes::Bytes;
use crate::entry;
use crate::error::CacheError;
use crate::print_history;
use crate::query::pairs;
use crate::row::to_json;

/// Rows a statement.
const ROWS: usize = 250;

/// Rows a statement that fills a full-text index.
const PAIRS: usize = 4_000;

/// A page of records by kind, each id once.
#[derive(Default)]
pub(crate) struct Page<'a> {
    server: Option<&'a Server>,
    record_keys: Vec<&'a RecordKey>,
    dealer: Option<&'a Dealer>,
    products: HashMap<&'a ProductCode, &'a Product>,
    customers: Latest<'a, Uuid, Customer>,
    devices: Latest<'a, DeviceId, Device>,
    keys: Latest<'a, ActivationKeyNo, ActivationKey>,
    prints: Vec<&'a Print>,
    /// What is kept whole; `None` is gone.
    whole: HashMap<(Kind, String), Option<&'a Record>>,
}

/// The latest record of each id, in order of first appearance.
struct Latest<'a, Id, T> {
    places: HashMap<Id, usize>,
    records: Vec<&'a T>,
}

impl<Id, T> Default for Latest<'_, Id, T> {
    fn default() -> Self {
        Self {
            places: HashMap::new(),
            records: Vec::new(),
        }
    }
}

impl<'a, Id: Eq + Hash, T> Latest<'a, Id, T> {
    fn put(&mut self, id: Id, record: &'a T) {
        match self.places.get(&id) {
            Some(place) => self.records[*place] = record,
            None => {
                self.places.insert(id, self.records.len());
                self.records.push(record);
            }
        }
    }
}

impl<'a> Page<'a> {
    pub fn sort(records: &'a [Record]) -> Self {
        let mut page = Self::default();
        for record in records {
            match record {
                Record::Server(server) => page.server = Some(server),
                Record::RecordKey(key) => page.record_keys.push(key),
                Record::Dealer(dealer) => page.dealer = Some(dealer),
                Record::Product(product) => drop(page.products.insert(&product.code, product)),
                Record::Customer(customer) => page.customers.put(customer.id, customer),
                Record::Device(device) => page.devices.put(device.device, device),
                Record::ActivationKey(key) => page.keys.put(key.activation_key, key),
                Record::Subscription(of) => page.keep(Kind::Subscription, of.device.plain(), record),
                Record::Contractor(of) => page.keep(Kind::Contractor, of.id.to_string(), record),
                Record::MiemasuDevice(of) => page.keep(Kind::MiemasuDevice, of.id.to_string(), record),
                Record::LicenceSheet(of) => page.keep(Kind::LicenceSheet, of.id.to_string(), record),
                Record::RemoCustomer(of) => page.keep(Kind::RemoCustomer, of.id.to_string(), record),
                Record::RemoCamera(of) => page.keep(Kind::RemoCamera, of.id.to_string(), record),
                Record::RemoLicence(of) => page.keep(Kind::RemoLicence, of.id.to_string(), record),
                Record::RemoStock(of) => page.keep(Kind::RemoStock, of.product.to_string(), record),
                Record::Print(print) => page.prints.push(print),
                Record::Gone(gone) => drop(page.whole.insert((gone.kind, gone.id.clone()), None)),
            }
        }
        page
    }

    pub async fn write(&self, tx: &mut SqliteConnection) -> Result<(), CacheError> {
        if let Some(server) = self.server {
            put_supplier(tx, "server", to_json(server)).await?;
        }
        for key in &self.record_keys {
            account::pin(tx, key).await?;
        }
        if let Some(dealer) = self.dealer {
            put_supplier(tx, "dealer", to_json(dealer)).await?;
        }
        for product in self.products.values() {
            put_product(tx, product).await?;
        }
        put_customers(tx, &self.customers.records).await?;
        put_devices(tx, &self.devices.records).await?;
        put_keys(tx, &self.keys.records).await?;
        print_history::put(tx, &self.prints).await?;
        for ((kind, id), record) in &self.whole {
            match kind {
                // Its devices have gone over before it goes.
                Kind::Customer => forget_customer(tx, id).await?,
                Kind::Subscription
                | Kind::Contractor
                | Kind::MiemasuDevice
                | Kind::LicenceSheet
                | Kind::RemoCustomer
                | Kind::RemoCamera
                | Kind::RemoLicence
                | Kind::RemoStock => put_whole(tx, *kind, id, *record).await?,
            }
        }
        entry::put(tx, &self.whole).await
    }

    fn keep(&mut self, kind: Kind, id: String, record: &'a Record) {
        self.whole.insert((kind, id), Some(record));
    }
}

async fn put_supplier(tx: &mut SqliteConnection, record: &'static str, json: String) -> Result<(), CacheError> {
    sqlx::query("INSERT OR REPLACE INTO supplier (record, json) VALUES ($1, $2)")
        .bind(record)
        .bind(json)
        .execute(tx)
        .await?;
    Ok(())
}

async fn put_whole(tx: &mut SqliteConnection, kind: Kind, id: &str, record: Option<&Record>) -> Result<(), CacheError> {
    let sql = if record.is_some() {
        "INSERT OR REPLACE INTO whole (kind, id, json) VALUES ($1, $2, $3)"
    } else {
        "DELETE FROM whole WHERE kind = $1 AND id = $2"
    };
    let query = sqlx::query(sql).bind(kind.name()).bind(id);
    match record {
        Some(record) => query.bind(to_json(record)).execute(tx).await?,
        None => query.execute(tx).await?,
    };
    Ok(())
}

/// What the full-text index still says of it joins with nothing.
async fn forget_customer(tx: &mut SqliteConnection, id: &str) -> Result<(), CacheError> {
    let id = Uuid::parse_str(id).map_err(|_| CacheError::Dangling("customer"))?;
    sqlx::query("DELETE FROM customer WHERE uuid = $1")
        .bind(id.as_bytes().as_slice())
        .execute(tx)
        .await
        .map_err(|error| dangling("customer", error))?;
    Ok(())
}

async fn put_product(tx: &mut SqliteConnection, product: &Product) -> Result<(), CacheError> {
    let names = [product.code.as_ref(), &product.name.ja, &product.name.en].map(fold);
    sqlx::query(
        "INSERT INTO product (code, json, folded) VALUES ($1, $2, $3)
         ON CONFLICT (code) DO UPDATE SET json = excluded.json, folded = excluded.folded",
    )
    .bind(product.code.as_ref())
    .bind(to_json(product))
    .bind(format!("\n{}\n", names.join("\n")))
    .execute(tx)
    .await?;
    Ok(())
}

async fn put_customers(tx: &mut SqliteConnection, customers: &[&Customer]) -> Result<(), CacheError> {
    let first = next_id(tx, "SELECT coalesce(max(id), 0) + 1 FROM customer").await?;
    let rows: Vec<_> = (first..).zip(customers.iter().map(|c| (*c, folded(c)))).collect();
    for rows in rows.chunks(ROWS) {
        let mut insert = QueryBuilder::new(
            "INSERT INTO customer (id, uuid, name, kana, contact, phone, email, address, memo, version, changed_by, changed_at,
             folded_name, folded_kana, folded_contact, folded_phone) ",
        );
        insert.push_values(rows, |mut row, (id, (customer, folded))| {
            row.push_bind(id).push_bind(customer.id.as_bytes().as_slice());
            for field in Field::ALL {
                row.push_bind(customer.get(field));
            }
            let changed = customer.changed.as_ref();
            row.push_bind(customer.version.as_bytes().as_slice())
                .push_bind(changed.map(|changed| changed.by.as_str()))
                .push_bind(changed.map(|changed| changed.at.timestamp_micros()));
            for text in folded {
                row.push_bind(text);
            }
        });
        insert.push(
            " ON CONFLICT (uuid) DO UPDATE SET id = excluded.id, name = excluded.name, kana = excluded.kana, contact = excluded.contact,
              phone = excluded.phone, email = excluded.email, address = excluded.address, memo = excluded.memo, version = excluded.version,
              changed_by = excluded.changed_by, changed_at = excluded.changed_at, folded_name = excluded.folded_name,
              folded_kana = excluded.folded_kana, folded_contact = excluded.folded_contact, folded_phone = excluded.folded_phone",
        );
        insert.build().execute(&mut *tx).await?;
    }
    let pairs = rows
        .iter()
        .map(|(id, (_, folded))| (*id, folded.each_ref().map(|text| pairs(text)).join(" ")));
    put_pairs(tx, "INSERT INTO customer_pairs (rowid, pairs) ", pairs.collect()).await
}

/// What a customer is searched by: name, kana, contact, and the digits of the telephone number.
fn folded(customer: &Customer) -> [String; 4] {
    let texts = [&customer.name, &customer.kana, &customer.contact].map(|text| fold(text));
    let [name, kana, contact] = texts;
    [name, kana, contact, phone_digits(&customer.phone)]
}

async fn put_devices(tx: &mut SqliteConnection, devices: &[&Device]) -> Result<(), CacheError> {
    let first = next_id(tx, "SELECT coalesce(max(id), 0) + 1 FROM device").await?;
    let rows: Vec<_> = (first..)
        .zip(devices)
        .map(|(id, d)| (id, d, fold(&d.site.one_line())))
        .collect();
    let mut written = HashSet::new();
    for rows in rows.chunks(ROWS) {
        let mut insert = QueryBuilder::new("INSERT INTO device (id, device, site_1, site_2, folded, customer) ");
        insert.push_values(rows, |mut row, (id, device, folded)| {
            let [line_1, line_2] = device.site.lines();
            row.push_bind(id)
                .push_bind(device.device.to_bytes())
                .push_bind(line_1)
                .push_bind(line_2)
                .push_bind(folded);
            row.push_bind(device.customer.as_ref().map(|id| id.as_bytes().as_slice()));
        });
        // A device may come again as it was: then its index stays as it is, too.
        insert.push(
            " ON CONFLICT (device) DO UPDATE SET id = excluded.id, site_1 = excluded.site_1, site_2 = excluded.site_2,
              folded = excluded.folded, customer = excluded.customer
              WHERE (site_1, site_2, customer) IS NOT (excluded.site_1, excluded.site_2, excluded.customer) RETURNING id",
        );
        let ids = insert.build_query_scalar::<i64>().fetch_all(&mut *tx).await;
        written.extend(ids.map_err(|error| dangling("customer", error))?);
    }
    let pairs = rows
        .iter()
        .filter(|(id, ..)| written.contains(id))
        .map(|(id, _, folded)| (*id, pairs(folded)));
    put_pairs(tx, "INSERT INTO site_pairs (rowid, pairs) ", pairs.collect()).await?;
    sqlx::query("INSERT INTO device_digits (rowid, device) SELECT id, hex(device) FROM device WHERE id >= $1")
        .bind(first)
        .execute(tx)
        .await?;
    Ok(())
}

/// A full-text index writes what it has gathered at the end of each statement, so these are long.
async fn put_pairs(tx: &mut SqliteConnection, into: &str, rows: Vec<(i64, String)>) -> Result<(), CacheError> {
    for rows in rows.chunks(PAIRS) {
        let mut insert = QueryBuilder::new(into);
        insert.push_values(rows, |mut row, (id, pairs)| {
            row.push_bind(id).push_bind(pairs);
        });
        insert.build().execute(&mut *tx).await?;
    }
    Ok(())
}

async fn put_keys(tx: &mut SqliteConnection, keys: &[&ActivationKey]) -> Result<(), CacheError> {
    if keys.is_empty() {
        return Ok(());
    }
    let products = sqlx::query_as("SELECT code, id FROM product")
        .fetch_all(&mut *tx)
        .await?;
    let products: HashMap<String, i64> = products.into_iter().collect();
    let first = next_id(tx, "SELECT coalesce(max(id), 0) + 1 FROM activation_key").await?;
    let rows: Vec<(i64, &&ActivationKey)> = (first..).zip(keys).collect();
    for rows in rows.chunks(ROWS) {
        insert_keys(tx, rows, &products).await?;
    }
    sqlx::query(
        "INSERT INTO activation_key_digits (rowid, no, registration_id, registration_key)
         SELECT id, hex(no), hex(registration_id), hex(registration_key) FROM activation_key WHERE id >= $1",
    )
    .bind(first)
    .execute(&mut *tx)
    .await?;
    Ok(())
}

async fn insert_keys(
    tx: &mut SqliteConnection,
    rows: &[(i64, &&ActivationKey)],
    products: &HashMap<String, i64>,
) -> Result<(), CacheError> {
    let product = |key: &ActivationKey| products.get(key.product.as_ref()).copied();
    if rows.iter().any(|(_, key)| product(key).is_none()) {
        return Err(CacheError::Dangling("product"));
    }
    let mut insert: QueryBuilder<Sqlite> = QueryBuilder::new(
        "INSERT OR REPLACE INTO activation_key
         (id, no, registration_id, product, device, registration_key, issued_at, issued_by) ",
    );
    insert.push_values(rows, |mut row, (id, key)| {
        let binding = key.registration.as_ref();
        row.push_bind(id)
            .push_bind(key.activation_key.to_bytes())
            .push_bind(key.registration_id.to_bytes());
        row.push_bind(product(key));
        row.push_bind(binding.map(|b| b.device.to_bytes()))
            .push_bind(binding.map(|b| b.registration_key.to_bytes()));
        row.push_bind(binding.map(|b| b.issued_at.timestamp_micros()))
            .push_bind(binding.map(|b| b.issued_by.as_str()));
    });
    insert
        .build()
        .execute(tx)
        .await
        .map_err(|error| dangling("device", error))?;
    Ok(())
}

/// A foreign key that leads nowhere, told apart from other errors.
fn dangling(referred_to: &'static str, error: sqlx::Error) -> CacheError {
    match error.as_database_error() {
        Some(e) if e.is_foreign_key_violation() => CacheError::Dangling(referred_to),
        Some(_) | None => error.into(),
    }
}

async fn next_id(tx: &mut SqliteConnection, sql: &'static str) -> Result<i64, CacheError> {
    Ok(sqlx::query_scalar(sql).fetch_one(tx).await?)
}
