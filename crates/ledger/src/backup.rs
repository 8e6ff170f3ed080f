//! Copying a database that is in use, and whether a copy is whole.
//!
//! Deliberately not here: copying PostgreSQL, for which its own tools are made.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::audit::{self, Act, Actor};
use crate::database::{Engine, make_private};
use crate::error::Error;
use crate::{Ledger, read};

impl Ledger {
    /// Whether the database is a file, which [`Ledger::copy_into`] can copy.
    pub fn is_file(&self) -> bool {
        self.database.engine == Engine::Sqlite
    }

    /// Copies an SQLite database as it stands at one instant into `file`, which only its owner can read. Others go on writing.
    pub async fn copy_into(&self, file: &Path) -> Result<(), Error> {
        let file = file.to_string_lossy();
        make_private(&file)?;
        // One read transaction: what is committed meanwhile is not in the copy, and waits for nothing.
        sqlx::query("VACUUM INTO $1")
            .bind(file.as_ref())
            .execute(&self.database.read)
            .await?;
        Ok(())
    }

    /// What SQLite finds damaged in its file: pages, indexes, rows that refer to nothing.
    pub async fn damage(&self) -> Result<Vec<String>, Error> {
        // Nobody writes into a copy that is looked at.
        let pages: Vec<(String,)> = sqlx::query_as("SELECT integrity_check FROM pragma_integrity_check")
            .fetch_all(&self.database.read)
            .await?;
        let dangling: Vec<(String,)> = sqlx::query_as("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check")
            .fetch_all(&self.database.read)
            .await?;
        let pages = pages.into_iter().map(|(found,)| found).filter(|found| found != "ok");
        let dangling = dangling
            .into_iter()
            .map(|(table,)| format!("a row of {table} refers to nothing"));
        Ok(pages.chain(dangling).collect())
    }

    /// The number of the latest change of each dealer.
    pub async fn feed_heads(&self) -> Result<BTreeMap<Uuid, u64>, Error> {
        let rows: Vec<(String, i64)> = sqlx::query_as("SELECT id, last_change FROM dealer")
            .fetch_all(&self.database.read)
            .await?;
        let head = |(id, last): (String, i64)| {
            let last = read::number("dealer", "last_change", &id, last)?;
            Ok((read::parse("dealer", "id", &id, &id)?, last))
        };
        rows.into_iter().map(head).collect()
    }

    /// The dealers whose feed has not exactly the changes from 1 to its head.
    pub async fn feeds_with_gaps(&self) -> Result<Vec<String>, Error> {
        // Numbers are unique within a dealer: as many as the latest says, none beyond it, is all of them.
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT d.id FROM dealer d LEFT JOIN change c ON c.dealer = d.id GROUP BY d.id, d.last_change
             HAVING count(c.number) <> d.last_change OR coalesce(max(c.number), 0) <> d.last_change",
        )
        .fetch_all(&self.database.read)
        .await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }

    /// Writes down that everything there is, secrets too, is copied.
    pub async fn note_backup(&self, actor: &Actor, now: DateTime<Utc>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let act = Act {
            at: now,
            actor,
            dealer: None,
            act: "server.backup",
            subject: String::new(),
            before: Value::Null,
            after: Value::Null,
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(())
    }
}
