//! The search index of what is kept whole: what of a record is looked for, and what lists show of it.

use std::collections::HashMap;

use kagifuda_domain::text::fold;
use kagifuda_wire::record::{Kind, Record};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, SqlitePool};

use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::query::pairs;
use crate::row::{At, to_json};

/// What is taken out of records. A cache that was indexed by another version is indexed anew when it is opened.
const VERSION: &str = "1";
/// The setting that holds it.
const SETTING: &str = "entry_index";

/// Rows a statement, and records a round of indexing anew.
const ROWS: usize = 250;
const ROUND: u32 = 2_000;

/// What is indexed of a record.
#[derive(Default)]
struct Entry {
    kind: &'static str,
    id: String,
    title: Option<String>,
    number: Option<String>,
    detail: Option<String>,
    /// What it is found by.
    fields: Vec<String>,
    owner: Option<String>,
    device: Option<Vec<u8>>,
    products: Vec<String>,
    issued_at: Option<i64>,
    /// Months paid, months on trial, and from when they count.
    subscription: Option<(u32, u32, Option<String>)>,
}

impl Entry {
    /// `None`: nobody looks for such a record.
    fn of(id: &str, record: &Record) -> Option<Self> {
        let entry = |kind: Kind| Self {
            kind: kind.name(),
            id: id.into(),
            ..Self::default()
        };
        let found = match record {
            Record::Subscription(of) => {
                let months = |trial: bool| {
                    of.terms
                        .iter()
                        .filter(|term| term.trial == trial)
                        .map(|term| term.months)
                        .sum()
                };
                let anchor = of.anchor.map(|day| day.to_string());
                Self {
                    number: Some(of.connection_no.to_string()),
                    fields: vec![of.connection_no.plain(), of.device.plain()],
                    device: Some(of.device.to_bytes()),
                    products: of.terms.iter().map(|term| term.product.to_string()).collect(),
                    issued_at: of.terms.first().map(|term| term.applied_at.timestamp_micros()),
                    subscription: Some((months(false), months(true), anchor)),
                    ..entry(Kind::Subscription)
                }
            }
            Record::Contractor(of) => Self {
                title: Some(of.name.to_string()),
                detail: Some(of.email.to_string()),
                fields: vec![of.name.to_string(), of.email.to_string()],
                ..entry(Kind::Contractor)
            },
            Record::MiemasuDevice(of) => Self {
                title: Some(of.name.to_string()),
                number: Some(of.mac.to_string()),
                detail: Some(of.domain_name.to_string()),
                fields: vec![
                    of.name.to_string(),
                    of.mac.plain(),
                    of.domain_name.to_string(),
                    of.model.to_string(),
                ],
                owner: Some(of.contractor.to_string()),
                products: vec![of.licence.product.to_string()],
                ..entry(Kind::MiemasuDevice)
            },
            Record::RemoCustomer(of) => Self {
                title: Some(of.name.to_string()),
                detail: Some(of.email.to_string()),
                fields: vec![of.name.to_string(), of.email.to_string()],
                ..entry(Kind::RemoCustomer)
            },
            Record::RemoCamera(of) => Self {
                title: Some(of.name.to_string()),
                number: Some(of.device.to_string()),
                fields: vec![of.name.to_string(), of.device.plain()],
                owner: Some(of.customer.to_string()),
                ..entry(Kind::RemoCamera)
            },
            Record::Server(_)
            | Record::RecordKey(_)
            | Record::Dealer(_)
            | Record::Product(_)
            | Record::Customer(_)
            | Record::Device(_)
            | Record::ActivationKey(_)
            | Record::LicenceSheet(_)
            | Record::RemoLicence(_)
            | Record::RemoStock(_)
            | Record::Print(_)
            | Record::Gone(_) => return None,
        };
        let products = found.products.clone();
        let fields = found.fields.iter().chain(&products).map(|field| fold(field));
        let fields = fields.filter(|field| !field.is_empty()).collect();
        Some(Self { fields, ..found })
    }

    /// Each between line breaks.
    fn joined(texts: &[String]) -> String {
        format!("\n{}\n", texts.join("\n"))
    }
}

