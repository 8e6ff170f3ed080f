//! The change feed of each dealer: numbered without a gap, in commit order, signed when committed.

mod erase;

use std::sync::{PoisonError, RwLock};

use ed25519_dalek::SigningKey;
use futures_util::TryStreamExt;
use kagifuda_wire::changes::{Change, ChangePage};
use kagifuda_wire::record::Record;
use kagifuda_wire::signing;
use sqlx::{AnyConnection, AssertSqlSafe};
use uuid::Uuid;

use crate::Ledger;
use crate::database::{ROWS, Write, rows_of};
use crate::error::Error;
use crate::read::number;
use crate::record_key::{FindKey, Signer, SignerError, by_number, latest};

/// A page ends with the record that makes it this long: prints are longer than what a page is counted for, and a desk takes no endless answer.
const PAGE_BYTES: usize = 8 << 20;

/// The key that signs for this process, and where the next one is looked for.
pub(crate) struct Signing {
    signer: RwLock<Signer>,
    find: FindKey,
}

impl Signing {
    pub fn new(signer: Signer, find: FindKey) -> Self {
        Self {
            signer: RwLock::new(signer),
            find,
        }
    }

    fn signer(&self) -> Signer {
        self.signer.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The key of this number, which signed before; the one that signs now, where that is no longer to be had.
    async fn of(&self, id: u32, from: &mut AnyConnection) -> Result<Signer, Error> {
        let now = self.signer();
        if now.id == id {
            return Ok(now);
        }
        let earlier = by_number(id, from).await?;
        Ok(earlier
            .and_then(|key| Signer::find(&key, &self.find).ok())
            .unwrap_or(now))
    }

    /// Takes up the key that another process let sign.
    async fn follow(&self, tx: &mut Write) -> Result<Signer, Error> {
        let known = latest(&mut **tx).await?.ok_or(sqlx::Error::RowNotFound)?;
        let signer = Signer::find(&known, &self.find)?;
        *self.signer.write().unwrap_or_else(PoisonError::into_inner) = signer.clone();
        Ok(signer)
    }
}

impl Signer {
    /// Signs `records` as the changes after `last`, in parallel when there are many: a signature costs more than a row.
    async fn sign(&self, dealer: Uuid, last: u64, records: &[Record]) -> Result<Vec<Change>, Error> {
        let texts: Vec<String> = records.iter().map(record_text).collect();
        let work = texts.chunks(ROWS).zip((last + 1..).step_by(ROWS));
        let jobs: Vec<_> = work
            .map(|(texts, first)| {
                let (id, key, texts) = (self.id, self.key.clone(), texts.to_vec());
                tokio::task::spawn_blocking(move || sign_all(id, &key, dealer, first, texts))
            })
            .collect();
        let mut changes = Vec::with_capacity(records.len());
        for job in jobs {
            changes.extend(job.await?);
        }
        Ok(changes)
    }
}

fn sign_all(id: u32, key: &SigningKey, dealer: Uuid, first: u64, texts: Vec<String>) -> Vec<Change> {
    (first..)
        .zip(texts)
        .map(|(number, text)| signing::sign(id, key, dealer, number, text))
        .collect()
}

fn record_text(record: &Record) -> String {
    serde_json::to_string(record).expect("a record has only text keys")
}

impl Ledger {
    /// Appends `records` to the feed of `dealer`, within the transaction that changes what they tell of.
    pub(crate) async fn append(&self, tx: &mut Write, dealer: Uuid, records: &[Record]) -> Result<(), Error> {
        if records.is_empty() {
            return Ok(());
        }
        // The dealer's row is held from here to the commit: numbers are taken one writer after the other, and a
        // transaction that fails gives its numbers back. That makes the feed gapless and its order that of the commits.
        let (last,): (i64,) =
            sqlx::query_as("UPDATE dealer SET last_change = last_change + $1 WHERE id = $2 RETURNING last_change")
                .bind(records.len() as i64)
                .bind(dealer.to_string())
                .fetch_one(&mut **tx)
                .await?;
        let last: u64 = number("dealer", "last_change", &dealer.to_string(), last)?;
        let before = last - records.len() as u64;
        let changes = self.signing.signer().sign(dealer, before, records).await?;
        if insert_all(tx, dealer, &changes).await? {
            return Ok(());
        }
        // While this dealer's row is held no further key can follow.
        let signer = self.signing.follow(tx).await?;
        let changes = signer.sign(dealer, before, records).await?;
        match insert_all(tx, dealer, &changes).await? {
            true => Ok(()),
            false => Err(SignerError::Other(signer.id).into()),
        }
    }

