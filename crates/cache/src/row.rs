//! Reading stored values back into their types, loudly.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use crate::bytes::Bytes;
use crate::error::CacheError;

/// Where a value stands, to be named when it cannot be read.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub table: &'static str,
    pub row: i64,
}

impl At {
    fn unreadable(self, column: &'static str) -> CacheError {
        CacheError::UnreadableRow {
            table: self.table,
            column,
            row: self.row,
        }
    }

    /// The value of `column` as SQLite has it.
    pub fn get<'r, T: Decode<'r, Sqlite> + Type<Sqlite>>(
        self,
        row: &'r SqliteRow,
        column: &'static str,
    ) -> Result<T, CacheError> {
        row.try_get(column).map_err(|_| self.unreadable(column))
    }

    /// The value of `column`, if there is one, through `read`.
    pub fn read<'r, S: Decode<'r, Sqlite> + Type<Sqlite>, T>(
        self,
        row: &'r SqliteRow,
        column: &'static str,
        read: impl FnOnce(S) -> Option<T>,
    ) -> Result<Option<T>, CacheError> {
        match self.get::<Option<S>>(row, column)? {
            Some(stored) => read(stored).map(Some).ok_or(self.unreadable(column)),
            None => Ok(None),
        }
    }

    /// What must stand in `column`.
    pub fn must<T>(self, value: Option<T>, column: &'static str) -> Result<T, CacheError> {
        value.ok_or(self.unreadable(column))
    }

    /// A number kept as its bytes.
    pub fn number<T: Bytes>(self, row: &SqliteRow, column: &'static str) -> Result<Option<T>, CacheError> {
        self.read(row, column, |bytes: &[u8]| T::from_bytes(bytes))
    }

    /// An instant.
    pub fn instant(self, row: &SqliteRow, column: &'static str) -> Result<Option<DateTime<Utc>>, CacheError> {
        self.read(row, column, DateTime::from_timestamp_micros)
    }

    /// A value kept as JSON.
    pub fn json<T: DeserializeOwned>(self, row: &SqliteRow, column: &'static str) -> Result<Option<T>, CacheError> {
        self.read(row, column, |text: &str| serde_json::from_str(text).ok())
    }

    /// A count that is never below zero.
    pub fn count<T: TryFrom<i64>>(self, row: &SqliteRow, column: &'static str) -> Result<T, CacheError> {
        let stored = self.get::<i64>(row, column)?;
        self.must(T::try_from(stored).ok(), column)
    }
}

/// JSON of one of our own types, all of which have text keys.
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our types have text keys")
}
