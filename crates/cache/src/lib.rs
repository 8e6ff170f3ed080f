//! The office's own copy: one encrypted SQLite file that holds the dealer's keys with their index for searching, what
//! people asked for (the outbox) or are about to (drafts), and what was printed at any of its desks.
//!
//! Promises:
//! - The file is encrypted as a whole; its key lies in the system's keychain, or in a file that its owner alone can read.
//! - Every method is one transaction: it is done and on disk, or nothing of it is.
//! - Several processes may use one cache at once.
//! - A row that cannot be read stops the method loudly.
//!
//! Deliberately not here: deciding, network, a clock (times are passed in), checking signatures.

mod account;
mod apply;
mod arms;
mod bytes;
mod connection;
mod custody;
mod customer;
mod detail;
mod draft;
mod entry;
mod error;
mod feed;
mod filter;
mod find;
mod former;
mod history;
mod home;
mod key;
mod look_up;
mod near;
mod outbox;
mod print_history;
mod query;
mod recover;
mod report;
mod row;
mod saved_filter;
mod shown;

pub use account::{Account, StoredTokens};
pub use custody::{Custody, KeyPlace};
pub use customer::OwnedDevice;
pub use draft::Draft;
pub use error::CacheError;
pub use feed::Counts;
pub use filter::{Filter, KeyState, ThingKind};
pub use find::Found;
pub use key::KeyRow;
pub use look_up::{CustomerRow, DeviceRow, EntryRow, LookedUp, Thing};
pub use outbox::{Answer, Answered, Intent};
pub use print_history::{NewPrint, PrintRow, Recording};
pub use recover::Recovered;
pub use report::DevicePlace;
pub use saved_filter::SavedFilter;
pub use shown::{Secret, Shown};

use std::path::Path;
use std::sync::Arc;

use connection::Connections;

/// A handle to the cache of one home folder. Clones share it.
#[derive(Clone)]
pub struct Cache(Arc<Connections>);

impl Cache {
    /// Opens the cache in the folder `home`, making folder, key and file where there are none.
    pub async fn open(home: &Path, custody: Custody) -> Result<Self, CacheError> {
        Connections::open(home, custody)
            .await
            .map(|connections| Self(Arc::new(connections)))
    }

    /// Where the key of this cache lies. Warn the person when it is a file.
    pub fn key_place(&self) -> &KeyPlace {
        &self.0.key_place
    }

    /// The files in which the data of other dealers is kept until they are back.
    pub fn set_aside(&self) -> Vec<std::path::PathBuf> {
        // Where the folder cannot be listed, what needs it says so.
        let copies = self.0.home.of_all_dealers().unwrap_or_default();
        copies.into_iter().filter(|copy| !home::is_old(copy)).collect()
    }

    /// Closes the files, once what is under way has ended. Dropping the last handle does so too.
    pub async fn close(&self) {
        self.0.close().await;
    }

    /// Sets everything of the cache in `home` aside, for a cache that is damaged or gone or whose key is lost. The new one
    /// syncs anew, and begins with the requests and prints that could still be read. Nothing is deleted.
    pub async fn recover(home: &Path, custody: Custody) -> Result<Recovered, CacheError> {
        recover::recover(home, custody).await
    }
}

impl std::fmt::Debug for Cache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cache")
            .field("key_place", self.key_place())
            .finish_non_exhaustive()
    }
}
