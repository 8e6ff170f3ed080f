//! Where the cache stands in the dealer's feed, and what there is one of each.

use chrono::{DateTime, Utc};
use kagifuda_wire::record::{Dealer, Kind, Record, Server};
use sqlx::sqlite::SqliteRow;

use crate::Cache;
use crate::apply::Page;
use crate::error::CacheError;
use crate::row::At;

/// How much there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Activation keys.
    pub keys: u64,
    /// Activation keys that are registered on a device.
    pub registered: u64,
    /// Devices.
    pub devices: u64,
    /// Customers.
    pub customers: u64,
    /// Requests that wait to be sent.
    pub waiting: u64,
}

impl Cache {
    /// The number of the latest change applied; 0 for none.
    pub async fn cursor(&self) -> Result<u64, CacheError> {
        let row = sqlx::query("SELECT cursor FROM feed").fetch_one(self.reader()).await?;
        At { table: "feed", row: 1 }.count(&row, "cursor")
    }

    /// The number of the key that signs since the feed last told of one; 0 where it has not told of any.
    pub async fn signer(&self) -> Result<u32, CacheError> {
        let row = sqlx::query("SELECT signer FROM feed").fetch_one(self.reader()).await?;
        let feed = At { table: "feed", row: 1 };
        feed.count(&row, "signer")
    }

    /// Applies `records`, which are the changes `after + 1`, `after + 2`, … of the feed: all of them and the cursor, or
    /// nothing. Refuses with [`CacheError::CursorMoved`] when the cache does not stand at `after`.
    pub async fn apply(&self, after: u64, records: &[Record]) -> Result<(), CacheError> {
        let page = Page::sort(records);
        let mut tx = self.begin_feed().await?;
        let row = sqlx::query("SELECT cursor FROM feed").fetch_one(&mut *tx).await?;
        let found = At { table: "feed", row: 1 }.count(&row, "cursor")?;
        if found != after {
            return Err(CacheError::CursorMoved { expected: after, found });
        }
        page.write(&mut tx).await?;
        sqlx::query("UPDATE feed SET cursor = cursor + $1")
            .bind(records.len() as i64)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// How much there is.
    pub async fn counts(&self) -> Result<Counts, CacheError> {
        let row = sqlx::query(
            "SELECT (SELECT count(*) FROM activation_key) AS keys,
                    (SELECT count(*) FROM activation_key WHERE registration_key IS NOT NULL) AS registered,
                    (SELECT count(*) FROM device) AS devices,
                    (SELECT count(*) FROM customer) AS customers,
                    (SELECT count(*) FROM outbox WHERE answer IS NULL) AS waiting",
        )
        .fetch_one(self.reader())
        .await?;
        let at = At {
            table: "activation_key",
            row: 0,
        };
        Ok(Counts {
            keys: at.count(&row, "keys")?,
            registered: at.count(&row, "registered")?,
            devices: at.count(&row, "devices")?,
            customers: at.count(&row, "customers")?,
            waiting: at.count(&row, "waiting")?,
        })
    }

    /// When the cache was last known to be in step with the server.
    pub async fn last_sync(&self) -> Result<Option<DateTime<Utc>>, CacheError> {
        let row = sqlx::query("SELECT last_sync_at FROM feed")
            .fetch_one(self.reader())
            .await?;
        At { table: "feed", row: 1 }.instant(&row, "last_sync_at")
    }

    /// Keeps that the cache was in step with the server at `at`.
    pub async fn set_last_sync(&self, at: DateTime<Utc>) -> Result<(), CacheError> {
        sqlx::query("UPDATE feed SET last_sync_at = $1")
            .bind(at.timestamp_micros())
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// The records of `kind`, which are kept whole, in order of their ids.
    pub async fn whole(&self, kind: Kind) -> Result<Vec<Record>, CacheError> {
        let rows = sqlx::query("SELECT json FROM whole WHERE kind = $1 ORDER BY id")
            .bind(kind.name())
            .fetch_all(self.reader())
            .await?;
        let at = At { table: "whole", row: 0 };
        let read = |row: &SqliteRow| at.json(row, "json").and_then(|record| at.must(record, "json"));
        rows.iter().map(read).collect()
    }

    /// The record of `kind` that is kept whole under `id`.
    pub async fn one(&self, kind: Kind, id: &str) -> Result<Option<Record>, CacheError> {
        let row = sqlx::query("SELECT json FROM whole WHERE kind = $1 AND id = $2")
            .bind(kind.name())
            .bind(id)
            .fetch_optional(self.reader())
            .await?;
        let at = At { table: "whole", row: 0 };
        row.map(|row| at.json(&row, "json").and_then(|record| at.must(record, "json")))
            .transpose()
    }

    /// The dealer as it stands on paper, and what the server says of itself, as far as received.
    pub async fn supplier(&self) -> Result<(Option<Dealer>, Option<Server>), CacheError> {
        let rows = sqlx::query("SELECT record, json FROM supplier")
            .fetch_all(self.reader())
            .await?;
        let at = At {
            table: "supplier",
            row: 0,
        };
        let (mut dealer, mut server) = (None, None);
        for row in &rows {
            match at.get::<&str>(row, "record")? {
                "dealer" => dealer = at.json(row, "json")?,
                "server" => server = at.json(row, "json")?,
                _ => return at.must(None, "record"),
            }
        }
        Ok((dealer, server))
    }
}
