//! Every print: who, when, what, and which copy it was.

use chrono::{DateTime, Utc};
use kagifuda_domain::ids::ActivationKeyNo;
use sqlx::sqlite::SqliteRow;
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::Cache;
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::row::At;

/// One print of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The key.
    pub activation_key: ActivationKeyNo,
    /// The kind of document, such as `startup-card`.
    pub document: String,
    /// Which copy of this document for this key: 1 is the first.
    pub copy: u32,
    /// The login of the member who printed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Prints about to be recorded.
pub struct Recording {
    tx: Transaction<'static, Sqlite>,
    copies: Vec<u32>,
}

impl Recording {
    /// The copy numbers, in the order of the keys.
    pub fn copies(&self) -> &[u32] {
        &self.copies
    }

    /// Records the prints.
    pub async fn keep(self) -> Result<(), CacheError> {
        Ok(self.tx.commit().await?)
    }
}

impl Cache {
    /// The copy numbers that prints of `document` for `keys` would have now, in the order of `keys`. Records nothing.
    pub async fn next_copies(&self, document: &str, keys: &[ActivationKeyNo]) -> Result<Vec<u32>, CacheError> {
        let mut tx = self.reader().begin().await?;
        let mut copies = Vec::with_capacity(keys.len());
        for (i, key) in keys.iter().enumerate() {
            // The same key twice in one print is two copies.
            let earlier = keys[..i].iter().filter(|earlier| *earlier == key).count() as u32;
            copies.push(next_copy(&mut tx, document, *key).await? + earlier);
        }
        Ok(copies)
    }

    /// Takes the next copy number of `document` for each of `keys`. They are taken once [`Recording::keep`] has returned;
    /// a recording that is dropped has taken none, so that a print that fails leaves no gap. Till then nobody else writes:
    /// keep it short.
    pub async fn record_prints(
        &self,
        document: &str,
        keys: &[ActivationKeyNo],
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<Recording, CacheError> {
        let mut tx = self.begin().await?;
        let mut copies = Vec::with_capacity(keys.len());
        for key in keys {
            let copy = next_copy(&mut tx, document, *key).await?;
            sqlx::query("INSERT INTO print (no, document, copy, printed_by, printed_at) VALUES ($1, $2, $3, $4, $5)")
                .bind(key.to_bytes())
                .bind(document)
                .bind(copy)
                .bind(by)
                .bind(at.timestamp_micros())
                .execute(&mut *tx)
                .await?;
            copies.push(copy);
        }
        Ok(Recording { tx, copies })
    }

    /// The prints of the key `no`, the first one first.
    pub async fn prints(&self, no: ActivationKeyNo) -> Result<Vec<Print>, CacheError> {
        let rows = sqlx::query("SELECT * FROM print WHERE no = $1 ORDER BY seq")
            .bind(no.to_bytes())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(read_print).collect()
    }
}

async fn next_copy(tx: &mut SqliteConnection, document: &str, key: ActivationKeyNo) -> Result<u32, CacheError> {
    let row = sqlx::query("SELECT coalesce(max(copy), 0) + 1 AS copy FROM print WHERE no = $1 AND document = $2")
        .bind(key.to_bytes())
        .bind(document)
        .fetch_one(tx)
        .await?;
    At { table: "print", row: 0 }.count(&row, "copy")
}

fn read_print(row: &SqliteRow) -> Result<Print, CacheError> {
    let at = At { table: "print", row: 0 };
    let at = At {
        row: at.get(row, "seq")?,
        ..at
    };
    Ok(Print {
        activation_key: at.must(at.number(row, "no")?, "no")?,
        document: at.get(row, "document")?,
        copy: at.count(row, "copy")?,
        by: at.get(row, "printed_by")?,
        at: at.must(at.instant(row, "printed_at")?, "printed_at")?,
    })
}
