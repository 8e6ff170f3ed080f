//! Why the cache could not do what it was asked.

use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// Why the cache could not do what it was asked. Whatever it is, nothing was half done.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// The key at hand is not the one that the cache was made with.
    #[error("the key does not open this cache")]
    WrongKey,
    /// The cache is there, and no key to it anywhere; or the keychain that holds the key is locked.
    #[error("the key of the cache is missing")]
    KeyMissing,
    /// The key is right, and yet the file cannot be read as it was written. See [`Cache::recover`](crate::Cache::recover).
    #[error("the cache file is damaged")]
    Damaged,
    /// There was a cache, and its file is gone. See [`Cache::recover`](crate::Cache::recover).
    #[error("the cache file is gone")]
    Vanished,
    /// A newer version of this program made the cache or has brought it up to date.
    #[error("the cache is of version {found}, this program knows {known}")]
    FromNewerVersion {
        /// The version of the file.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// There is no room left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// A file or folder cannot be read, made or written.
    #[error("no access to {}", path.display())]
    Access {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The records do not follow on what is here: somebody else has applied changes meanwhile.
    #[error("the cache stands at change {found}, not {expected}")]
    CursorMoved {
        /// The change that the records follow on.
        expected: u64,
        /// The latest change applied.
        found: u64,
    },
    /// Another dealer's requests wait here to be sent.
    #[error("{0} requests of another dealer wait to be sent")]
    OtherDealersWaiting(u32),
    /// A record refers to a product, a device or a customer that was never received.
    #[error("a record refers to a {0} that was never received")]
    Dangling(&'static str),
    /// No such request was ever queued.
    #[error("no request {0} was queued")]
    UnknownIntent(Uuid),
    /// A stored value is not of its kind.
    #[error("{table}.{column} of row {row} cannot be read")]
    UnreadableRow {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row, by its number.
        row: i64,
    },
    /// Another process has held the cache for too long. Trying again helps.
    #[error("the cache is in use")]
    Busy,
    /// A fault.
    #[error("the cache failed")]
    Failed(#[source] sqlx::Error),
}

impl CacheError {
    pub(crate) fn access(path: &Path, source: io::Error) -> Self {
        let is_full = matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
        if is_full {
            Self::DiskFull
        } else {
            Self::Access {
                path: path.to_owned(),
                source,
            }
        }
    }
}

/// The result codes of SQLite that mean something to a person: one in full, the others by their low byte.
mod code {
    /// The shared-memory file beside the database could not be made longer, for want of room.
    pub const IOERR_SHMSIZE: u32 = 4874;
    pub const BUSY: u32 = 5;
    pub const LOCKED: u32 = 6;
    pub const CORRUPT: u32 = 11;
    pub const FULL: u32 = 13;
    pub const NOTADB: u32 = 26;
}

impl From<sqlx::Error> for CacheError {
    fn from(error: sqlx::Error) -> Self {
        let code = error
            .as_database_error()
            .and_then(|e| e.code())
            .and_then(|code| code.parse::<u32>().ok());
        if code == Some(code::IOERR_SHMSIZE) {
            return Self::DiskFull;
        }
        match code.map(|extended| extended & 0xFF) {
            Some(code::BUSY | code::LOCKED) => Self::Busy,
            Some(code::CORRUPT | code::NOTADB) => Self::Damaged,
            Some(code::FULL) => Self::DiskFull,
            Some(_) | None => Self::Failed(error),
        }
    }
}
