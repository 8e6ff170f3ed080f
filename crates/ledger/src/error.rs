//! What can go wrong with what is remembered.

use std::fmt;

/// A fault of the database or of what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, or has no place for us in time. Trying again later may help.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// The database refuses what we ask.
    #[error("the database failed")]
    Database(#[source] sqlx::Error),
    /// The tables could not be brought to the present form.
    #[error("the database could not be migrated")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// A stored value is not what it must be.
    #[error("{table}.{column} of row `{row}` cannot be read: {why}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key; never a secret.
        row: String,
        /// What is wrong.
        why: String,
    },
    /// Nothing can be signed.
    #[error("nothing can be written into the feeds")]
    Signer(#[from] crate::record_key::SignerError),
    /// Work handed to another thread did not come back.
    #[error("a worker of the ledger stopped")]
    Worker(#[from] tokio::task::JoinError),
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Randomness(#[from] getrandom::Error),
}

impl Error {
    /// The stored value of `table.column` in row `row` cannot be read.
    pub(crate) fn unreadable(
        table: &'static str,
        column: &'static str,
        row: impl fmt::Display,
        why: impl fmt::Display,
    ) -> Self {
        Self::Unreadable {
            table,
            column,
            row: row.to_string(),
            why: why.to_string(),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let away = matches!(
            error,
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed
        ) || code_of(&error).is_some_and(|code| AWAY.contains(&code.as_str()));
        if away {
            Self::Unavailable(error)
        } else {
            Self::Database(error)
        }
    }
}

/// PostgreSQL: starting, stopping, no more connections. SQLite: busy (with its variants), disk full.
const AWAY: [&str; 9] = ["57P01", "57P02", "57P03", "53300", "53100", "5", "261", "517", "13"];

/// PostgreSQL: serialization failure, deadlock.
const RACE: [&str; 2] = ["40001", "40P01"];

fn code_of(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(|code| code.into_owned())
}

/// Why a decision was not committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// What it was decided on has changed since: load and decide again.
    #[error("what was decided on has changed")]
    Conflict,
    /// A fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<sqlx::Error> for CommitError {
    fn from(error: sqlx::Error) -> Self {
        match code_of(&error) {
            Some(code) if RACE.contains(&code.as_str()) => Self::Conflict,
            Some(_) | None => Self::Failed(error.into()),
        }
    }
}
