//! A way on from a cache that is damaged, gone, or whose key is lost.
//!
//! Whatever lies there is renamed, never deleted. With the right key, a new cache is made first and gets all requests and
//! prints that can still be read; then it takes the old one's place. Killed at any moment, the next try goes on: until the
//! old file has its new name, it is simply there; from then on, the new one stands ready whole.

use std::fs;
use std::path::{Path, PathBuf};

use sqlx::SqlitePool;

use crate::connection::{SMALLEST, connect, find_key, migrate, options};
use crate::custody::{Custody, Key};
use crate::error::CacheError;
use crate::former::{open, remove};
use crate::history::{Looks, Prints, Requests};
use crate::home::{Home, blocking};

/// What became of a cache that was replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// The files set aside, under their new names.
    pub aside: Vec<PathBuf>,
    /// How many requests that wait were carried over. `None`: they could not be read, and lie in what was set aside.
    pub waiting: Option<u32>,
    /// How many prints were carried over. `None`: they could not be read.
    pub prints: Option<u32>,
}

/// Sets the cache in `home` aside and carries over what can be read. Refused while another process has it open.
pub(crate) async fn recover(home: &Path, custody: Custody) -> Result<Recovered, CacheError> {
    let path = home.to_owned();
    let (home, _locks, key) = blocking(move || {
        let home = Home::create(&path)?;
        let locks = (home.lock()?, home.lock_out_users()?);
        let key = match find_key(&home, custody, true) {
            Ok((key, _)) => Some(key),
            Err(CacheError::WrongKey | CacheError::KeyMissing) => None,
            Err(error) => return Err(error),
        };
        Ok((home, locks, key))
    })
    .await?;
    match key {
        Some(key) => replace(home, &key).await,
        None => blocking(move || set_all_aside(&home)).await,
    }
}

/// Without its key nothing in there can be read, nor what lies aside of other dealers: all of it makes room for a new cache.
fn set_all_aside(home: &Home) -> Result<Recovered, CacheError> {
    // The fingerprint goes first: without it, a database that stayed behind is not taken for a vanished one.
    let mut files = vec![home.fingerprint()];
    files.extend(home.database_files());
    files.push(home.key());
    files.extend(home.of_all_dealers()?);
    Ok(Recovered {
        aside: home.rename_aside(&files)?,
        ..Recovered::default()
    })
}

async fn replace(home: Home, key: &Key) -> Result<Recovered, CacheError> {
    let (database, ready) = (home.database(), home.ready());
    let mut recovered = Recovered::default();
    if database.exists() || !ready.exists() {
        let rescued = rescue(&database, key).await?;
        make(&home, key, &rescued).await?;
        recovered.waiting = rescued.requests.map(|requests| requests.waiting());
        recovered.prints = rescued.prints.map(|prints| prints.len());
    } else {
        // An earlier try was cut off here.
        let made = open(&ready, key).await?;
        recovered.waiting = Some(Requests::read(&made).await?.waiting());
        recovered.prints = Some(Prints::read(&made).await?.len());
        made.close().await;
    }
    blocking(move || {
        recovered.aside = home.rename_aside(&home.database_files())?;
        let put = fs::rename(&ready, &database).and_then(|()| home.sync_folder());
        put.map_err(|e| CacheError::access(&database, e))?;
        Ok(recovered)
    })
    .await
}

/// What could be read of what no server can tell again.
#[derive(Default)]
struct Rescued {
    requests: Option<Requests>,
    prints: Option<Prints>,
    looks: Option<Looks>,
}

/// What can still be read in `database`.
async fn rescue(database: &Path, key: &Key) -> Result<Rescued, CacheError> {
    // SQLite would take a stump for an empty database, and write tables into it.
    if fs::metadata(database).is_ok_and(|file| file.len() < SMALLEST) {
        return Ok(Rescued::default());
    }
    let from = match open(database, key).await {
        Ok(from) => from,
        Err(error @ (CacheError::FromNewerVersion { .. } | CacheError::DiskFull)) => return Err(error),
        Err(reason) => {
            tracing::warn!(%reason, "nothing can be read in the cache that is set aside");
            return Ok(Rescued::default());
        }
    };
    let rescued = Rescued {
        requests: Requests::read(&from).await.ok(),
        prints: Prints::read(&from).await.ok(),
        looks: Looks::read(&from).await.ok(),
    };
    from.close().await;
    Ok(rescued)
}

/// Makes a whole new cache under the name of the one that stands ready.
async fn make(home: &Home, key: &Key, rescued: &Rescued) -> Result<(), CacheError> {
    let unfinished = home.unfinished();
    remove(&unfinished)?;
    let made: SqlitePool = connect(&unfinished, 1, options(&unfinished, key)).await?;
    migrate(&made).await?;
    let mut tx = made.begin_with("BEGIN IMMEDIATE").await?;
    if let Some(requests) = &rescued.requests {
        requests.put_account(&mut tx).await?;
        requests.put(&mut tx).await?;
    }
    if let Some(prints) = &rescued.prints {
        prints.put(&mut tx).await?;
    }
    if let Some(looks) = &rescued.looks {
        looks.put(&mut tx).await?;
    }
    tx.commit().await?;
    // The last connection to close leaves one file.
    made.close().await;
    let put = fs::rename(&unfinished, home.ready()).and_then(|()| home.sync_folder());
    put.map_err(|e| CacheError::access(&unfinished, e))
}
