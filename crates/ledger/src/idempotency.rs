//! The answers to writes, so that a write that comes again is answered again and not done again.

use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::error::Error;
use crate::read::{micros, number};
use crate::{Ledger, Writing};

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
        let mut connection = self.database.read.acquire().await?;
        given_answer(&mut connection, dealer, key).await
    }
}

impl Writing<'_> {
    /// What was answered to this dealer under `key`, if anything was.
    pub async fn given_answer(&mut self, key: Uuid) -> Result<Option<Given>, Error> {
        let dealer = self.dealer();
        given_answer(self.tx(), dealer, key).await
    }

    /// Keeps `answer`. Whoever comes second under its key waits for the dealer's row, and then finds it.
    pub(crate) async fn keep(&mut self, answer: &Answer) -> Result<(), sqlx::Error> {
        let (dealer, now) = (self.dealer(), self.now());
        sqlx::query(
            "INSERT INTO idempotency (dealer, key, request, status, body, answered_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(dealer.to_string())
        .bind(answer.key.to_string())
        .bind(&answer.request)
        .bind(i64::from(answer.status))
        .bind(&answer.body)
        .bind(micros(now))
        .execute(self.tx())
        .await
        .map(drop)
    }
}

async fn given_answer(connection: &mut AnyConnection, dealer: Uuid, key: Uuid) -> Result<Option<Given>, Error> {
    let row: Option<(String, i64, String)> =
        sqlx::query_as("SELECT request, status, body FROM idempotency WHERE dealer = $1 AND key = $2")
            .bind(dealer.to_string())
            .bind(key.to_string())
            .fetch_optional(connection)
            .await?;
    let Some((request, status, body)) = row else {
        return Ok(None);
    };
    let status = number("idempotency", "status", &key.to_string(), status)?;
    Ok(Some(Given { request, status, body }))
}

/// SHA-256 of `bytes` in hexadecimal: how tokens, logins typed and requests are stored.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
