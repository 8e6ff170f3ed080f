//! Files that open with a password only, for sending by mail.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};

use crate::PrintError;

/// A password that opens a file: 8 to 127 printable characters of ASCII, because readers disagree on all others.
#[derive(Clone, PartialEq, Eq)]
pub struct FilePassword(String);

/// The password has other characters, or is too short or too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a file's password has 8 to 127 printable characters of ASCII")]
pub struct FilePasswordError;

impl FilePassword {
    /// Characters it has at least.
    pub const SHORTEST: usize = 8;
    /// Characters it has at most.
    pub const LONGEST: usize = 127;
}

impl std::str::FromStr for FilePassword {
    type Err = FilePasswordError;

    fn from_str(typed: &str) -> Result<Self, FilePasswordError> {
        let is_printable = typed.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if is_printable && (Self::SHORTEST..=Self::LONGEST).contains(&typed.len()) {
            Ok(Self(typed.into()))
        } else {
            Err(FilePasswordError)
        }
    }
}

/// Shows nothing of it.
impl std::fmt::Debug for FilePassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FilePassword(…)")
    }
}

/// The file `pdf`, encrypted with AES of 256 bits, so that `password` opens it. It may be printed and copied from, not changed.
pub fn protect(pdf: &[u8], password: &FilePassword) -> Result<Vec<u8>, PrintError> {
    let broken = |error: lopdf::Error| PrintError::Broken(format!("encrypting: {error}"));
    let mut document = Document::load_mem(pdf).map_err(broken)?;
    let (key, owner) = (random()?, random()?);
    let owner: String = owner.iter().map(|byte| format!("{byte:02x}")).collect();
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let version = EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        file_encryption_key: &key,
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        // Nobody knows it: whoever opens the file may do what is permitted, and no more.
        owner_password: &owner,
        user_password: &password.0,
        permissions: Permissions::PRINTABLE
            | Permissions::PRINTABLE_IN_HIGH_QUALITY
            | Permissions::COPYABLE
            | Permissions::COPYABLE_FOR_ACCESSIBILITY,
    };
    let state = EncryptionState::try_from(version).map_err(broken)?;
    document.encrypt(&state).map_err(broken)?;
    tell_lengths(&mut document).map_err(broken)?;
    document.version = "2.0".into();
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .map_err(|error| PrintError::Broken(error.to_string()))?;
    Ok(bytes)
}

/// `lopdf` leaves the lengths of the keys out, without which some readers take them for shorter ones.
fn tell_lengths(document: &mut Document) -> lopdf::Result<()> {
    let encrypt = document.trailer.get(b"Encrypt")?.as_reference()?;
    let encrypt = document.get_object_mut(encrypt)?.as_dict_mut()?;
    encrypt.set("Length", 256);
    let filters = encrypt.get_mut(b"CF")?.as_dict_mut()?;
    filters
        .get_mut(b"StdCF")
        .and_then(Object::as_dict_mut)?
        .set("Length", 32);
    Ok(())
}

fn random() -> Result<[u8; 32], PrintError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| PrintError::Broken(error.to_string()))?;
    Ok(bytes)
}
