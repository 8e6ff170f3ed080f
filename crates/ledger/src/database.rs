//! Where the tables are: connections, migrations, and how a write begins.

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyPool, Executor};

use crate::error::Error;

/// A transaction that writes.
pub(crate) type Write = sqlx::Transaction<'static, Any>;

const READERS: u32 = 8;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// How every SQLite connection is set. WAL lets readers go on beside the writer; FULL keeps what was committed through a
/// power cut; another process (an operator's command) may hold the file for a while.
const SQLITE_SETTINGS: &str = "
    PRAGMA busy_timeout = 20000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA cache_size = -65536;
";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

/// An open database with its tables in the present form.
#[derive(Clone)]
pub struct Database {
    engine: Engine,
    /// SQLite has one writer at a time: a pool of one connection makes writers of this process queue in order.
    write: AnyPool,
    pub(crate) read: AnyPool,
}

impl Database {
    /// Opens `sqlite://FILE` (made when missing) or `postgres://…`, and migrates it.
    pub async fn open(url: &str) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let database = if url.starts_with("sqlite:") { Self::open_sqlite(url).await } else { Self::open_postgres(url).await }?;
        sqlx::migrate!("./migrations").run(&database.write).await.map_err(Error::Migrate)?;
        Ok(database)
    }

    async fn open_sqlite(url: &str) -> Result<Self, Error> {
        let url = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
        let options = || {
            AnyPoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT).after_connect(|connection, _| {
                Box::pin(async move { connection.execute(sqlx::raw_sql(SQLITE_SETTINGS)).await.map(drop) })
            })
        };
        let write = options().max_connections(1).connect(&url).await?;
        let read = options().max_connections(READERS).connect(&url).await?;
        Ok(Self { engine: Engine::Sqlite, write, read })
    }

    async fn open_postgres(url: &str) -> Result<Self, Error> {
        let options = AnyPoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT).max_connections(2 * READERS);
        let pool = options.connect(url).await?;
        Ok(Self { engine: Engine::Postgres, write: pool.clone(), read: pool })
    }

    /// Begins a transaction that will write.
    pub(crate) async fn begin(&self) -> Result<Write, sqlx::Error> {
        match self.engine {
            // Taking the write lock at once: a reader that turns writer halfway could only fail.
            Engine::Sqlite => self.write.begin_with("BEGIN IMMEDIATE").await,
            Engine::Postgres => self.write.begin().await,
        }
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.read).await?;
        Ok(())
    }

    /// Lets go of every connection, once what is under way has ended.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// Rows a statement writes at most: past some hundreds nothing is gained, and SQLite takes 32,766 values.
pub(crate) const ROWS: usize = 400;

/// `($1, $2), ($3, $4), …`: placeholders for `rows` rows of `columns` values.
pub(crate) fn rows_of(columns: usize, rows: usize) -> String {
    let row = |row: usize| format!("({})", placeholders(row * columns + 1, columns));
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// `$3, $4, $5`: `count` placeholders from `$first`.
pub(crate) fn placeholders(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
