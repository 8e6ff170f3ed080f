//! Looking up everything at once: each family of things is searched by itself, and what fits best comes first.

use std::collections::HashMap;

use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru;
use kagifuda_wire::record::Customer;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};
use uuid::Uuid;

use crate::Cache;
use crate::arms::{CUSTOMERS, DEVICES, ENTRIES, Family, KEYS};
use crate::error::CacheError;
use crate::filter::{Condition, Filter, ThingKind, read_subscription};
use crate::find::{Hits, Search};
use crate::key::{KeyRow, read_site};
use crate::query::plans;
use crate::row::{At, to_json};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct LookedUp {
    /// The best first.
    pub things: Vec<Thing>,
    /// Whether there are more than these.
    pub more: bool,
}

/// One thing that was found.
#[derive(Clone, Debug)]
pub enum Thing {
    /// An activation key.
    Key(Box<KeyRow>),
    /// A device.
    Device(Box<DeviceRow>),
    /// A customer.
    Customer(Box<CustomerRow>),
    /// What is kept whole.
    Entry(Box<EntryRow>),
}

/// A device with what lists show of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceRow {
    /// The device.
    pub device: DeviceId,
    /// Where it stands.
    pub site: Site,
    /// Whose it is, where known.
    pub customer: Option<Customer>,
    /// What the state of its subscription follows from, if it has one.
    pub subscription: Option<tsunagaru::Subscription>,
    /// Activation keys registered on it.
    pub keys: u32,
}

/// A customer with what lists show of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// The customer.
    pub customer: Customer,
    /// Their devices.
    pub devices: u32,
}

/// What lists show of a thing that is kept whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its kind.
    pub kind: ThingKind,
    /// Its id in the feed.
    pub id: String,
    /// What it is called, if it has a name.
    pub title: Option<String>,
    /// Its number as it is printed: a connection number, a MAC address.
    pub number: Option<String>,
    /// What else tells it apart: an e-mail address, a domain name.
    pub detail: Option<String>,
    /// Whose it is: id and name.
    pub owner: Option<(String, Option<String>)>,
    /// Of a subscription: its device, where that stands, and whose it is.
    pub device: Option<DeviceId>,
    /// Where that device stands.
    pub site: Option<Site>,
    /// Whose that device is.
    pub customer: Option<String>,
    /// What the state of the subscription follows from.
    pub subscription: Option<tsunagaru::Subscription>,
}

/// Where a thing stands among the others: which reading of the query, how well it fits, its kind.
type Place = (usize, i64, ThingKind);

impl Cache {
    /// Everything in which `query` is found (as [`Cache::find`] reads it) and that `filter` wants, at most `limit`. Nothing typed: what the
    /// filter wants, the latest first; without a filter, nothing.
    pub async fn look_up(&self, query: &str, filter: &Filter, limit: u32) -> Result<LookedUp, CacheError> {
        let plans = match query.trim() {
            "" if filter.is_empty() => vec![],
            "" => vec![vec![]],
            _ => plans(query),
        };
        // What is found and what is read of it are of one state of the cache.
        let mut tx = self.reader().begin().await?;
        let standing = filter.standing(&mut tx).await?;
        let families: [(&Family, Option<Condition>, Reader); 4] = [
            (&CUSTOMERS, filter.customers(), read_customer),
            (&DEVICES, filter.devices(&standing), read_device),
            (&ENTRIES, filter.entries(&standing), read_entry),
            (&KEYS, filter.keys(), read_key),
        ];
        let mut found: Vec<(Place, (&str, i64))> = Vec::new();
        for (family, condition, _) in &families {
            let Some(condition) = condition else { continue };
            let mut hits = Hits::new(limit as usize + 1);
            for (plan, terms) in plans.iter().enumerate() {
                let before = hits.rows.len();
                let columns = format!("{}.id, {} AS kind", family.alias, family.kind);
                let search = Search {
                    family,
                    columns: &columns,
                    terms,
                    condition,
                    by_rank: true,
                };
                search.run(&mut tx, &mut hits).await?;
                for row in &hits.rows[before..] {
                    let at = at(family.table, row)?;
                    let kind = at.must(at.read(row, "kind", ThingKind::named)?, "kind")?;
                    found.push(((plan, row.try_get("rank")?, kind), (family.table, at.row)));
                }
            }
        }
        // What was equal stays in the order of its index.
        found.sort_by_key(|(place, _)| *place);
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);

