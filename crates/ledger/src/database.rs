//! Where the tables are: connections, migrations, and how a write begins.

use std::fs::OpenOptions;
use std::future::ready;
use std::io::ErrorKind;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyPool, Connection, Executor};

use crate::error::Error;

/// A transaction that writes.
pub(crate) type Write = sqlx::Transaction<'static, Any>;

const READERS: u32 = 8;
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// After so long a connection may have gone unnoticed.
const IDLE: Duration = Duration::from_secs(1);

/// How every SQLite connection is set. WAL lets readers go on beside the writer; FULL keeps what was committed through a
/// power cut; what is deleted or emptied is overwritten, so that no link stays readable in the file; another process (an operator's command)
/// may hold the file for a while.
const SQLITE_SETTINGS: &str = "
    PRAGMA busy_timeout = 20000;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA cache_size = -65536;
";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// An open database with its tables in the present form.
#[derive(Clone)]
pub struct Database {
    pub(crate) engine: Engine,
    /// SQLite has one writer at a time: a pool of one connection makes writers of this process queue in order.
    write: AnyPool,
    pub(crate) read: AnyPool,
}

impl Database {
    /// Opens `sqlite://FILE` (made when missing) or `postgres://…`, and migrates it.
    pub async fn open(url: &str) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let database = if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else {
            Self::open_postgres(url).await
        }?;
        let migrations = sqlx::migrate!("./migrations");
        // Of two processes that start on one SQLite file, one fails at what the other has just done: once at each migration, at most.
        for _ in migrations.iter() {
            if migrations.run(&database.write).await.is_ok() {
                return Ok(database);
            }
        }
        migrations.run(&database.write).await.map_err(Error::Migrate)?;
        Ok(database)
    }

    async fn open_sqlite(url: &str) -> Result<Self, Error> {
        let file = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"))
            .unwrap_or(url);
        make_private(file)?;
        let url = format!("sqlite:{}?mode=rwc", percent_encoded(file));
        let options = || {
            AnyPoolOptions::new()
                .acquire_timeout(ACQUIRE_TIMEOUT)
                // When the disk is full SQLite ends a transaction by itself, and sqlx goes on counting it: such a connection is of no
                // more use.
                .before_acquire(|connection, _| Box::pin(ready(Ok(!connection.is_in_transaction()))))
                .after_connect(|connection, _| {
                    Box::pin(async move { connection.execute(sqlx::raw_sql(SQLITE_SETTINGS)).await.map(drop) })
                })
        };
        let write = options().max_connections(1).connect(&url).await?;
        let read = options().max_connections(READERS).connect(&url).await?;
        Ok(Self {
            engine: Engine::Sqlite,
            write,
            read,
        })
    }

    async fn open_postgres(url: &str) -> Result<Self, Error> {
        let options = AnyPoolOptions::new()
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .max_connections(2 * READERS)
            // A connection that was just in use is not asked each time whether it is still there: that would be every seventh question.
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > IDLE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            });
        let pool = options.connect(url).await?;
        Ok(Self {
            engine: Engine::Postgres,
            write: pool.clone(),
            read: pool,
        })
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

/// Makes the file, if there is none, readable by its owner alone: registration ids stand in it.
pub(crate) fn make_private(file: &str) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(sqlx::Error::Io(error).into()),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// `file` as the path of a URL: whatever a folder is called, the driver takes it for a URL and decodes it.
fn percent_encoded(file: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/\\:._-".contains(&b);
    file.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
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
    (first..first + count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_sqlite_file_may_stand_anywhere() {
        let dir = tempfile::tempdir().unwrap();
        for name in [
            "ledger.db",
            "Größe.db",
            "鍵札 台帳.db",
            "100%20.db",
            "#1.db",
            "a&b='c'.db",
        ] {
            let file = dir.path().join(name);
            let database = Database::open(&format!("sqlite://{}", file.display())).await.unwrap();
            database.check().await.unwrap();
            database.close().await;
            assert!(std::fs::metadata(&file).unwrap().len() > 0, "{name}");
        }
        let files = std::fs::read_dir(dir.path()).unwrap().count();
        assert_eq!(
            files, 6,
            "and nowhere else; the log of writes went with the last connection"
        );
    }

    #[tokio::test]
    async fn two_may_open_a_new_file_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("ledger.db").display());
        let (one, two) = tokio::join!(Database::open(&url), Database::open(&url));
        assert_eq!(one.unwrap().signer().await.unwrap(), None);
        assert_eq!(two.unwrap().signer().await.unwrap(), None);
    }

    #[tokio::test]
    async fn after_sqlite_has_rolled_back_by_itself_writes_go_on() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", dir.path().join("ledger.db").display());
        let database = Database::open(&url).await.unwrap();
        let mut tx = database.begin().await.unwrap();
        // As when the disk is full: sqlx does not notice.
        sqlx::raw_sql("ROLLBACK").execute(&mut *tx).await.unwrap();
        tx.rollback().await.unwrap_err();
        database.begin().await.unwrap().commit().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_emptied_does_not_stay_in_a_sqlite_file() {
        const TOKEN: &str = "a token that was mailed and opens nothing any more";
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("ledger.db");
        let database = Database::open(&format!("sqlite://{}", file.display())).await.unwrap();
        for sql in [
            "INSERT INTO link_request (id, source, asked, at) VALUES ('x', 's', $1, 1)",
            "UPDATE link_request SET asked = '' WHERE asked = $1",
        ] {
            let mut tx = database.begin().await.unwrap();
            assert_eq!(
                sqlx::query(sql)
                    .bind(TOKEN)
                    .execute(&mut *tx)
                    .await
                    .unwrap()
                    .rows_affected(),
                1
            );
            tx.commit().await.unwrap();
        }
        database.close().await;
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(TOKEN.len()).any(|window| window == TOKEN.as_bytes()));
    }

    #[test]
    fn rows_are_numbered_through() {
        assert_eq!(rows_of(2, 3), "($1, $2), ($3, $4), ($5, $6)");
        assert_eq!(placeholders(2, 3), "$2, $3, $4");
    }
}
