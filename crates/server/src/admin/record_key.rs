//! Replacing the key that signs records.
//!
//! The new key is a file in the data folder before the database knows of it: a rotation that is cut off leaves at most a prepared key,
//! which the next one takes.

use std::path::PathBuf;

use kagifuda_ledger::{Actor, CommitError, KnownKey};
use kagifuda_wire::signing;

use crate::admin::{Admin, AdminError};
use crate::secrets;

/// A record key with whether its private half is in this data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldKey {
    /// What the database knows.
    pub known: KnownKey,
    /// Whether the private half is here.
    pub here: bool,
}

impl Admin {
    /// Makes the next record key without letting it sign yet, so that it can be brought to every machine before. Answers its number and its
    /// file.
    pub async fn prepare_record_key(&self) -> Result<(u32, PathBuf), AdminError> {
        let id = self.next_record_key().await?;
        secrets::prepare_record_key(&self.data, id)?;
        Ok((id, secrets::record_key_file(&self.data, id)))
    }

    /// Lets the next record key sign, the prepared one or else a new one. Answers its number and its file.
    pub async fn rotate_record_key(&self) -> Result<(u32, PathBuf), AdminError> {
        let id = self.next_record_key().await?;
        let file = secrets::record_key_file(&self.data, id);
        let next = signing::record_key(id, &secrets::prepare_record_key(&self.data, id)?);
        match self.app.ledger.rotate(&next, &Actor::Operator, self.app.now()).await {
            Ok(()) => Ok((id, file)),
            Err(CommitError::Conflict) => Err(AdminError::Rotated { id, file }),
            Err(CommitError::Failed(error)) => Err(error.into()),
        }
    }

    async fn next_record_key(&self) -> Result<u32, AdminError> {
        let keys = self.app.ledger.record_keys().await?;
        Ok(keys.last().map_or(1, |key| key.id + 1))
    }

    /// The keys that sign or signed, in order of number.
    pub async fn record_keys(&self) -> Result<Vec<HeldKey>, AdminError> {
        let held = |known: KnownKey| HeldKey {
            here: secrets::record_key(&self.data, known.key.id)
                .is_ok_and(|key| signing::record_key(known.key.id, &key) == known.key),
            known,
        };
        Ok(self.app.ledger.known_keys().await?.into_iter().map(held).collect())
    }
}
