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
const HITS: u32 = 100;

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

/// What became of a question.
struct Asked<'a> {
    question: &'a Question,
    /// How long it took to find keys, to find everything, and the plain way.
    keys: Duration,
    everything: Duration,
    bare: Duration,
    hits: usize,
    rows: usize,
}

/// Asks each question for keys and the plain way, one after the other, so that both meet the same machine; then for everything. Only the
/// second round counts: in the first, all still read the file.
async fn find(home: &Path, office: Office, name: &str, limit: f64) {
    let cache = open(home).await;
    let mut connection = bare::connect(home).await;
    let questions = questions::thousand(office);
    let mut asked = Vec::new();
    for _ in 0..2 {
        asked.clear();
        for question in &questions {
            let begun = Instant::now();
            let found = cache.find(&question.text, HITS).await.expect("the look-up works");
            let keys = begun.elapsed();
            let begun = Instant::now();
            let rows = bare::ask(&mut connection, question).await;
            asked.push(Asked {
                question,
                keys,
                everything: Duration::ZERO,
                bare: begun.elapsed(),
                hits: found.hits.len(),
                rows,
            });
        }
    }
    // By itself: it reads pages that the others do not, and there is room for so many.
    for _ in 0..2 {
        for asked in &mut asked {
            let begun = Instant::now();
            let things = cache.look_up(&asked.question.text, &Filter::default(), HITS).await;
            asked.everything = begun.elapsed();
            things.expect("the look-up works");
        }
    }
    let begun = Instant::now();
    let counts = cache.counts().await.expect("the cache counts");
    eprintln!("{name} counted {} keys in {:?}", counts.keys, begun.elapsed());
    cache.close().await;
    by_kind(name, &asked);
    let mut keys: Vec<Duration> = asked.iter().map(|asked| asked.keys).collect();
    keys.sort();
    let p99 = keys[keys.len() * 99 / 100 - 1].as_secs_f64() * 1e3;
    report(&format!("find_p99_{name}"), p99, "ms", limit);
    let sum = |of: fn(&Asked) -> Duration| asked.iter().map(of).sum::<Duration>().as_secs_f64();
    let over_sql = sum(|asked| asked.keys) / sum(|asked| asked.bare);
    report(&format!("find_over_sql_{name}"), over_sql, "ratio", 2.0);
    // Keys, devices, customers, and what is kept whole: one search each.
    let over_find = sum(|asked| asked.everything) / sum(|asked| asked.keys);
    report(&format!("look_up_over_find_{name}"), over_find, "ratio", 3.0);
}

fn by_kind(name: &str, asked: &[Asked]) {
    for kind in questions::KINDS {
        let of: Vec<&Asked> = asked.iter().filter(|asked| asked.question.kind == kind).collect();
        let average =
            |of_one: fn(&Asked) -> Duration| of.iter().copied().map(of_one).sum::<Duration>() / of.len() as u32;
        let count = |of_one: fn(&Asked) -> usize| of.iter().copied().map(of_one).sum::<usize>();
        let slowest = of.iter().max_by_key(|asked| asked.keys).expect("some of each kind");
        eprintln!(
            "{name} {kind:?}: {:?} a question, everything {:?}, plain {:?}; {} hits, plain {}; slowest {:?} `{}`",
            average(|asked| asked.keys),
            average(|asked| asked.everything),
            average(|asked| asked.bare),
            count(|asked| asked.hits),
            count(|asked| asked.rows),
            slowest.keys,
            slowest.question.text
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
