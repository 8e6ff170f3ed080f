//! Keys, files, and what goes wrong with them.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use kagifuda_cache::{Cache, CacheError, Custody, Filter, KeyPlace};
use kagifuda_wire::record::Record;
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{Office, account, at, contractor, key, open, product, register, tokens};

async fn opened(home: &TempDir) -> Result<Cache, CacheError> {
    Cache::open(home.path(), Custody::KeyFile).await
}

/// The home of a closed cache with 5,000 keys and a request that waits.
async fn closed() -> TempDir {
    let Office { home, cache } = Office::new().await;
    let keys = (0..5_000_u64).map(|n| key(&format!("{:016X}", n << 24), "0123-4567", "KX-VCS101"));
    let page: Vec<Record> = std::iter::once(product("KX-VCS101", "拡張")).chain(keys).collect();
    cache.apply(0, &page).await.unwrap();
    cache
        .queue(Uuid::from_u128(1), &register(&[]), "owner01", at(0))
        .await
        .unwrap();
    cache.close().await;
    home
}

fn overwrite(path: &Path, from: u64, bytes: &[u8]) {
    let mut file = File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(bytes).unwrap();
}

/// Everything that a person does with a cache, so that damage anywhere is met.
async fn use_all(home: &TempDir) -> Result<(), CacheError> {
    let cache = opened(home).await?;
    for query in ["00", "0123-4567", "FFF", "拡張"] {
        cache.find(query, 10_000).await?;
    }
    cache.waiting().await?;
    Ok(())
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn home_and_key_file_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let parent = TempDir::new().unwrap();
    let home = parent.path().join("deep/home");
    let cache = Cache::open(&home, Custody::KeyFile).await.unwrap();
    let KeyPlace::File(key) = cache.key_place() else {
        panic!("a key file was wanted")
    };
    for (path, mode) in [(home.as_path(), 0o700), (key.as_path(), 0o600)] {
        assert_eq!(
            fs::metadata(path).unwrap().permissions().mode() & 0o777,
            mode,
            "{}",
            path.display()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_on_disk_can_be_read_without_the_key() {
    let office = Office::with(&[
        product("KX-VCS101", "拡張"),
        key("0123-4567-89AB-CDEF", "0123-4567", "KX-VCS101"),
    ])
    .await;
    office
        .cache
        .sign_in(&account("https://keys.example.jp", 1), &tokens(1))
        .await
        .unwrap();
    office.cache.close().await;
    for file in fs::read_dir(office.home.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for secret in [
            "SQLite format",
            "KX-VCS101",
            "0123456789ABCDEF",
            "refresh-1",
            "keys.example",
        ] {
            assert!(
                !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
                "{secret}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_told_from_a_damaged_file() {
    let home = closed().await;
    let kept = fs::read(home.path().join("cache.key")).unwrap();
    for wrong in ["ab".repeat(32), "not a key".into(), String::new()] {
        fs::write(home.path().join("cache.key"), &wrong).unwrap();
        let refused = opened(&home).await;
        assert!(matches!(refused, Err(CacheError::WrongKey)), "{wrong}: {refused:?}");
    }
    fs::write(home.path().join("cache.key"), kept).unwrap();
    use_all(&home).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_new_key_is_made_over_an_old_cache() {
    let home = closed().await;
    fs::remove_file(home.path().join("cache.key")).unwrap();
    for _ in 0..2 {
        let refused = opened(&home).await;
        assert!(matches!(refused, Err(CacheError::KeyMissing)), "{refused:?}");
    }
    assert!(!home.path().join("cache.key").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_called_damaged_wherever_it_is_damaged() {
    let size = fs::metadata(closed().await.path().join("cache.db")).unwrap().len();
    for (name, from) in [
        ("beginning", 0),
        ("first page", 200),
        ("middle", size / 2),
        ("three quarters", size * 3 / 4),
    ] {
        let home = closed().await;
        overwrite(&home.path().join("cache.db"), from, &[0xA5; 65_536]);
        let met = use_all(&home).await;
        assert!(matches!(met, Err(CacheError::Damaged)), "{name}: {met:?}");
    }
    for (name, length) in [
        ("half", size / 2),
        ("within a page", 5_000),
        ("within the first page", 700),
        ("one byte", 1),
        ("empty", 0),
    ] {
        let home = closed().await;
        File::options()
            .write(true)
            .open(home.path().join("cache.db"))
            .unwrap()
            .set_len(length)
            .unwrap();
        let met = use_all(&home).await;
        assert!(matches!(met, Err(CacheError::Damaged)), "cut to {name}: {met:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_that_has_vanished_is_not_taken_for_a_new_one() {
    for also in [None, Some("cache.key")] {
        let home = closed().await;
        for file in [Some("cache.db"), also].into_iter().flatten() {
            fs::remove_file(home.path().join(file)).unwrap();
        }
        for _ in 0..2 {
            let met = opened(&home).await;
            assert!(matches!(met, Err(CacheError::Vanished)), "{met:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_from_a_newer_version_is_left_alone() {
    let home = closed().await;
    let key = fs::read_to_string(home.path().join("cache.key")).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(home.path().join("cache.db"))
        .pragma("key", format!("\"x'{key}'\""));
    let mut newer = sqlx::ConnectOptions::connect(&options).await.unwrap();
    sqlx::raw_sql("PRAGMA user_version = 99")
        .execute(&mut newer)
        .await
        .unwrap();
    sqlx::Connection::close(newer).await.unwrap();
    let refused = opened(&home).await;
    assert!(
        matches!(refused, Err(CacheError::FromNewerVersion { found: 99, .. })),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_from_the_first_version_is_brought_up_to_date() {
    let home = closed().await;
    let key = fs::read_to_string(home.path().join("cache.key")).unwrap();
    fs::remove_file(home.path().join("cache.db")).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(home.path().join("cache.db"))
        .create_if_missing(true)
        .pragma("key", format!("\"x'{key}'\""));
    let mut older = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let first = include_str!("../../migrations/0001_cache.sql");
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "{first}; UPDATE feed SET cursor = 7; PRAGMA user_version = 1"
    )))
    .execute(&mut older)
    .await
    .unwrap();
    sqlx::Connection::close(older).await.unwrap();
    let cache = opened(&home).await.unwrap();
    assert_eq!(cache.cursor().await.unwrap(), 7);
    assert_eq!(cache.signer().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_version_kept_whole_is_found_once_the_cache_is_up_to_date() {
    let home = closed().await;
    let key = fs::read_to_string(home.path().join("cache.key")).unwrap();
    fs::remove_file(home.path().join("cache.db")).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(home.path().join("cache.db"))
        .create_if_missing(true)
        .pragma("key", format!("\"x'{key}'\""));
    let mut older = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let first = [
        include_str!("../../migrations/0001_cache.sql"),
        include_str!("../../migrations/0002_whole.sql"),
        include_str!("../../migrations/0003_signer.sql"),
        "PRAGMA user_version = 3",
    ];
    sqlx::raw_sql(sqlx::AssertSqlSafe(first.join("; ")))
        .execute(&mut older)
        .await
        .unwrap();
    // More than one round of them.
    for n in 0..2_500_u128 {
        let record = contractor(n, &format!("契約者 {n:04}"));
        sqlx::query("INSERT INTO whole (kind, id, json) VALUES ('contractor', $1, $2)")
            .bind(Uuid::from_u128(n).to_string())
            .bind(serde_json::to_string(&record).unwrap())
            .execute(&mut older)
            .await
            .unwrap();
    }
    sqlx::Connection::close(older).await.unwrap();
    for _ in 0..2 {
        let cache = opened(&home).await.unwrap();
        let found = |query: &'static str| {
            let cache = cache.clone();
            async move {
                cache
                    .look_up(query, &Filter::default(), 5_000)
                    .await
                    .unwrap()
                    .things
                    .len()
            }
        };
        assert_eq!(
            (found("契約者").await, found("2499").await, found("2500").await),
            (2_500, 1, 0)
        );
        cache.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let refused = Cache::open(&file.join("home"), Custody::KeyFile).await;
    assert!(
        matches!(&refused, Err(CacheError::Access { path, .. }) if path.starts_with(&file)),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_processes_may_make_the_cache_at_once() {
    let home = TempDir::new().unwrap();
    let path = home.path().to_owned();
    let opening: Vec<_> = (0..8)
        .map(|_| {
            let path = path.clone();
            tokio::spawn(async move { Cache::open(&path, Custody::KeyFile).await })
        })
        .collect();
    for (opening, n) in opening.into_iter().zip(0..) {
        let cache = opening.await.unwrap().unwrap();
        cache
            .queue(Uuid::from_u128(n), &register(&[]), "owner01", at(0))
            .await
            .unwrap();
    }
    assert_eq!(open(&home).await.waiting().await.unwrap().len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_shows_in_debug() {
    let office = Office::new().await;
    let kept = fs::read_to_string(office.home.path().join("cache.key")).unwrap();
    office
        .cache
        .queue(
            Uuid::from_u128(1),
            &register(&[("0123-4567-89AB-CDEF", "0123-4567")]),
            "o",
            at(0),
        )
        .await
        .unwrap();
    let shown = format!(
        "{:?} {:?} {:?}",
        office.cache,
        office.cache.waiting().await.unwrap(),
        tokens(1)
    );
    for secret in [kept.as_str(), "4567", "refresh-1", "access-1"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
