//! What people asked for: on disk before it is sent, in order, and kept with its answer.

use std::time::Duration;

use chrono::{DateTime, Utc};
use kagifuda_wire::problem::Problem;
use kagifuda_wire::request::{Done, Request};
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
    pub request: Request,
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
    Done(Done),
    /// It was refused, and nothing of it was done.
    Refused(Problem),
}

impl Cache {
    /// Puts a request on disk, and drops the draft that it was. Once this has returned, no power cut loses it. The same request under the same
    /// id is there once. `false`: another one has that id, and this one is not on disk.
    pub async fn queue(
        &self,
        intent: Uuid,
        request: &Request,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, CacheError> {
        let mut tx = self.begin().await?;
        let queued = sqlx::query(
            "INSERT INTO outbox (intent, request, queued_by, queued_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (intent) DO UPDATE SET request = request WHERE request = excluded.request",
        )
        .bind(intent.as_bytes().as_slice())
        .bind(to_json(request))
        .bind(by)
        .bind(at.timestamp_micros())
        .execute(&mut *tx)
        .await?;
        sqlx::query("DELETE FROM draft WHERE intent = $1")
            .bind(intent.as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(queued.rows_affected() == 1)
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

    /// The requests that wait, and those that were refused and not put away since, the latest first.
    pub async fn unsettled(&self) -> Result<Vec<Intent>, CacheError> {
        let rows = sqlx::query(
            "SELECT * FROM outbox WHERE answer IS NULL OR NOT put_away AND json_type(answer, '$.refused') IS NOT NULL
             ORDER BY seq DESC",
        )
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(read_intent).collect()
    }

    /// The requests that were done since `since`, later than `patience` after they were asked, and not put away; the latest first.
    pub async fn done_late(&self, patience: Duration, since: DateTime<Utc>) -> Result<Vec<Intent>, CacheError> {
        let rows = sqlx::query(
            "SELECT * FROM outbox WHERE NOT put_away AND json_type(answer, '$.done') IS NOT NULL
             AND answered_at >= $1 AND answered_at - queued_at > $2 ORDER BY seq DESC",
        )
        .bind(since.timestamp_micros())
        .bind(i64::try_from(patience.as_micros()).unwrap_or(i64::MAX))
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(read_intent).collect()
    }

    /// Puts an answered request away. One that waits stays in sight.
    pub async fn put_away(&self, id: Uuid) -> Result<(), CacheError> {
        sqlx::query("UPDATE outbox SET put_away = TRUE WHERE intent = $1 AND answer IS NOT NULL")
            .bind(id.as_bytes().as_slice())
            .execute(self.writer())
            .await?;
        Ok(())
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

pub(crate) fn read_intent(row: &SqliteRow) -> Result<Intent, CacheError> {
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
        request: at.must(at.json(row, "request")?, "request")?,
        by: at.get(row, "queued_by")?,
        at: at.must(at.instant(row, "queued_at")?, "queued_at")?,
        answered,
    })
}

#[cfg(test)]
mod tests {
    use sqlx::SqlitePool;

    use super::*;
    use crate::connection::MIGRATIONS;

    #[tokio::test]
    async fn what_waited_before_there_were_requests_of_other_kinds_is_read_as_it_was() {
        let pool = SqlitePool::connect("sqlite::memory:").await.unwrap();
        let (before, after) = MIGRATIONS.split_at(3);
        for step in before {
            sqlx::raw_sql(*step).execute(&pool).await.unwrap();
        }
        let asked = r#"{"device":"1234-5678-90AB-CDEF","keys":[]}"#;
        for (id, answer) in [
            (1_u8, None),
            (2, Some(r#"{"done":{"registrations":[]}}"#)),
            (3, Some(r#"{"refused":{"status":403,"code":"role_may_not"}}"#)),
        ] {
            sqlx::query("INSERT INTO outbox (intent, register, queued_by, queued_at, answer, answered_at) VALUES ($1, $2, 'a', 0, $3, 0)")
                .bind([id; 16].as_slice())
                .bind(asked)
                .bind(answer)
                .execute(&pool)
                .await
                .unwrap();
        }
        for step in after {
            sqlx::raw_sql(*step).execute(&pool).await.unwrap();
        }
        let rows = sqlx::query("SELECT * FROM outbox ORDER BY seq")
            .fetch_all(&pool)
            .await
            .unwrap();
        let intents = rows.iter().map(read_intent).collect::<Result<Vec<_>, _>>().unwrap();
        assert!(
            intents
                .iter()
                .all(|intent| matches!(intent.request, Request::Register(_)))
        );
        let [waiting, done, refused] = [0, 1, 2].map(|i| intents[i].answered.clone().map(|answered| answered.answer));
        assert_eq!(waiting, None);
        assert!(matches!(done, Some(Answer::Done(Done::Register(_)))), "{done:?}");
        assert!(matches!(refused, Some(Answer::Refused(_))), "{refused:?}");
    }
}
