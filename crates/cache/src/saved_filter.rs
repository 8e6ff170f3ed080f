//! Filters that members keep under names of their own. What stands in one is the desk's to write and read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::sqlite::SqliteRow;

use crate::Cache;
use crate::error::CacheError;
use crate::row::{At, to_json};

/// A filter with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter<T> {
    /// What the member calls it.
    pub name: String,
    /// The filter.
    pub filter: T,
}

impl Cache {
    /// The filters of the member `login`, by name.
    pub async fn saved_filters<T: DeserializeOwned>(&self, login: &str) -> Result<Vec<SavedFilter<T>>, CacheError> {
        let rows = sqlx::query("SELECT name, filter FROM saved_filter WHERE login = $1 ORDER BY name")
            .bind(login)
            .fetch_all(self.reader())
            .await?;
        let at = At {
            table: "saved_filter",
            row: 0,
        };
        let read = |row: &SqliteRow| {
            Ok(SavedFilter {
                name: at.get(row, "name")?,
                filter: at.must(at.json(row, "filter")?, "filter")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Keeps a filter of `login`. `false`: there is one of that name, and it stays as it is.
    pub async fn save_filter<T: Serialize>(&self, login: &str, kept: &SavedFilter<T>) -> Result<bool, CacheError> {
        let saved =
            sqlx::query("INSERT INTO saved_filter (login, name, filter) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                .bind(login)
                .bind(&kept.name)
                .bind(to_json(&kept.filter))
                .execute(self.writer())
                .await?;
        Ok(saved.rows_affected() == 1)
    }

    /// Gives a filter of `login` another name. `false`: there is one of that name, or none of the old one, and nothing changes.
    pub async fn rename_filter(&self, login: &str, from: &str, to: &str) -> Result<bool, CacheError> {
        let renamed = sqlx::query("UPDATE OR IGNORE saved_filter SET name = $3 WHERE login = $1 AND name = $2")
            .bind(login)
            .bind(from)
            .bind(to)
            .execute(self.writer())
            .await?;
        Ok(renamed.rows_affected() == 1)
    }

    /// Drops a filter of `login`.
    pub async fn delete_filter(&self, login: &str, name: &str) -> Result<(), CacheError> {
        sqlx::query("DELETE FROM saved_filter WHERE login = $1 AND name = $2")
            .bind(login)
            .bind(name)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}
