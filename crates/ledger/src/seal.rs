//! Which secrets a database was filled under. Another set would derive other registration keys and sign unbelievably.

use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use kagifuda_wire::signing::{RecordKey, record_key};

use crate::Ledger;
use crate::database::Database;
use crate::error::Error;
use crate::read::{micros, number};

const FINGERPRINT: &str = "registration_secret_sha256";

/// The number of the key that signs. A further key would be a further number.
const SIGNER: u32 = 1;

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
    /// Its records are signed with another key.
    #[error("this database was filled under another record key")]
    OtherRecordKey,
    /// A fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<sqlx::Error> for UnsealError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl Database {
    /// Whether secrets were ever used with this database.
    pub async fn is_sealed(&self) -> Result<bool, Error> {
        let row: Option<(String,)> = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(FINGERPRINT)
            .fetch_optional(&self.read)
            .await?;
        Ok(row.is_some())
    }
}

impl Ledger {
    /// Opens the ledger under its secrets; the first secrets used with a database are its secrets for ever.
    pub async fn unseal(
        database: Database,
        seal: &Seal,
        key: SigningKey,
        now: DateTime<Utc>,
    ) -> Result<Self, UnsealError> {
        let public = record_key(SIGNER, &key).public_key;
        // Whoever inserts first wins; everybody then compares with what stands there.
        let mut tx = database.begin().await?;
        sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
            .bind(FINGERPRINT)
            .bind(&seal.registration_secret_sha256)
            .execute(&mut *tx)
            .await?;
        sqlx::query(
            "INSERT INTO record_key (id, public_key, added_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
        )
        .bind(i64::from(SIGNER))
        .bind(&public)
        .bind(micros(now))
        .execute(&mut *tx)
        .await?;
        let (fingerprint,): (String,) = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(FINGERPRINT)
            .fetch_one(&mut *tx)
            .await?;
        let (known,): (String,) = sqlx::query_as("SELECT public_key FROM record_key WHERE id = $1")
            .bind(i64::from(SIGNER))
            .fetch_one(&mut *tx)
            .await?;
        if fingerprint != seal.registration_secret_sha256 {
            return Err(UnsealError::OtherRegistrationSecret);
        }
        if known != public {
            return Err(UnsealError::OtherRecordKey);
        }
        tx.commit().await?;
        let ledger = Self::new(database, SIGNER, key);
        ledger.chain_old_audit().await?;
        Ok(ledger)
    }

    /// The public keys that records are or were signed with.
    pub async fn record_keys(&self) -> Result<Vec<RecordKey>, Error> {
        let rows: Vec<(i64, String)> = sqlx::query_as("SELECT id, public_key FROM record_key ORDER BY id")
            .fetch_all(&self.database.read)
            .await?;
        let read = |(id, public_key): (i64, String)| {
            Ok(RecordKey {
                id: number("record_key", "id", &id.to_string(), id)?,
                public_key,
            })
        };
        rows.into_iter().map(read).collect()
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
