//! Where the key of the cache lies: the system's keychain, or a file that its owner alone can read.

use std::fmt;
use std::fmt::Write;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::error::CacheError;
use crate::home::Home;

/// Where a new cache's key is to lie. An existing cache's key is found where it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Custody {
    /// In the system's keychain; in a file where there is none.
    Keychain,
    /// In a file of the home folder. The keychain is not asked.
    KeyFile,
}

/// Where a key lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyPlace {
    /// In the system's keychain.
    Keychain,
    /// In this file.
    File(PathBuf),
}

/// The service name under which the keychain holds our keys.
const SERVICE: &str = "kagifuda";

/// The 256 bits that the database is encrypted with. Shows nothing in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Key([u8; Self::BYTES]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    const BYTES: usize = 32;

    fn random() -> Self {
        let mut bytes = [0; Self::BYTES];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        Self(bytes)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?.trim();
        if text.len() != 2 * Self::BYTES || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut key = [0; Self::BYTES];
        for (i, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Self(key))
    }

    /// The key as hexadecimal digits: how it is kept, and how SQLCipher takes it.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }

    /// What tells this key from another without telling the key.
    ///
    /// SQLCipher answers a wrong key and a damaged file alike. Beside the database stands the fingerprint of the key
    /// that it was made with; so we know which of the two it is.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::new()
            .chain_update(b"kagifuda/cache-key-fingerprint/1")
            .chain_update(self.0)
            .finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes all");
        text
    })
}

/// The key of the cache in `home`; makes one for a new cache, never for one that `exists`.
pub(crate) fn key(home: &Home, custody: Custody, exists: bool) -> Result<(Key, KeyPlace), CacheError> {
    let file = home.key();
    if let Some(bytes) = Home::read(&file)? {
        let key = Key::parse(&bytes).ok_or(CacheError::WrongKey)?;
        return Ok((key, KeyPlace::File(file)));
    }
    if custody == Custody::Keychain {
        let in_keychain = from_keychain(home, exists);
        match in_keychain {
            Ok(Some(key)) => return Ok((key, KeyPlace::Keychain)),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the keychain cannot be used"),
        }
    }
    if exists {
        return Err(CacheError::KeyMissing);
    }
    let key = Key::random();
    home.write_new(&file, key.hex().as_bytes())?;
    Ok((key, KeyPlace::File(file)))
}

/// The key in the keychain; for a new cache, one that was put there and read back. `None`: there is none.
fn from_keychain(home: &Home, exists: bool) -> keyring::Result<Option<Key>> {
    // Each home has a key of its own.
    let entry = keyring::Entry::new(SERVICE, &home.folder().to_string_lossy())?;
    match entry.get_secret() {
        Ok(secret) => Ok(Key::parse(&secret)),
        Err(keyring::Error::NoEntry) if exists => Ok(None),
        Err(keyring::Error::NoEntry) => {
            let key = Key::random();
            entry.set_secret(key.hex().as_bytes())?;
            Ok(Key::parse(&entry.get_secret()?).filter(|kept| *kept == key))
        }
        Err(error) => Err(error),
    }
}
