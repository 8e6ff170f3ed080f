//! Which secrets a database was filled under. Another set would derive other registration keys and sign unbelievably.

use chrono::{DateTime, Utc};
use kagifuda_wire::signing::record_key;

use crate::Ledger;
use crate::database::Database;
use crate::error::Error;
use crate::read::micros;
use crate::record_key::{FIRST, FindKey, Signer, SignerError, latest};

const FINGERPRINT: &str = "registration_secret_sha256";

/// What the database knows of its secrets without holding them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// SHA-256 of the registration secret, in hexadecimal.
    pub registration_secret_sha256: String,
}

/// Why a database is not opened.
#[derive(Debug, thiserror::Error)]
pub enum UnsealError {
    /// Its registration keys come of another secret.
    #[error("this database was filled under another registration secret")]
    OtherRegistrationSecret,
    /// The key that signs its records cannot be had.
    #[error(transparent)]
    RecordKey(#[from] SignerError),
    /// A fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<sqlx::Error> for UnsealError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl Ledger {
    /// Opens the ledger under its secrets; the first secrets used with a database are its secrets for ever. Record keys are looked for
    /// by `find` now, and again whenever another process has made a new one.
    pub async fn unseal(
        database: Database,
        seal: &Seal,
        find: FindKey,
        now: DateTime<Utc>,
    ) -> Result<Self, UnsealError> {
        // Whoever inserts first wins; everybody then compares with what stands there.
        let mut tx = database.begin().await?;
        sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
            .bind(FINGERPRINT)
            .bind(&seal.registration_secret_sha256)
            .execute(&mut *tx)
            .await?;
        let (fingerprint,): (String,) = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(FINGERPRINT)
            .fetch_one(&mut *tx)
            .await?;
        if fingerprint != seal.registration_secret_sha256 {
            return Err(UnsealError::OtherRegistrationSecret);
        }
        if latest(&mut *tx).await?.is_none() {
            let public = record_key(FIRST, &find(FIRST).map_err(SignerError::missing(FIRST))?).public_key;
            sqlx::query(
                "INSERT INTO record_key (id, public_key, added_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
            )
            .bind(i64::from(FIRST))
            .bind(&public)
            .bind(micros(now))
            .execute(&mut *tx)
            .await?;
        }
        let known = latest(&mut *tx).await?.ok_or(sqlx::Error::RowNotFound)?;
        let signer = Signer::find(&known, &find)?;
        tx.commit().await?;
        let ledger = Self::new(database, signer, find);
        ledger.chain_old_audit().await?;
        Ok(ledger)
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), Error> {
        self.database.check().await
    }

    /// Lets go of the database, once what is under way has ended.
    pub async fn close(&self) {
        self.database.close().await;
    }
}
