//! How long looking up takes, and what applying costs over bare inserts. Prints one JSON line a measure.
//!
//! The filled caches are kept in the target's folder for temporary files and used again while schema and office stay the same.

#[path = "office.rs"]
mod office;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use kagifuda_cache::{Cache, Custody};
use kagifuda_wire::record::Record;
use office::{Numbers, Office};

const PAGE: usize = 2_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    for (name, keys, limit) in [("100k", 100_000, 5.0), ("1m", 1_000_000, 20.0)] {
        let home = filled(Office { keys }).await;
        let cache = Cache::open(&home, Custody::KeyFile).await.expect("the cache opens");
        find(&cache, Office { keys }, name, limit).await;
        cache.close().await;
    }
}

async fn filled(office: Office) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("search-{}", office.keys));
    if home.join("filled").exists() {
        return home;
    }
    let cache = Cache::open(&home, Custody::KeyFile).await.expect("the cache opens");
    let begun = Instant::now();
    apply_all(&cache, office).await;
    eprintln!("applied {} changes in {:?}", office.changes(), begun.elapsed());
    cache.close().await;
    std::fs::write(home.join("filled"), "").expect("the folder is ours");
    home
}

async fn apply_all(cache: &Cache, office: Office) {
    let mut feed = office.feed();
    let mut after = 0;
    let mut spent = Duration::ZERO;
    loop {
        let page: Vec<Record> = feed.by_ref().take(PAGE).collect();
        if page.is_empty() {
            eprintln!("spent in apply: {spent:?}");
            return;
        }
        let begun = Instant::now();
        cache.apply(after, &page).await.expect("the page is applied");
        spent += begun.elapsed();
        after += page.len() as u64;
        if after % 100_000 < PAGE as u64 {
            eprintln!("{after} {spent:?}");
        }
    }
}

fn queries(office: Office) -> Vec<(&'static str, String)> {
    let mut n = Numbers::from_seed(7);
    (0..1_000)
        .map(|i| {
            let key = office.key(n.below(office.keys));
            let plain = key.activation_key.plain();
            let device = office.device(n.next());
            match i % 10 {
                0 => ("number", key.activation_key.to_string()),
                1 => {
                    let len = 4 + n.below(7) as usize;
                    let at = n.below(17 - len as u64) as usize;
                    ("inner", plain[at..at + len].to_owned())
                }
                2 => ("two", plain[..2].to_owned()),
                3 => (
                    "kana",
                    office
                        .customer(n.next())
                        .kana
                        .chars()
                        .take(2 + n.below(4) as usize)
                        .collect(),
                ),
                4 => (
                    "customer",
                    office
                        .customer(n.next())
                        .name
                        .chars()
                        .skip(n.below(3) as usize)
                        .take(5)
                        .collect(),
                ),
                5 => (
                    "site",
                    device
                        .site
                        .one_line()
                        .chars()
                        .skip(n.below(3) as usize)
                        .take(6)
                        .collect(),
                ),
                6 => ("product", key.product.to_string()),
                7 => ("device", device.device.to_string()[3..12].to_owned()),
                8 => ("miss", format!("{:010X}", n.next() >> 24)),
                _ => (
                    "words",
                    format!(
                        "{} {}",
                        office.customer(n.next()).name.chars().take(5).collect::<String>(),
                        key.product
                    ),
                ),
            }
        })
        .collect()
}

async fn find(cache: &Cache, office: Office, name: &str, limit: f64) {
    let queries = queries(office);
    for round in 0..2 {
        let mut times = vec![];
        for (class, query) in &queries {
            let begun = Instant::now();
            let found = cache.find(query, 50).await.expect("the look-up works");
            times.push((begun.elapsed(), *class, query.clone(), found.hits.len()));
        }
        for class in [
            "number", "inner", "two", "kana", "customer", "site", "product", "device", "miss", "words",
        ] {
            let mut of: Vec<_> = times.iter().filter(|t| t.1 == class).collect();
            of.sort();
            let hits: usize = of.iter().map(|t| t.3).sum();
            eprintln!(
                "{class:10} mean {:?} p50 {:?} max {:?} ({}) hits {}",
                of.iter().map(|t| t.0).sum::<Duration>() / of.len() as u32,
                of[of.len() / 2].0,
                of[of.len() - 1].0,
                of[of.len() - 1].2,
                hits / of.len()
            );
        }
        times.sort();
        let p99 = times[989].0.as_secs_f64() * 1e3;
        println!(
            "{{\"name\":\"find_p99_{name}\",\"round\":{round},\"value\":{p99:.2},\"unit\":\"ms\",\"limit\":{limit},\"ok\":{}}}",
            p99 <= limit
        );
    }
}
