//! Reading stored values back into their types, and instants to and from microseconds.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::error::Error;

/// The value that stands in `table.column` of the row `row`.
pub(crate) fn parse<T>(table: &'static str, column: &'static str, row: &str, stored: &str) -> Result<T, Error>
where
    T: FromStr<Err: Display>,
{
    stored.parse().map_err(|why| Error::unreadable(table, column, row, why))
}

/// The JSON that stands in `table.column` of the row `row`.
pub(crate) fn json<T>(table: &'static str, column: &'static str, row: &str, stored: &str) -> Result<T, Error>
where
    T: serde::de::DeserializeOwned,
{
    serde_json::from_str(stored).map_err(|why| Error::unreadable(table, column, row, why))
}

/// The count or number that stands in `table.column` of the row `row`.
pub(crate) fn number<T>(table: &'static str, column: &'static str, row: &str, stored: i64) -> Result<T, Error>
where
    T: TryFrom<i64, Error: Display>,
{
    stored
        .try_into()
        .map_err(|why| Error::unreadable(table, column, row, why))
}

/// The yes or no that stands in `table.column` of the row `row`.
pub(crate) fn flag(table: &'static str, column: &'static str, row: &str, stored: i64) -> Result<bool, Error> {
    match stored {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(Error::unreadable(
            table,
            column,
            row,
            format_args!("{other} is neither 0 nor 1"),
        )),
    }
}

/// The instant that stands in `table.column` of the row `row`.
pub(crate) fn instant(
    table: &'static str,
    column: &'static str,
    row: &str,
    stored: i64,
) -> Result<DateTime<Utc>, Error> {
    DateTime::from_timestamp_micros(stored)
        .ok_or_else(|| Error::unreadable(table, column, row, format_args!("{stored} µs is no instant")))
}

/// How `instant` is stored.
pub(crate) fn micros(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_micros()
}
