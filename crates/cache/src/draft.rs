//! What members have typed into a form and not sent yet. What stands in a draft is the window's to write and read.
//!
//! A draft belongs to the member who typed it. It outlives signing out, for whoever is called away from a shared computer goes on later, and nobody
//! else ever sees it: drafts are asked for by login, and of another dealer they lie aside with everything else. It ends when its request
//! is on disk, which happens in one transaction ([`Cache::queue`]), or when its member drops it.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Cache;
use crate::error::CacheError;
use crate::row::At;

/// What was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id that its request will have.
    pub intent: Uuid,
    /// What was typed: numbers with their registration ids, so it shows in no log.
    pub text: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("intent", &self.intent)
            .field("saved_at", &self.saved_at)
            .finish_non_exhaustive()
    }
}

impl Cache {
    /// What `login` has typed into the form `name`.
    pub async fn draft(&self, login: &str, name: &str) -> Result<Option<Draft>, CacheError> {
        let row = sqlx::query("SELECT * FROM draft WHERE login = $1 AND name = $2")
            .bind(login)
            .bind(name)
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let at = At { table: "draft", row: 0 };
        let intent = at.read(&row, "intent", |bytes: &[u8]| Uuid::from_slice(bytes).ok())?;
        Ok(Some(Draft {
            intent: at.must(intent, "intent")?,
            text: at.get(&row, "text")?,
            saved_at: at.must(at.instant(&row, "saved_at")?, "saved_at")?,
        }))
    }

    /// Keeps what `login` has typed into the form `name`, in place of what was kept of it. Does nothing once the request of this id is in the
    /// outbox: what was asked for never comes back to be asked for again.
    pub async fn save_draft(&self, login: &str, name: &str, draft: &Draft) -> Result<(), CacheError> {
        sqlx::query(
            "INSERT OR REPLACE INTO draft (login, name, intent, text, saved_at)
             SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE intent = $3)",
        )
        .bind(login)
        .bind(name)
        .bind(draft.intent.as_bytes().as_slice())
        .bind(&draft.text)
        .bind(draft.saved_at.timestamp_micros())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Drops what `login` has typed into the form `name`.
    pub async fn drop_draft(&self, login: &str, name: &str) -> Result<(), CacheError> {
        sqlx::query("DELETE FROM draft WHERE login = $1 AND name = $2")
            .bind(login)
            .bind(name)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}
