//! How long looking up takes, how that compares with the plainest SQL, and what applying a feed costs over bare inserts.
//! Prints one JSON line a measure; what is behind it goes to stderr.
//!
//! The filled caches stay in the target's folder for temporary files and are used again while schema and office are the same.

mod bare;
mod office;
mod questions;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kagifuda_cache::{Cache, Custody, Filter};
use kagifuda_wire::record::Record;
use office::Office;
use questions::Question;
use sha2::{Digest, Sha256};

/// Changes a page, as the server sends them.
const PAGE: usize = 2_000;

/// Hits that the window asks for.
const HITS: u32 = 50;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    for (name, keys, limit) in [("100k", 100_000, 5.0), ("1m", 1_000_000, 20.0)] {
        let office = Office { keys };
        let home = filled(office).await;
        find(&home, office, name, limit).await;
    }
    apply(Office { keys: 100_000 }).await;
}

fn report(name: &str, value: f64, unit: &str, limit: f64) {
    let ok = value <= limit;
    println!(r#"{{"name":"{name}","value":{value:.2},"unit":"{unit}","limit":{limit:.1},"ok":{ok}}}"#);
}

/// The home of a cache that holds all of `office`.
async fn filled(office: Office) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{}", office.keys));
    let made_of: [&[u8]; 3] = [
        include_bytes!("../../migrations/0001_cache.sql"),
        include_bytes!("../../migrations/0006_look_up.sql"),
        include_bytes!("office.rs"),
    ];
    let version = format!("{:?}", Sha256::digest(made_of.concat()));
    if std::fs::read_to_string(home.join("filled")).is_ok_and(|filled| filled == version) {
        return home;
    }
    let _ = std::fs::remove_dir_all(&home);
    let cache = open(&home).await;
    let spent = apply_all(&cache, office.feed().chain(office.others())).await;
    eprintln!("everything applied in {spent:?}");
    cache.close().await;
    std::fs::write(home.join("filled"), version).expect("the folder is ours");
    home
}

async fn open(home: &Path) -> Cache {
    Cache::open(home, Custody::KeyFile).await.expect("the cache opens")
}

/// Applies the feed by pages; answers the time spent in that alone.
async fn apply_all(cache: &Cache, mut feed: impl Iterator<Item = Record>) -> Duration {
    let (mut after, mut spent) = (0, Duration::ZERO);
    loop {
        let page: Vec<Record> = feed.by_ref().take(PAGE).collect();
        if page.is_empty() {
            return spent;
        }
        let begun = Instant::now();
        cache.apply(after, &page).await.expect("the page is applied");
        spent += begun.elapsed();
        after += page.len() as u64;
    }
}

/// How long it takes to look everything up at once, in the second round.
async fn look_up(cache: &Cache, questions: &[Question], name: &str, limit: f64) {
    let everything = Filter::default();
    let mut times = Vec::new();
    for _ in 0..2 {
        times.clear();
        for question in questions {
            let begun = Instant::now();
            let found = cache.look_up(&question.text, &everything, HITS).await;
            times.push((begun.elapsed(), question));
            found.expect("the look-up works");
        }
    }
    times.sort_by_key(|time| time.0);
    let (slowest, question) = times[times.len() - 1];
    eprintln!(
        "{name} everything: slowest {slowest:?} `{}` ({:?})",
        question.text, question.kind
    );
    let p99 = times[times.len() * 99 / 100 - 1].0;
    report(&format!("look_up_p99_{name}"), p99.as_secs_f64() * 1e3, "ms", limit);
}

/// Asks each question both ways, one after the other, so that both meet the same machine. Only the second round
/// counts: in the first, both still read the file.
async fn find(home: &Path, office: Office, name: &str, limit: f64) {
    let cache = open(home).await;
    let mut connection = bare::connect(home).await;
    let questions = questions::thousand(office);
    let mut times = Vec::new();
    for _ in 0..2 {
        times.clear();
        for question in &questions {
            let begun = Instant::now();
            let found = cache.find(&question.text, HITS).await.expect("the look-up works");
            let desk = begun.elapsed();
            let begun = Instant::now();
            let rows = bare::ask(&mut connection, question).await;
            times.push((question, desk, begun.elapsed(), found.hits.len(), rows));
        }
    }
    look_up(&cache, &questions, name, limit).await;
    let begun = Instant::now();
    let counts = cache.counts().await.expect("the cache counts");
    eprintln!("{name} counted {} keys in {:?}", counts.keys, begun.elapsed());
    cache.close().await;
    by_kind(name, &times);
    let mut desk: Vec<Duration> = times.iter().map(|time| time.1).collect();
    desk.sort();
    report(
        &format!("find_p99_{name}"),
        desk[desk.len() * 99 / 100 - 1].as_secs_f64() * 1e3,
        "ms",
        limit,
    );
    let bare: Duration = times.iter().map(|time| time.2).sum();
    let ratio = desk.iter().sum::<Duration>().as_secs_f64() / bare.as_secs_f64();
    report(&format!("find_over_sql_{name}"), ratio, "ratio", 2.0);
}

fn by_kind(name: &str, times: &[(&Question, Duration, Duration, usize, usize)]) {
    for kind in questions::KINDS {
        let of: Vec<_> = times.iter().filter(|time| time.0.kind == kind).collect();
        let count = of.len() as u32;
        let desk = of.iter().map(|time| time.1).sum::<Duration>() / count;
        let bare = of.iter().map(|time| time.2).sum::<Duration>() / count;
        let (hits, rows) = of
            .iter()
            .fold((0, 0), |(hits, rows), time| (hits + time.3, rows + time.4));
        let slowest = of.iter().max_by_key(|time| time.1).expect("some of each kind");
        eprintln!(
            "{name} {kind:?}: {desk:?} a question, plain {bare:?}; {hits} hits, plain {rows}; slowest {:?} `{}`",
            slowest.1, slowest.0.text
        );
    }
}

/// The same rows into the same tables: through the cache by pages, and bare in one transaction.
async fn apply(office: Office) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (through, bare) = (folder.join("apply-through"), folder.join("apply-bare"));
    for home in [&through, &bare] {
        let _ = std::fs::remove_dir_all(home);
        open(home).await.close().await;
    }
    let cache = open(&through).await;
    let spent = apply_all(&cache, office.feed()).await;
    let counts = cache.counts().await.expect("the cache counts");
    cache.close().await;

    let rows = bare::Rows::prepare(office.feed());
    let mut connection = bare::connect(&bare).await;
    let begun = Instant::now();
    rows.insert(&mut connection).await;
    let plain = begun.elapsed();
    drop(connection);
    assert_eq!(open(&bare).await.counts().await.expect("the cache counts"), counts);
    eprintln!(
        "{} changes applied in {spent:?}, inserted in {plain:?}",
        office.changes()
    );
    report(
        "apply_over_insert",
        spent.as_secs_f64() / plain.as_secs_f64(),
        "ratio",
        3.0,
    );
}
