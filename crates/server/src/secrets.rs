//! The server's secrets, each a file of 32 bytes that its owner alone can read: what registration keys are derived from, and the keys that
//! sign records, `record.key` the first and `record-2.key`, … those that took over. They never enter the database.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use kagifuda_domain::kms::RegistrationSecret;
use kagifuda_ledger::Seal;
use sha2::{Digest, Sha256};

use crate::mail::PASSWORD_FILE;
use crate::requests::Requests;
use crate::second_factor::Sealer;

const REGISTRATION_SECRET: &str = "registration.secret";
const RECORD_KEY: &str = "record.key";

/// What registration keys are derived from, and which they are.
pub(crate) struct Secrets {
    pub(crate) registration: RegistrationSecret,
    pub(crate) seal: Seal,
    /// What second factors are encrypted under.
    pub(crate) second_factors: Sealer,
    /// What requests are hashed under.
    pub(crate) requests: Requests,
}

/// Why there are no secrets to work with.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The database was filled under secrets that are not here. New ones would not do.
    #[error(
        "{0} is missing, and the database was filled with it: put it back from its safe copy or another server's data folder"
    )]
    Missing(PathBuf),
    /// Not 32 bytes.
    #[error("{file} is damaged: 32 bytes wanted, {found} found; put it back from its safe copy")]
    Damaged {
        /// The file.
        file: PathBuf,
        /// Bytes found.
        found: usize,
    },
    /// The file system refuses.
    #[error("{file} cannot be read or made")]
    File {
        /// The file or folder.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system gives no randomness.
    #[error("the system gives no randomness")]
    Randomness(#[from] getrandom::Error),
}

impl Secrets {
    /// Reads the secrets in `dir`, or makes them if the database has never had any. `signer` is the number of the key that signs there.
    pub(crate) fn load_or_make(dir: &Path, signer: Option<u32>) -> Result<Self, SecretsError> {
        fs::create_dir_all(dir).map_err(|source| SecretsError::File {
            file: dir.into(),
            source,
        })?;
        let registration = read_or_make(&dir.join(REGISTRATION_SECRET), signer.is_some())?;
        read_or_make(&record_key_file(dir, signer.unwrap_or(1)), signer.is_some())?;
        let registration_secret_sha256 = Sha256::digest(registration)
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        Ok(Self {
            registration: RegistrationSecret::new(registration),
            second_factors: Sealer::derived(&registration),
            requests: Requests::derived(&registration),
            seal: Seal {
                registration_secret_sha256,
            },
        })
    }
}

/// Every secret that stands in `dir`, by its file.
pub(crate) fn all(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let is_secret = |name: &str| {
        name == REGISTRATION_SECRET
            || name == RECORD_KEY
            || name == PASSWORD_FILE
            || (name.starts_with("record-") && name.ends_with(".key"))
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(is_secret) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// Where the record key of this number stands.
pub(crate) fn record_key_file(dir: &Path, id: u32) -> PathBuf {
    match id {
        1 => dir.join(RECORD_KEY),
        later => dir.join(format!("record-{later}.key")),
    }
}

/// The record key of this number.
pub(crate) fn record_key(dir: &Path, id: u32) -> Result<SigningKey, SecretsError> {
    read_or_make(&record_key_file(dir, id), true).map(|secret| SigningKey::from_bytes(&secret))
}

/// The record key of this number, made if it was not prepared.
pub(crate) fn prepare_record_key(dir: &Path, id: u32) -> Result<SigningKey, SecretsError> {
    read_or_make(&record_key_file(dir, id), false).map(|secret| SigningKey::from_bytes(&secret))
}

fn read_or_make(file: &Path, must_exist: bool) -> Result<[u8; 32], SecretsError> {
    let failed = |source| SecretsError::File {
        file: file.into(),
        source,
    };
    match fs::read(file) {
        Ok(bytes) => <[u8; 32]>::try_from(bytes).map_err(|bytes| SecretsError::Damaged {
            file: file.into(),
            found: bytes.len(),
        }),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound && must_exist => {
            Err(SecretsError::Missing(file.into()))
        }
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret)?;
            write_once(file, &secret).map_err(failed)?;
            read_or_make(file, true)
        }
        Err(other) => Err(failed(other)),
    }
}

/// Writes `file` whole or not at all, readable by its owner alone, and leaves one that another process has just written as it is.
pub(crate) fn write_once(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = file.with_extension(format!("{}.draft", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&draft)?;
    written.write_all(bytes)?;
    written.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}