    /// Appends `records` to the feed of every dealer.
    pub(crate) async fn append_to_all(&self, tx: &mut Write, records: &[Record]) -> Result<(), Error> {
        lock_all_dealers(tx).await?;
        let dealers: Vec<(String,)> = sqlx::query_as("SELECT id FROM dealer ORDER BY id")
            .fetch_all(&mut **tx)
            .await?;
        for (id,) in dealers {
            self.append(tx, crate::read::parse("dealer", "id", &id, &id)?, records)
                .await?;
        }
        Ok(())
    }

    /// The changes of `dealer` after `after`, at most `limit`, and fewer where their records are long.
    pub async fn changes(&self, dealer: Uuid, after: u64, limit: u32) -> Result<ChangePage, Error> {
        // The head is read first and bounds the page, so that the page never shows more than its head says.
        let id = dealer.to_string();
        let (head,): (i64,) = sqlx::query_as("SELECT last_change FROM dealer WHERE id = $1")
            .bind(&id)
            .fetch_one(&self.database.read)
            .await?;
        let head: u64 = number("dealer", "last_change", &id, head)?;
        if after >= head {
            return Ok(ChangePage { head, changes: vec![] });
        }
        let until = head.min(after + u64::from(limit));
        let mut rows = sqlx::query_as(
            "SELECT number, record, signed_by, signature FROM change
             WHERE dealer = $1 AND number > $2 AND number <= $3 ORDER BY number",
        )
        .bind(&id)
        .bind(after as i64)
        .bind(until as i64)
        .fetch(&self.database.read);
        let (mut changes, mut bytes) = (Vec::new(), 0);
        while bytes < PAGE_BYTES
            && let Some(row) = rows.try_next().await?
        {
            let change = read_change(&id, row)?;
            bytes += change.record.len();
            changes.push(change);
        }
        Ok(ChangePage { head, changes })
    }
}

/// Holds off every other transaction that adds a dealer or tells something to all dealers.
pub(crate) async fn lock_all_dealers(tx: &mut Write) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE setting SET value = value WHERE name = 'all_dealers'")
        .execute(&mut **tx)
        .await
        .map(drop)
}

/// Answers whether `changes` are in: none of them is when the key that signed them signs no more.
async fn insert_all(tx: &mut Write, dealer: Uuid, changes: &[Change]) -> Result<bool, sqlx::Error> {
    for rows in changes.chunks(ROWS) {
        if !insert(tx, dealer, rows).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn insert(tx: &mut Write, dealer: Uuid, changes: &[Change]) -> Result<bool, sqlx::Error> {
    let values = rows_of(5, changes.len());
    let signer = 5 * changes.len() + 1;
    // The dealer's row is held: a new key that is not here yet can only be let sign after this commit, and one that is here is seen, since
    // this statement begins after the row was had. So it is all rows or none, of all statements of one append.
    let sql = format!(
        "INSERT INTO change (dealer, number, record, signed_by, signature)
         SELECT column1, column2, column3, column4, column5 FROM (VALUES {values}) AS signed
         WHERE NOT EXISTS (SELECT 1 FROM record_key WHERE id > ${signer})"
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    let dealer = dealer.to_string();
    for change in changes {
        query = query
            .bind(dealer.clone())
            .bind(change.number as i64)
            .bind(change.record.as_str())
            .bind(i64::from(change.signed_by))
            .bind(change.signature.as_str());
    }
    let newest = changes.iter().map(|change| i64::from(change.signed_by)).max();
    let inserted = query.bind(newest).execute(&mut **tx).await?;
    Ok(inserted.rows_affected() == changes.len() as u64)
}

fn read_change(dealer: &str, (no, record, signed_by, signature): (i64, String, i64, String)) -> Result<Change, Error> {
    let row = format!("{dealer} {no}");
    Ok(Change {
        number: number("change", "number", &row, no)?,
        record,
        signed_by: number("change", "signed_by", &row, signed_by)?,
        signature,
    })
}
