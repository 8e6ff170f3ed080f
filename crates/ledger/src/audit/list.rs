//! Reading the audit.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::chain::{COLUMNS, Row};
use crate::Ledger;
use crate::error::Error;
use crate::read::{instant, json, micros};

/// Which rows are wanted; everything, unless said otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditWanted {
    /// Of this dealer.
    pub dealer: Option<Uuid>,
    /// Not before this instant.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
    /// At most so many, the latest.
    pub limit: u32,
}

/// One act as it was written down.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AuditRow {
    /// When.
    pub at: DateTime<Utc>,
    /// The dealer it concerns.
    pub dealer: Option<String>,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What.
    pub act: String,
    /// To what.
    pub subject: String,
    /// What was before.
    pub before: Value,
    /// What was after.
    pub after: Value,
}

impl Ledger {
    /// The rows that are `wanted`, in order of time.
    pub async fn audit(&self, wanted: AuditWanted) -> Result<Vec<AuditRow>, Error> {
        // Rows are only ever added: what is read was so.
        let sql = format!(
            "SELECT {COLUMNS} FROM audit
             WHERE at >= $1 AND at < $2 AND (dealer = $3 OR $3 = '') ORDER BY at DESC, ordinal DESC LIMIT $4"
        );
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(wanted.from.map_or(i64::MIN, micros))
            .bind(wanted.to.map_or(i64::MAX, micros))
            .bind(wanted.dealer.map(|id| id.to_string()).unwrap_or_default())
            .bind(i64::from(wanted.limit))
            .fetch_all(&self.database.read)
            .await?;
        rows.into_iter().rev().map(read).collect()
    }
}

fn read(row: Row) -> Result<AuditRow, Error> {
    Ok(AuditRow {
        at: instant("audit", "at", &row.id, row.at)?,
        before: json("audit", "state_before", &row.id, &row.before)?,
        after: json("audit", "state_after", &row.id, &row.after)?,
        dealer: row.dealer,
        actor: row.actor,
        role: row.role,
        act: row.act,
        subject: row.subject,
    })
}
