//! Dealers who share a computer: one's data makes room for the other's, and nothing of it is lost.
//!
//! Before another dealer signs in, the whole cache is copied into `cache-<dealer>.db`, under the same key. When that dealer
//! is back, what was asked for, printed and looked at comes from there and the rest from the server; the copy stays as
//! `cache-<dealer>.old.db` until the next one, for the keys of a server that has forgotten them.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use sqlx::{SqliteConnection, SqlitePool};
use uuid::Uuid;

use crate::connection::{connect, migrate, options};
use crate::custody::Key;
use crate::error::CacheError;
use crate::history::{Looks, Prints, Requests};
use crate::home::{Home, OLD, blocking};

/// Copies everything into the file of `dealer`. `connection` must be in no transaction, while another keeps writers off.
pub(crate) async fn set_aside(home: &Home, connection: &mut SqliteConnection, dealer: Uuid) -> Result<(), CacheError> {
    let (unfinished, whole) = (home.unfinished(), home.of_dealer(dealer));
    remove(&unfinished)?;
    sqlx::query("VACUUM INTO $1")
        .bind(unfinished.to_string_lossy())
        .execute(connection)
        .await?;
    let home = home.clone();
    blocking(move || {
        let kept = || -> io::Result<()> {
            // Windows flushes only what may be written.
            File::options().write(true).open(&unfinished)?.sync_all()?;
            fs::rename(&unfinished, &whole)?;
            home.sync_folder()
        };
        kept().map_err(|e| CacheError::access(&whole, e))
    })
    .await
}

/// Brings the requests and prints of `dealer` back, if they lie aside; answers whose they are, as last known.
pub(crate) async fn bring_back(
    home: &Home,
    key: &Key,
    dealer: Uuid,
    tx: &mut SqliteConnection,
) -> Result<Option<Requests>, CacheError> {
    let aside = home.of_dealer(dealer);
    if !aside.exists() {
        return Ok(None);
    }
    let from = open(&aside, key).await?;
    let requests = Requests::read(&from).await?;
    requests.put(tx).await?;
    Prints::read(&from).await?.put(tx).await?;
    Looks::read(&from).await?.put(tx).await?;
    from.close().await;
    Ok(Some(requests))
}

/// What lay aside of `dealer` is back for good.
pub(crate) fn retire(home: &Home, dealer: Uuid) -> Result<(), CacheError> {
    let aside = home.of_dealer(dealer);
    match fs::rename(&aside, aside.with_extension(OLD)) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(CacheError::access(&aside, e)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The database `file`, brought up to date.
pub(crate) async fn open(file: &Path, key: &Key) -> Result<SqlitePool, CacheError> {
    let pool = connect(file, 1, options(file, key).create_if_missing(false)).await?;
    migrate(&pool).await?;
    Ok(pool)
}

/// Removes `file`, if it is there.
pub(crate) fn remove(file: &Path) -> Result<(), CacheError> {
    match fs::remove_file(file) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(CacheError::access(file, e)),
        Ok(()) | Err(_) => Ok(()),
    }
}
