//! The keys that sign records: which there are, which one signs, and how the next one takes over.
//!
//! Promises: the latest key of the table signs, in every process, from the commit that put it there. A process that has not got it yet
//! looks for it where secrets are kept, in the middle of the write that needs it; where it is not to be had, the write is undone and says
//! so. Desks believe no earlier key after the change that tells of a new one, so nothing may be signed with one.
//!
//! Deliberately not here: where private halves are kept.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use kagifuda_wire::record::Record;
use kagifuda_wire::signing::{self, RecordKey};
use serde_json::json;
use sqlx::{Any, Executor};

use crate::Ledger;
use crate::audit::{self, Act, Actor};
use crate::database::{Database, Write};
use crate::error::{CommitError, Error};
use crate::feed::lock_all_dealers;
use crate::read::{instant, micros, number};

/// The number of a server's first key.
pub(crate) const FIRST: u32 = 1;

/// Why a private half is not to be had.
pub type NotFound = Box<dyn std::error::Error + Send + Sync>;

/// Finds the private half of the key of this number.
pub type FindKey = Box<dyn Fn(u32) -> Result<SigningKey, NotFound> + Send + Sync>;

/// Why nothing can be signed.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
    /// The private half is not to be had.
    #[error("record key {id}, which signs, is not to be had")]
    Missing {
        /// Its number.
        id: u32,
        /// Why.
        #[source]
        source: NotFound,
    },
    /// The private half is of another key.
    #[error("what is kept as record key {0} is another key")]
    Other(u32),
}

impl SignerError {
    pub(crate) fn missing(id: u32) -> impl FnOnce(NotFound) -> Self {
        move |source| Self::Missing { id, source }
    }
}

/// The key that signs, with its number.
#[derive(Clone)]
pub(crate) struct Signer {
    pub id: u32,
    pub key: Arc<SigningKey>,
}

impl Signer {
    /// The private half of `known`.
    pub fn find(known: &RecordKey, find: &FindKey) -> Result<Self, SignerError> {
        let key = find(known.id).map_err(SignerError::missing(known.id))?;
        if signing::record_key(known.id, &key) == *known {
            Ok(Self {
                id: known.id,
                key: Arc::new(key),
            })
        } else {
            Err(SignerError::Other(known.id))
        }
    }
}

/// A key that signs or signed, as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownKey {
    /// The public half.
    pub key: RecordKey,
    /// Since when it signs.
    pub added_at: DateTime<Utc>,
    /// Whether it still does.
    pub signs: bool,
}

impl Database {
    /// The number of the key that signs; `None` while none ever did.
    pub async fn signer(&self) -> Result<Option<u32>, Error> {
        Ok(latest(&self.read).await?.map(|key| key.id))
    }
}

impl Ledger {
    /// The public keys that records are or were signed with.
    pub async fn record_keys(&self) -> Result<Vec<RecordKey>, Error> {
        let keys = self.known_keys().await?;
        Ok(keys.into_iter().map(|known| known.key).collect())
    }

    /// The keys that sign or signed, in order of number.
    pub async fn known_keys(&self) -> Result<Vec<KnownKey>, Error> {
        let rows: Vec<(i64, String, i64)> =
            sqlx::query_as("SELECT id, public_key, added_at FROM record_key ORDER BY id")
                .fetch_all(&self.database.read)
                .await?;
        let latest = rows.last().map(|(id, ..)| *id);
        let read = |(id, public_key, added_at): (i64, String, i64)| {
            let row = id.to_string();
            Ok(KnownKey {
                signs: Some(id) == latest,
                added_at: instant("record_key", "added_at", &row, added_at)?,
                key: read_key((id, public_key))?,
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Lets `next` sign from here on, and tells every dealer of it, signed with the key before. On a conflict nothing happened: `next` is
    /// not the number that follows.
    pub async fn rotate(&self, next: &RecordKey, actor: &Actor, now: DateTime<Utc>) -> Result<(), CommitError> {
        let mut tx = self.database.begin().await?;
        // All dealers are held off first, so that of two rotations the second finds what the first has done. Each feed is then taken in
        // turn: what others write into it either comes before the change that tells of the key, or finds the key here.
        lock_all_dealers(&mut tx).await?;
        let before = latest(&mut *tx).await?.map(|key| key.id);
        if before.map(|id| id + 1) != Some(next.id) {
            return Err(CommitError::Conflict);
        }
        self.append_to_all(&mut tx, &[Record::RecordKey(next.clone())]).await?;
        sqlx::query("INSERT INTO record_key (id, public_key, added_at) VALUES ($1, $2, $3)")
            .bind(i64::from(next.id))
            .bind(&next.public_key)
            .bind(micros(now))
            .execute(&mut *tx)
            .await?;
        let act = Act {
            at: now,
            actor,
            dealer: None,
            act: "record_key.rotate",
            subject: next.id.to_string(),
            before: json!({ "signer": before }),
            after: json!({ "signer": next.id, "public_key": next.public_key }),
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The record of the key that signs, for a feed that begins after the first key was replaced.
    pub(crate) async fn signer_record(&self, tx: &mut Write) -> Result<Option<Record>, Error> {
        let signer = latest(&mut **tx).await?;
        Ok(signer.filter(|key| key.id > FIRST).map(Record::RecordKey))
    }
}

/// The key that signs.
pub(crate) async fn latest<'e>(from: impl Executor<'e, Database = Any>) -> Result<Option<RecordKey>, Error> {
    let row: Option<(i64, String)> = sqlx::query_as("SELECT id, public_key FROM record_key ORDER BY id DESC LIMIT 1")
        .fetch_optional(from)
        .await?;
    row.map(read_key).transpose()
}

/// The key of this number.
pub(crate) async fn by_number<'e>(
    id: u32,
    from: impl Executor<'e, Database = Any>,
) -> Result<Option<RecordKey>, Error> {
    let row: Option<(i64, String)> = sqlx::query_as("SELECT id, public_key FROM record_key WHERE id = $1")
        .bind(i64::from(id))
        .fetch_optional(from)
        .await?;
    row.map(read_key).transpose()
}

fn read_key((id, public_key): (i64, String)) -> Result<RecordKey, Error> {
    Ok(RecordKey {
        id: number("record_key", "id", &id.to_string(), id)?,
        public_key,
    })
}
