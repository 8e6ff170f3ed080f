//! The connections to the encrypted file, for each process: one that writes what people do, one that writes the feed, and
//! a few that read.

use std::fs::File;
use std::future::ready;
use std::path::Path;
use std::thread;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqliteConnection, SqlitePool, Transaction};
use tokio::sync::OnceCell;

use crate::Cache;
use crate::custody::{self, Custody, Key, KeyPlace};
use crate::entry;
use crate::error::CacheError;
use crate::home::{Home, blocking};
use crate::row::At;

/// The steps from an empty file to today's tables. They are only ever added to.
pub(crate) const MIGRATIONS: [&str; 9] = [
    include_str!("../migrations/0001_cache.sql"),
    include_str!("../migrations/0002_whole.sql"),
    include_str!("../migrations/0003_signer.sql"),
    include_str!("../migrations/0004_requests.sql"),
    include_str!("../migrations/0005_put_away.sql"),
    include_str!("../migrations/0006_look_up.sql"),
    include_str!("../migrations/0007_customers.sql"),
    include_str!("../migrations/0008_draft.sql"),
    include_str!("../migrations/0009_prints.sql"),
];

/// How long to wait for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the drop of the last handle waits.
const CLOSED_WITHIN: Duration = Duration::from_secs(2);

/// Look-ups that run at the same time. More would only share the two cores and multiply the page caches.
const READERS: u32 = 2;

/// The open connections.
pub(crate) struct Connections {
    write: SqlitePool,
    feed: SqlitePool,
    read: SqlitePool,
    pub key_place: KeyPlace,
    pub home: Home,
    pub key: Key,
    in_use: File,
}

impl Connections {
    pub async fn open(home: &Path, custody: Custody) -> Result<Self, CacheError> {
        let path = home.to_owned();
        let (home, lock, key, key_place) = blocking(move || {
            let home = Home::create(&path)?;
            // From here to the end one process at a time: making key, file and tables is never seen half done.
            let lock = home.lock()?;
            let in_use = home.use_it()?;
            let (key, key_place) = find_key(&home, custody, false)?;
            Ok((home, (lock, in_use), key, key_place))
        })
        .await?;
        let (lock, in_use) = lock;
        let file = home.database();
        try_out(&file, &key).await?;
        // What a person asked for is on disk when its commit returns, and survives the loss of power.
        let write = connect(&file, 1, options(&file, &key).synchronous(SqliteSynchronous::Full)).await?;
        migrate(&write).await?;
        if Home::read(&home.fingerprint())?.is_none() {
            home.write_new(&home.fingerprint(), key.fingerprint().as_bytes())?;
        }
        drop(lock);
        // The feed can be had again, so its pages need not wait for the disk one by one: whole they are in any case. The
        // same pages of the indexes change with nearly every page of the feed, so they are moved home less often.
        let feed = options(&file, &key)
            .synchronous(SqliteSynchronous::Normal)
            .pragma("wal_autocheckpoint", "8000");
        let feed = connect(&file, 1, feed).await?;
        let read = connect(&file, READERS, options(&file, &key).pragma("query_only", "ON")).await?;
        Ok(Self {
            write,
            feed,
            read,
            key_place,
            home,
            key,
            in_use,
        })
    }

    pub async fn close(&self) {
        self.read.close().await;
        self.feed.close().await;
        self.write.close().await;
        // It is given back when the file is closed in any case.
        self.in_use.unlock().ok();
    }
}

/// Whoever drops the last handle waits until the files are closed: SQLCipher tidies up when the program ends, and a connection
/// that is still being closed then would crash on what is gone.
impl Drop for Connections {
    fn drop(&mut self) {
        if self.write.is_closed() {
            return;
        }
        let pools = [self.read.clone(), self.feed.clone(), self.write.clone()];
        let close = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
            let close_all = async {
                for pool in pools {
                    pool.close().await;
                }
            };
            // What is under way may need the thread that waits here: then it is left to itself.
            runtime.map(|runtime| runtime.block_on(async { tokio::time::timeout(CLOSED_WITHIN, close_all).await }))
        };
        // A runtime cannot be waited for within another, but a thread can.
        thread::spawn(close).join().ok();
    }
}

/// The smallest database: one page.
pub(crate) const SMALLEST: u64 = 4096;

/// The key, once it is sure that it is the one the database was made with. Of a database `to_be_replaced` nothing is
/// asked but its key.
pub(crate) fn find_key(home: &Home, custody: Custody, to_be_replaced: bool) -> Result<(Key, KeyPlace), CacheError> {
    let fingerprint = Home::read(&home.fingerprint())?;
    let size = match std::fs::metadata(home.database()) {
        Ok(file) => Some(file.len()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => return Err(CacheError::access(&home.database(), e)),
    };
    if fingerprint.is_some() && size.is_none() && !to_be_replaced {
        return Err(CacheError::Vanished);
    }
    // Before it had a fingerprint, an empty file is one that was about to be made.
    let exists = fingerprint.is_some() || size.is_some_and(|size| size > 0) || to_be_replaced;
    let (key, place) = custody::key(home, custody, exists)?;
    let is_whole = size.is_some_and(|size| size >= SMALLEST) || to_be_replaced;
    match fingerprint {
        Some(made_with) if made_with != key.fingerprint().as_bytes() => Err(CacheError::WrongKey),
        Some(_) if !is_whole => Err(CacheError::Damaged),
        Some(_) | None => Ok((key, place)),
    }
}

pub(crate) fn options(file: &Path, key: &Key) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", key.hex()))
        // 64 MiB of decrypted pages: with the default of 2, look-ups spend most of their time decrypting.
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY")
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging()
}

