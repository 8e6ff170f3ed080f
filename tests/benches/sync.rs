//! What a first sync costs beside a bare bulk insert of the same rows into the same encrypted tables, how much memory the
//! client takes for it, and what a sync with nothing new sends over the wire.
//!
//! The client is the command line in a process of its own, so that its memory is its own. `KAGIFUDA_BENCH_KEYS` makes the
//! run smaller, and says so in the names.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::{Duration, Instant};

use kagifuda_tests::network::Network;
use kagifuda_tests::server::{Engine, LOGIN, LicensingServer, PASSWORD};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection, QueryBuilder, Row};

const ALL_KEYS: usize = 1_000_000;
/// Another dealer, whose idle syncs are counted.
const QUIET: &str = "quiet00001";
const QUIET_KEYS: usize = 1_000;

const MOST_TIMES_BARE: f64 = 3.0;
const MOST_MEMORY_MIB: f64 = 150.0;
const MOST_IDLE_REQUESTS: f64 = 1.0;
const MOST_IDLE_BYTES: f64 = 1_023.0;

#[tokio::main]
async fn main() {
    let keys = std::env::var("KAGIFUDA_BENCH_KEYS")
        .ok()
        .map_or(ALL_KEYS, |keys| keys.parse().expect("a number of keys"));
    let size = if keys == ALL_KEYS {
        "1m".to_owned()
    } else {
        format!("only_{keys}")
    };
    let server = LicensingServer::start(Engine::Sqlite).await;
    server.add_dealer(QUIET, "静かな販売店").await;
    server.mint_for(QUIET, "KX-VCS101", QUIET_KEYS).await;
    server.mint(keys).await;

    let home = tempfile::tempdir().expect("there is room for a folder");
    sign_in(home.path(), &format!("http://{}", server.address()), LOGIN).await;
    let (seconds, memory) = sync(home.path()).await;
    let bare = bare_insert(home.path(), keys).await;
    println!("first sync {seconds:.1} s, bare insert {bare:.1} s, {keys} keys");
    measure(&format!("first_sync_{size}"), seconds / bare, "ratio", MOST_TIMES_BARE);
    measure(&format!("first_sync_{size}_memory"), memory, "MiB", MOST_MEMORY_MIB);

    let network = Network::to(server.address()).await;
    let quiet = tempfile::tempdir().expect("there is room for a folder");
    sign_in(quiet.path(), &network.url(), QUIET).await;
    sync(quiet.path()).await;
    network.traffic();
    sync(quiet.path()).await;
    let traffic = network.traffic();
    measure(
        "idle_sync_requests",
        traffic.requests.into(),
        "requests",
        MOST_IDLE_REQUESTS,
    );
    measure("idle_sync_sent", traffic.sent as f64, "bytes", MOST_IDLE_BYTES);
    measure("idle_sync_received", traffic.received as f64, "bytes", MOST_IDLE_BYTES);
}

