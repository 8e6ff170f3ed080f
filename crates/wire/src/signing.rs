//! How records are signed by the server and verified by desks.
//!
//! Keys are numbered from 1, and the latest signs. A desk that knew only the keys before it learns of it from its feed, in a record that
//! the key before signed; from there on, nothing signed by an earlier key is believed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::changes::Change;

/// A public key that records are signed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecordKey {
    /// Its number, named by each change it signed.
    pub id: u32,
    /// The 32 bytes of the Ed25519 public key, in base64.
    pub public_key: String,
}

/// Why a change is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// It names a key that was never pinned.
    #[error("signed by key {0}, which is not known")]
    UnknownKey(u32),
    /// The signature does not fit the record, its number and its dealer.
    #[error("the signature is wrong")]
    Signature,
    /// It is signed by a key whose time was over at its place.
    #[error("signed by key {0}, which signs no more")]
    RetiredKey(u32),
    /// It says that the key that signed it, or an earlier one, is another than it was.
    #[error("key {0} is said to be another than it was")]
    ChangedKey(u32),
    /// A pinned key is no Ed25519 public key.
    #[error("key {0} is malformed")]
    MalformedKey(u32),
}

/// The bytes that are signed for change `number` of `dealer`: `kagifuda/record/1`, the dealer's 16 bytes, the number as
/// a big-endian `u64`, the length of the record in bytes as a big-endian `u64`, the record.
///
/// Dealer and number are inside, so that no record can be passed off as another's or replayed at another place.
pub fn signed_bytes(dealer: Uuid, number: u64, record: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64 + record.len());
    bytes.extend_from_slice(b"kagifuda/record/1");
    bytes.extend_from_slice(dealer.as_bytes());
    bytes.extend_from_slice(&number.to_be_bytes());
    bytes.extend_from_slice(&(record.len() as u64).to_be_bytes());
    bytes.extend_from_slice(record.as_bytes());
    bytes
}

/// Signs `record` as change `number` of `dealer` under `key`, whose id is `key_id`.
pub fn sign(key_id: u32, key: &SigningKey, dealer: Uuid, number: u64, record: String) -> Change {
    let signature = key.sign(&signed_bytes(dealer, number, &record));
    Change {
        number,
        record,
        signed_by: key_id,
        signature: STANDARD.encode(signature.to_bytes()),
    }
}

/// The public half of `key`, to be handed to desks.
pub fn record_key(id: u32, key: &SigningKey) -> RecordKey {
    RecordKey {
        id,
        public_key: STANDARD.encode(key.verifying_key().as_bytes()),
    }
}

/// The keys a desk believes, read once.
#[derive(Clone, Debug)]
pub struct PinnedKeys {
    keys: Vec<(u32, VerifyingKey)>,
    /// Keys with a lower number sign no more.
    signer: u32,
}

impl PinnedKeys {
    /// Reads the public keys as they were pinned. The feed has last told of `signer`; 0 where it has not told of any.
    pub fn read(keys: &[RecordKey], signer: u32) -> Result<Self, VerifyError> {
        let keys = keys.iter().map(read_key).collect::<Result<_, _>>()?;
        Ok(Self { keys, signer })
    }

    /// Believes `told`, which a record verified to be signed by key `by` tells of, from here on, and no earlier key any more.
    ///
    /// A later key may be another than it was once said to be: a server that came back from a backup of before its rotation makes a new
    /// one. Its own number or an earlier one no key can give away.
    pub fn learn(&mut self, told: &RecordKey, by: u32) -> Result<(), VerifyError> {
        let (id, public) = read_key(told)?;
        match self.keys.iter_mut().find(|(known, _)| *known == id) {
            Some((_, known)) if *known != public && id <= by => return Err(VerifyError::ChangedKey(id)),
            Some((_, known)) => *known = public,
            None => self.keys.push((id, public)),
        }
        self.signer = self.signer.max(id);
        Ok(())
    }

    /// Whether the key of this number is known, and no later one has taken over.
    pub fn may_sign(&self, id: u32) -> Result<(), VerifyError> {
        self.key(id).map(drop)
    }

    /// Verifies that all of `changes` are `dealer`'s, unaltered and in their place. `Err` names the first that is not.
    ///
    /// A page is verified as one batch, which takes half the time of one by one; only a bad page is looked through.
    pub fn verify(&self, dealer: Uuid, changes: &[Change]) -> Result<(), (u64, VerifyError)> {
        let mut messages = Vec::with_capacity(changes.len());
        let mut signatures = Vec::with_capacity(changes.len());
        let mut keys = Vec::with_capacity(changes.len());
        for change in changes {
            let refused = |error| (change.number, error);
            keys.push(self.key(change.signed_by).map_err(refused)?);
            signatures.push(read_signature(&change.signature).map_err(refused)?);
            messages.push(signed_bytes(dealer, change.number, &change.record));
        }
        let slices: Vec<&[u8]> = messages.iter().map(Vec::as_slice).collect();
        if ed25519_dalek::verify_batch(&slices, &signatures, &keys).is_ok() {
            return Ok(());
        }
        for (i, change) in changes.iter().enumerate() {
            keys[i]
                .verify_strict(&messages[i], &signatures[i])
                .map_err(|_| (change.number, VerifyError::Signature))?;
        }
        Ok(())
    }