/// SQLCipher gets itself ready behind the first connection of a process, and whoever opens a file at that moment is told
/// that it is not: so the first connection is one that needs no key, and everybody waits for it.
async fn make_ready() -> Result<(), CacheError> {
    static READY: OnceCell<()> = OnceCell::const_new();
    let first = || async { SqliteConnection::connect("sqlite::memory:").await?.close().await };
    READY.get_or_try_init(first).await?;
    Ok(())
}

/// Reads the first page over a connection that is closed before anything is said of it. A pool that fails closes behind
/// our back, which would crash a program that ends meanwhile. Here SQLCipher is also told to keep quiet, for the whole
/// process, before it reads: with the other pragmas that would come too late.
async fn try_out(file: &Path, key: &Key) -> Result<(), CacheError> {
    make_ready().await?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", key.hex()))
        .pragma("cipher_log_level", "NONE")
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    let cannot_open = |error| cannot_open(file, error);
    let mut connection = options.connect().await.map_err(cannot_open)?;
    let read = sqlx::query("SELECT count(*) FROM sqlite_schema")
        .fetch_one(&mut connection)
        .await;
    connection.close().await.map_err(cannot_open)?;
    read.map(drop).map_err(cannot_open)
}

pub(crate) async fn connect(
    file: &Path,
    connections: u32,
    options: SqliteConnectOptions,
) -> Result<SqlitePool, CacheError> {
    let pool = PoolOptions::<Sqlite>::new()
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // When the disk is full SQLite ends a transaction by itself, and sqlx goes on counting it: such a connection is of no more use.
        .before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))))
        .connect_with(options);
    pool.await.map_err(|error| cannot_open(file, error))
}

fn cannot_open(file: &Path, error: sqlx::Error) -> CacheError {
    if is_no_access(&error) {
        CacheError::Access {
            path: file.to_owned(),
            source: std::io::Error::other(error),
        }
    } else {
        error.into()
    }
}

/// SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN.
fn is_no_access(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(|e| e.code())
        .and_then(|code| code.parse::<u32>().ok());
    matches!(code.map(|extended| extended & 0xFF), Some(3 | 8 | 14))
}

/// Brings the tables up to date, each step with its number in one transaction.
pub(crate) async fn migrate(write: &SqlitePool) -> Result<(), CacheError> {
    let row = sqlx::query("SELECT user_version FROM pragma_user_version()")
        .fetch_one(write)
        .await?;
    let found: u32 = At {
        table: "pragma",
        row: 0,
    }
    .count(&row, "user_version")?;
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(CacheError::FromNewerVersion { found, known });
    }
    for (step, number) in MIGRATIONS.iter().zip(1..).skip(found as usize) {
        let mut tx = write.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::raw_sql(*step).execute(&mut *tx).await?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("PRAGMA user_version = {number}")))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
    }
    entry::bring_up_to_date(write).await
}

impl Cache {
    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.0.read
    }

    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.0.write
    }

    /// The connection that the feed is written with.
    pub(crate) fn feed_writer(&self) -> &SqlitePool {
        &self.0.feed
    }

    /// A transaction that writes: it holds off other writers from its beginning, so that none fails half-way.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, CacheError> {
        Ok(self.0.write.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// A transaction that writes what the server can tell again.
    pub(crate) async fn begin_feed(&self) -> Result<Transaction<'static, Sqlite>, CacheError> {
        Ok(self.0.feed.begin_with("BEGIN IMMEDIATE").await?)
    }
}

#[cfg(test)]
mod tests {
    use kagifuda_wire::record::{Customer, Record};
    use uuid::Uuid;

    use super::*;

    /// `max_page_count` makes SQLite meet the end of the disk where we want it.
    async fn limit_size(cache: &Cache, pages: u32) {
        let sql = format!("PRAGMA max_page_count = {pages}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
            .execute(&cache.0.feed)
            .await
            .unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn after_sqlite_has_rolled_back_by_itself_all_goes_on() {
        let home = tempfile::TempDir::new().unwrap();
        let cache = Cache::open(home.path(), Custody::KeyFile).await.unwrap();
        for feeds in [false, true] {
            let begun = if feeds {
                cache.begin_feed().await
            } else {
                cache.begin().await
            };
            let mut tx = begun.unwrap();
            // As when the disk is full: sqlx does not notice.
            sqlx::raw_sql("ROLLBACK").execute(&mut *tx).await.unwrap();
            tx.rollback().await.unwrap_err();
        }
        cache.begin().await.unwrap().commit().await.unwrap();
        cache.begin_feed().await.unwrap().commit().await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn on_a_full_disk_nothing_is_half_done_and_with_room_again_all_goes_on() {
        let home = tempfile::TempDir::new().unwrap();
        let cache = Cache::open(home.path(), Custody::KeyFile).await.unwrap();
        let customer = |n| Customer {
            id: Uuid::from_u128(n),
            name: format!("山田商店 {n}"),
            kana: String::new(),
            ..Customer::default()
        };
        let page: Vec<Record> = (0..2_000).map(customer).map(Record::Customer).collect();

        limit_size(&cache, 1).await; // SQLite makes it the present size.
        let refused = cache.apply(0, &page).await;
        assert!(matches!(refused, Err(CacheError::DiskFull)), "{refused:?}");
        assert_eq!(
            (cache.cursor().await.unwrap(), cache.counts().await.unwrap().customers),
            (0, 0)
        );

        limit_size(&cache, u32::MAX - 1).await;
        cache.apply(0, &page).await.unwrap();
        assert_eq!(
            (cache.cursor().await.unwrap(), cache.counts().await.unwrap().customers),
            (2_000, 2_000)
        );
    }
}