fn measure(name: &str, value: f64, unit: &str, limit: f64) {
    let ok = value <= limit;
    println!(r#"{{"name":"{name}","value":{value:.3},"unit":"{unit}","limit":{limit:.1},"ok":{ok}}}"#);
}

/// The command line beside this bench.
fn cli(home: &Path) -> Command {
    let own = std::env::current_exe().expect("a program knows its place");
    let profile = own.ancestors().nth(2).expect("it lies in `deps`");
    let program = profile.join(format!("kagifuda-cli{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.exists(),
        "build {} first: cargo build --release -p kagifuda-cli",
        program.display()
    );
    let mut command = Command::new(program);
    command
        .arg("--home")
        .arg(home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

async fn sign_in(home: &Path, server: &str, login: &str) {
    let mut command = cli(home);
    command.args(["sign-in", "--server", server, "--login", login, "--password-stdin"]);
    let mut child = command.spawn().expect("the command line starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("its input is ours"), PASSWORD.as_bytes())
        .expect("it listens");
    ended(child).await;
}

/// Syncs; answers the seconds it took and the most memory in MiB.
async fn sync(home: &Path) -> (f64, f64) {
    let begin = Instant::now();
    let child = cli(home)
        .args(["sync", "--json"])
        .spawn()
        .expect("the command line starts");
    let memory = ended(child).await;
    (begin.elapsed().as_secs_f64(), memory)
}

/// Waits for the end; answers the most memory in MiB that was seen.
async fn ended(mut child: Child) -> f64 {
    let mut most = 0.0_f64;
    loop {
        most = most.max(peak_memory(child.id()));
        if let Some(status) = child.try_wait().expect("it is our child") {
            assert!(status.success(), "the command line failed: {status}");
            return most;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// The most memory in MiB that a running process has had, where the system tells.
fn peak_memory(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// A key as it stands in the cache.
type KeyRow = (i64, Vec<u8>, Vec<u8>, i64);

/// Inserts the keys of the cache in `home` into empty tables of the same form, encrypted in the same way, in the fewest
/// statements and one transaction; answers the seconds it took.
async fn bare_insert(home: &Path, keys: usize) -> f64 {
    let mut synced = open(home.join("cache.db"), home).await;
    let products: Vec<(i64, String, String, String)> = sqlx::query_as("SELECT id, code, json, folded FROM product")
        .fetch_all(&mut synced)
        .await
        .expect("there are products");
    let rows: Vec<KeyRow> = sqlx::query_as("SELECT id, no, registration_id, product FROM activation_key ORDER BY id")
        .fetch_all(&mut synced)
        .await
        .expect("there are keys");
    assert_eq!(rows.len(), keys, "the sync was whole");
    synced.close().await.expect("it closes");

    let folder = tempfile::tempdir().expect("there is room for a folder");
    let mut bare = open(folder.path().join("bare.db"), home).await;
    sqlx::raw_sql(include_str!("../../crates/cache/migrations/0001_cache.sql"))
        .execute(&mut bare)
        .await
        .expect("tables");
    let begin = Instant::now();
    let mut tx = bare.begin().await.expect("a transaction");
    let mut insert = QueryBuilder::new("INSERT INTO product (id, code, json, folded) ");
    insert.push_values(&products, |mut row, (id, code, json, folded)| {
        row.push_bind(id).push_bind(code).push_bind(json).push_bind(folded);
    });
    insert.build().execute(&mut *tx).await.expect("products go in");
    for rows in rows.chunks(ROWS) {
        insert_keys(&mut tx, rows).await;
    }
    sqlx::raw_sql(
        "INSERT INTO activation_key_digits (rowid, no, registration_id, registration_key)
         SELECT id, hex(no), hex(registration_id), hex(registration_key) FROM activation_key ORDER BY id",
    )
    .execute(&mut *tx)
    .await
    .expect("the index is filled");
    tx.commit().await.expect("it commits");
    begin.elapsed().as_secs_f64()
}

const ROWS: usize = 500;

async fn insert_keys(tx: &mut SqliteConnection, rows: &[KeyRow]) {
    let mut insert = QueryBuilder::new("INSERT INTO activation_key (id, no, registration_id, product) ");
    insert.push_values(rows, |mut row, (id, no, registration_id, product)| {
        row.push_bind(id)
            .push_bind(no)
            .push_bind(registration_id)
            .push_bind(product);
    });
    insert.build().execute(tx).await.expect("keys go in");
}

/// Opens `file`, set as the cache sets it, under the key of the cache in `home`.
async fn open(file: PathBuf, home: &Path) -> SqliteConnection {
    let key = fs::read_to_string(home.join("cache.key")).expect("the key lies in a file");
    let url = format!("sqlite://{}", file.display());
    let options = SqliteConnectOptions::from_str(&url).expect("an address");
    let options = options
        .create_if_missing(true)
        .pragma("key", format!("\"x'{}'\"", key.trim()))
        .pragma("cache_size", "-65536")
        .pragma("temp_store", "MEMORY")
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .disable_statement_logging();
    let mut connection = options.connect().await.expect("it opens");
    let row = sqlx::query("PRAGMA cipher_version")
        .fetch_one(&mut connection)
        .await
        .expect("it is encrypted");
    assert!(!row.get::<String, _>(0).is_empty());
    connection
}
