//! What people asked for: on disk before it is sent, in order, and kept with its answer.

use chrono::{DateTime, Utc};
use kagifuda_wire::kms::{Register, Registered};
use kagifuda_wire::problem::Problem;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::Cache;
use crate::error::CacheError;
use crate::row::{At, to_json};

/// What a person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Its id, which is also the idempotency key it is sent under.
    pub id: Uuid,
    /// What is asked.
    pub register: Register,
    /// The login of the member who asked.
    pub by: String,
    /// When it was asked.
    pub at: DateTime<Utc>,
    /// The server's final answer. `None`: it waits.
    pub answered: Option<Answered>,
}

/// An answer, and when it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// When it came.
    pub at: DateTime<Utc>,
}

/// The server's final answer to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It was done.
    Done(Registered),
    /// It was refused, and nothing of it was done.
    Refused(Problem),
}

impl Cache {
    /// Puts a request on disk. Once this has returned, no power cut loses it.
    pub async fn queue(
        &self,
        intent: Uuid,
        register: &Register,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<(), CacheError> {
        sqlx::query("INSERT INTO outbox (intent, register, queued_by, queued_at) VALUES ($1, $2, $3, $4)")
            .bind(intent.as_bytes().as_slice())
            .bind(to_json(register))
            .bind(by)
            .bind(at.timestamp_micros())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// The requests that have no answer yet, in the order in which they were queued.
    pub async fn waiting(&self) -> Result<Vec<Intent>, CacheError> {
        let rows = sqlx::query("SELECT * FROM outbox WHERE answer IS NULL ORDER BY seq")
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(read_intent).collect()
    }

    /// Keeps the server's answer to `intent`. The first answer stays.
    pub async fn answer(&self, intent: Uuid, answer: &Answer, at: DateTime<Utc>) -> Result<(), CacheError> {
        let known = sqlx::query(
            "UPDATE outbox SET answered_at = coalesce(answered_at, $2), answer = coalesce(answer, $3) WHERE intent = $1",
        )
        .bind(intent.as_bytes().as_slice())
        .bind(at.timestamp_micros())
        .bind(to_json(answer))
        .execute(self.writer())
        .await?;
        if known.rows_affected() == 1 {
            Ok(())
        } else {
            Err(CacheError::UnknownIntent(intent))
        }
    }

    /// The request `id`, with its answer once it has one.
    pub async fn intent(&self, id: Uuid) -> Result<Option<Intent>, CacheError> {
        let row = sqlx::query("SELECT * FROM outbox WHERE intent = $1")
            .bind(id.as_bytes().as_slice())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(read_intent).transpose()
    }

    /// The requests queued last, answered or not, the latest first.
    pub async fn latest_intents(&self, limit: u32) -> Result<Vec<Intent>, CacheError> {
        let rows = sqlx::query("SELECT * FROM outbox ORDER BY seq DESC LIMIT $1")
            .bind(limit)
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(read_intent).collect()
    }
}

fn read_intent(row: &SqliteRow) -> Result<Intent, CacheError> {
    let at = At {
        table: "outbox",
        row: 0,
    };
    let at = At {
        row: at.get(row, "seq")?,
        ..at
    };
    let answered = match at.json(row, "answer")? {
        Some(answer) => Some(Answered {
            answer,
            at: at.must(at.instant(row, "answered_at")?, "answered_at")?,
        }),
        None => None,
    };
    Ok(Intent {
        id: at.must(
            at.read(row, "intent", |bytes: &[u8]| Uuid::from_slice(bytes).ok())?,
            "intent",
        )?,
        register: at.must(at.json(row, "register")?, "register")?,
        by: at.get(row, "queued_by")?,
        at: at.must(at.instant(row, "queued_at")?, "queued_at")?,
        answered,
    })
}