    fn key(&self, id: u32) -> Result<VerifyingKey, VerifyError> {
        if id < self.signer {
            return Err(VerifyError::RetiredKey(id));
        }
        self.keys
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, key)| *key)
            .ok_or(VerifyError::UnknownKey(id))
    }
}

fn read_key(key: &RecordKey) -> Result<(u32, VerifyingKey), VerifyError> {
    let malformed = VerifyError::MalformedKey(key.id);
    let bytes: [u8; 32] = STANDARD
        .decode(&key.public_key)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(malformed)?;
    let public = VerifyingKey::from_bytes(&bytes).map_err(|_| malformed)?;
    Ok((key.id, public))
}

fn read_signature(base64: &str) -> Result<Signature, VerifyError> {
    let bytes = STANDARD.decode(base64).map_err(|_| VerifyError::Signature)?;
    Signature::from_slice(&bytes).map_err(|_| VerifyError::Signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEALER: Uuid = Uuid::from_u128(1);

    fn feed(key: &SigningKey) -> Vec<Change> {
        (1..=50)
            .map(|number| sign(1, key, DEALER, number, format!(r#"{{"n":{number}}}"#)))
            .collect()
    }

    #[test]
    fn a_feed_is_believed_only_as_it_was_signed() {
        let key = SigningKey::from_bytes(&[3; 32]);
        let pinned = PinnedKeys::read(&[record_key(1, &key)], 0).unwrap();
        assert_eq!(pinned.verify(DEALER, &feed(&key)), Ok(()));
        assert_eq!(pinned.verify(DEALER, &[]), Ok(()));

        let edited = |edit: fn(&mut Change)| {
            let mut changes = feed(&key);
            edit(&mut changes[6]);
            changes
        };
        for (name, changes, error) in [
            ("record", edited(|c| c.record.push(' ')), (7, VerifyError::Signature)),
            ("number", edited(|c| c.number = 9), (9, VerifyError::Signature)),
            (
                "signature",
                edited(|c| c.signature = STANDARD.encode([0; 64])),
                (7, VerifyError::Signature),
            ),
            (
                "signature is no base64",
                edited(|c| c.signature = "?".into()),
                (7, VerifyError::Signature),
            ),
            ("key", edited(|c| c.signed_by = 2), (7, VerifyError::UnknownKey(2))),
        ] {
            assert_eq!(pinned.verify(DEALER, &changes), Err(error), "{name}");
        }
        assert!(
            pinned.verify(Uuid::from_u128(2), &feed(&key)).is_err(),
            "another dealer's feed"
        );
        assert!(
            pinned.verify(DEALER, &feed(&SigningKey::from_bytes(&[4; 32]))).is_err(),
            "another server's feed"
        );
    }
    #[test]
    fn a_key_that_the_feed_tells_of_takes_over() {
        let (first, second) = (SigningKey::from_bytes(&[3; 32]), SigningKey::from_bytes(&[4; 32]));
        let by = |id: u32, key: &SigningKey| vec![sign(id, key, DEALER, 9, "{}".into())];
        let mut pinned = PinnedKeys::read(&[record_key(1, &first)], 0).unwrap();
        let unknown = Err((9, VerifyError::UnknownKey(2)));
        assert_eq!(pinned.verify(DEALER, &by(2, &second)), unknown, "not told of");
        let once = record_key(2, &SigningKey::from_bytes(&[9; 32]));
        pinned.learn(&record_key(2, &second), 1).unwrap();
        assert_eq!(pinned.verify(DEALER, &by(2, &second)), Ok(()));
        let retired = Err((9, VerifyError::RetiredKey(1)));
        assert_eq!(pinned.verify(DEALER, &by(1, &first)), retired, "its time is over");
        assert_eq!(pinned.learn(&record_key(2, &second), 2), Ok(()), "told again");
        for id in [1, 2] {
            let other = record_key(id, &SigningKey::from_bytes(&[5; 32]));
            assert_eq!(pinned.learn(&other, 2), Err(VerifyError::ChangedKey(id)));
        }
        let both = [record_key(1, &first), record_key(2, &second)];
        let mut restored = PinnedKeys::read(&[record_key(1, &first), once], 0).unwrap();
        restored.learn(&both[1], 1).unwrap();
        assert_eq!(
            restored.verify(DEALER, &by(2, &second)),
            Ok(()),
            "made anew after a restore"
        );
        let new_desk = PinnedKeys::read(&both, 0).unwrap();
        assert_eq!(
            new_desk.verify(DEALER, &by(1, &first)),
            Ok(()),
            "what stands before the rotation"
        );
        let later = PinnedKeys::read(&both, 2).unwrap();
        assert_eq!(later.verify(DEALER, &by(1, &first)), retired, "remembered");
    }
}
