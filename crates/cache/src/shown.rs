//! Every secret that somebody asked to see on this computer: who, when, what.

use chrono::{DateTime, Utc};
use kagifuda_domain::ids::ActivationKeyNo;
use sqlx::sqlite::SqliteRow;

use crate::Cache;
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::row::At;

/// A part of a key that is masked until somebody asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secret {
    /// レジストレーションID.
    RegistrationId,
    /// レジストレーションキー.
    RegistrationKey,
}

impl Secret {
    fn name(self) -> &'static str {
        match self {
            Self::RegistrationId => "registration_id",
            Self::RegistrationKey => "registration_key",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::RegistrationId, Self::RegistrationKey]
            .into_iter()
            .find(|secret| secret.name() == name)
    }
}

/// Somebody asked to see a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Of which key.
    pub activation_key: ActivationKeyNo,
    /// What of it.
    pub secret: Secret,
    /// The login of the member.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Cache {
    /// Records that `shown` is about to be shown. Once this has returned, it is on disk.
    pub async fn record_shown(&self, shown: &Shown) -> Result<(), CacheError> {
        sqlx::query(
            "INSERT INTO shown (no, secret, shown_by, shown_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(shown.activation_key.to_bytes())
        .bind(shown.secret.name())
        .bind(&shown.by)
        .bind(shown.at.timestamp_micros())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// What was shown of the key `no`, the first time first.
    pub async fn shown(&self, no: ActivationKeyNo) -> Result<Vec<Shown>, CacheError> {
        // A row is found by its number first: that is what the rows' uniqueness begins with.
        let rows = sqlx::query("SELECT * FROM shown WHERE no = $1 ORDER BY seq")
            .bind(no.to_bytes())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(read_shown).collect()
    }
}

fn read_shown(row: &SqliteRow) -> Result<Shown, CacheError> {
    let at = At { table: "shown", row: 0 };
    let at = At {
        row: at.get(row, "seq")?,
        ..at
    };
    Ok(Shown {
        activation_key: at.must(at.number(row, "no")?, "no")?,
        secret: at.must(at.read(row, "secret", Secret::named)?, "secret")?,
        by: at.get(row, "shown_by")?,
        at: at.must(at.instant(row, "shown_at")?, "shown_at")?,
    })
}