        let mut things: HashMap<(&str, i64), Thing> = HashMap::with_capacity(found.len());
        for (family, _, read) in &families {
            let of_family = found.iter().filter(|(_, (table, _))| *table == family.table);
            let ids: Vec<i64> = of_family.map(|(_, (_, id))| *id).collect();
            for row in rows(&mut tx, family, &ids).await? {
                things.insert((family.table, row.try_get("id")?), read(&row)?);
            }
        }
        let things = found.iter().filter_map(|(_, key)| things.remove(key)).collect();
        Ok(LookedUp { things, more })
    }
}

/// What lists show of the things of `family` with these ids.
async fn rows(connection: &mut SqliteConnection, family: &Family, ids: &[i64]) -> Result<Vec<SqliteRow>, CacheError> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let Family {
        table,
        alias,
        columns,
        joins,
        ..
    } = family;
    let sql = format!(
        "SELECT {columns} FROM json_each(?1) wanted CROSS JOIN {table} {alias} ON {alias}.id = wanted.value {joins}"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(to_json(&ids));
    Ok(rows.fetch_all(connection).await?)
}

type Reader = fn(&SqliteRow) -> Result<Thing, CacheError>;

fn read_key(row: &SqliteRow) -> Result<Thing, CacheError> {
    Ok(Thing::Key(Box::new(KeyRow::read(row)?)))
}

fn read_device(row: &SqliteRow) -> Result<Thing, CacheError> {
    Ok(Thing::Device(Box::new(DeviceRow::read(row)?)))
}

fn read_customer(row: &SqliteRow) -> Result<Thing, CacheError> {
    Ok(Thing::Customer(Box::new(CustomerRow::read(row)?)))
}

fn read_entry(row: &SqliteRow) -> Result<Thing, CacheError> {
    Ok(Thing::Entry(Box::new(EntryRow::read(row)?)))
}

/// The place of `row` in `table`.
fn at(table: &'static str, row: &SqliteRow) -> Result<At, CacheError> {
    let at = At { table, row: 0 };
    Ok(At {
        row: at.get(row, "id")?,
        ..at
    })
}

fn read_uuid(at: At, row: &SqliteRow, column: &'static str) -> Result<Option<Uuid>, CacheError> {
    at.read(row, column, |bytes: &[u8]| Uuid::from_slice(bytes).ok())
}

impl DeviceRow {
    pub(crate) fn read(row: &SqliteRow) -> Result<Self, CacheError> {
        let at = at("device", row)?;
        let customer = match read_uuid(at, row, "customer")? {
            Some(id) => Some(Customer {
                id,
                name: at.get(row, "name")?,
                kana: at.get(row, "kana")?,
                ..Customer::default()
            }),
            None => None,
        };
        Ok(Self {
            device: at.must(at.number(row, "device")?, "device")?,
            site: at.must(read_site(at, row)?, "site_1")?,
            customer,
            subscription: read_subscription(at, row)?,
            keys: at.count(row, "keys")?,
        })
    }
}

impl CustomerRow {
    pub(crate) fn read(row: &SqliteRow) -> Result<Self, CacheError> {
        let at = at("customer", row)?;
        Ok(Self {
            customer: Customer {
                id: at.must(read_uuid(at, row, "uuid")?, "uuid")?,
                name: at.get(row, "name")?,
                kana: at.get(row, "kana")?,
                ..Customer::default()
            },
            devices: at.count(row, "devices")?,
        })
    }
}

impl EntryRow {
    pub(crate) fn read(row: &SqliteRow) -> Result<Self, CacheError> {
        let at = at("entry", row)?;
        let owner = match at.get::<Option<String>>(row, "owner")? {
            Some(id) => Some((id, at.get(row, "owner_title")?)),
            None => None,
        };
        Ok(Self {
            kind: at.must(at.read(row, "kind", ThingKind::named)?, "kind")?,
            id: at.get(row, "ref")?,
            title: at.get(row, "title")?,
            number: at.get(row, "number")?,
            detail: at.get(row, "detail")?,
            owner,
            device: at.number(row, "device")?,
            site: read_site(at, row)?,
            customer: at.get(row, "customer")?,
            subscription: read_subscription(at, row)?,
        })
    }
}