/// Indexes what a page says of what is kept whole, in place of what was indexed under the same ids. `None` is gone.
pub(crate) async fn put(
    tx: &mut SqliteConnection,
    whole: &HashMap<(Kind, String), Option<&Record>>,
) -> Result<(), CacheError> {
    if whole.is_empty() {
        return Ok(());
    }
    // Before anything goes: an id is never given twice.
    let first = next_id(tx).await?;
    let ids: Vec<&String> = whole.keys().map(|(_, id)| id).collect();
    const OF: &str = "SELECT e.id FROM json_each($1) j CROSS JOIN entry e ON e.ref = j.value";
    for (table, column) in [("entry_field", "entry"), ("entry", "id")] {
        sqlx::query(sqlx::AssertSqlSafe(format!(
            "DELETE FROM {table} WHERE {column} IN ({OF})"
        )))
        .bind(to_json(&ids))
        .execute(&mut *tx)
        .await?;
    }
    let entries = whole.iter().filter_map(|((_, id), record)| Entry::of(id, (*record)?));
    let mut entries: Vec<Entry> = entries.collect();
    // What came together is listed alike everywhere.
    entries.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    insert(tx, first, &entries).await
}

async fn next_id(tx: &mut SqliteConnection) -> Result<i64, CacheError> {
    let next = sqlx::query_scalar("SELECT coalesce(max(id), 0) + 1 FROM entry");
    Ok(next.fetch_one(tx).await?)
}

async fn insert(tx: &mut SqliteConnection, first: i64, entries: &[Entry]) -> Result<(), CacheError> {
    let rows: Vec<(i64, &Entry)> = (first..).zip(entries).collect();
    for rows in rows.chunks(ROWS) {
        let mut insert: QueryBuilder<Sqlite> = QueryBuilder::new(
            "INSERT INTO entry (id, kind, ref, title, number, detail, folded, owner, device, products, issued_at, paid_months,
             trial_months, anchor) ",
        );
        insert.push_values(rows, |mut row, (id, entry)| {
            row.push_bind(id).push_bind(entry.kind).push_bind(&entry.id);
            row.push_bind(&entry.title)
                .push_bind(&entry.number)
                .push_bind(&entry.detail);
            row.push_bind(Entry::joined(&entry.fields))
                .push_bind(&entry.owner)
                .push_bind(&entry.device);
            row.push_bind(Entry::joined(&entry.products)).push_bind(entry.issued_at);
            let subscription = entry.subscription.as_ref();
            row.push_bind(subscription.map(|(paid, ..)| paid))
                .push_bind(subscription.map(|(_, trial, _)| trial));
            row.push_bind(subscription.and_then(|(.., anchor)| anchor.as_ref()));
        });
        insert.build().execute(&mut *tx).await?;

        let fields = rows
            .iter()
            .flat_map(|(id, entry)| entry.fields.iter().map(move |field| (id, field)));
        let mut insert: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT OR IGNORE INTO entry_field (entry, value) ");
        insert.push_values(fields, |mut row, (id, field)| {
            row.push_bind(id).push_bind(field);
        });
        insert.build().execute(&mut *tx).await?;

        let mut insert: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO entry_pairs (rowid, pairs) ");
        insert.push_values(rows, |mut row, (id, entry)| {
            let pairs: Vec<String> = entry.fields.iter().map(|field| pairs(field)).collect();
            row.push_bind(id).push_bind(pairs.join(" "));
        });
        insert.build().execute(&mut *tx).await?;
    }
    Ok(())
}

/// Indexes everything that is kept whole anew, unless this version has done so: all of it, or nothing.
pub(crate) async fn bring_up_to_date(write: &SqlitePool) -> Result<(), CacheError> {
    let indexed: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE name = $1")
        .bind(SETTING)
        .fetch_optional(write)
        .await?;
    if indexed.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let mut tx = write.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::raw_sql(
        "DELETE FROM entry_field; DELETE FROM entry; INSERT INTO entry_pairs (entry_pairs) VALUES ('delete-all');",
    )
    .execute(&mut *tx)
    .await?;
    let (mut kind, mut id) = (String::new(), String::new());
    loop {
        let rows =
            sqlx::query("SELECT kind, id, json FROM whole WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT $3")
                .bind(&kind)
                .bind(&id)
                .bind(ROUND)
                .fetch_all(&mut *tx)
                .await?;
        let Some(last) = rows.last() else { break };
        let at = At { table: "whole", row: 0 };
        (kind, id) = (at.get(last, "kind")?, at.get(last, "id")?);
        let mut entries = Vec::new();
        for row in &rows {
            let record: Record = at.must(at.json(row, "json")?, "json")?;
            entries.extend(Entry::of(at.get(row, "id")?, &record));
        }
        let first = next_id(&mut tx).await?;
        insert(&mut tx, first, &entries).await?;
    }
    sqlx::query("INSERT OR REPLACE INTO setting (name, value) VALUES ($1, $2)")
        .bind(SETTING)
        .bind(VERSION)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
