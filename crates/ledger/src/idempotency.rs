//! The answers to writes, so that a write that comes again is answered again and not done again.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Ledger;
use crate::database::Write;
use crate::error::{CommitError, Error};
use crate::read::{micros, number};

/// The answer to a write, to be committed with it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The key under which the write is done once.
    pub key: Uuid,
    /// What was asked: SHA-256 in hexadecimal.
    pub request: String,
    /// The status answered.
    pub status: u16,
    /// The body answered.
    pub body: String,
}

/// An answer given earlier.
#[derive(Clone)]
pub struct Given {
    /// What was asked then.
    pub request: String,
    /// The status answered.
    pub status: u16,
    /// The body answered.
    pub body: String,
}

impl Ledger {
    /// What was answered to `dealer` under `key`, if anything was.
    pub async fn given_answer(&self, dealer: Uuid, key: Uuid) -> Result<Option<Given>, Error> {
        let row: Option<(String, i64, String)> =
            sqlx::query_as("SELECT request, status, body FROM idempotency WHERE dealer = $1 AND key = $2")
                .bind(dealer.to_string())
                .bind(key.to_string())
                .fetch_optional(&self.database.read)
                .await?;
        let Some((request, status, body)) = row else {
            return Ok(None);
        };
        let status = number("idempotency", "status", &key.to_string(), status)?;
        Ok(Some(Given { request, status, body }))
    }
}

/// Keeps `answer` within the transaction of its write.
///
/// It comes first in that transaction: a second one under the same key waits here for the first to end, and when that
/// has committed finds its key used, does nothing, and answers what was answered.
pub(crate) async fn keep(tx: &mut Write, dealer: Uuid, answer: &Answer, now: DateTime<Utc>) -> Result<(), CommitError> {
    let kept = sqlx::query(
        "INSERT INTO idempotency (dealer, key, request, status, body, answered_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (dealer, key) DO NOTHING",
    )
    .bind(dealer.to_string())
    .bind(answer.key.to_string())
    .bind(&answer.request)
    .bind(i64::from(answer.status))
    .bind(&answer.body)
    .bind(micros(now))
    .execute(&mut **tx)
    .await?;
    if kept.rows_affected() == 1 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}

/// SHA-256 of `bytes` in hexadecimal: how tokens, logins typed and requests are stored.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
