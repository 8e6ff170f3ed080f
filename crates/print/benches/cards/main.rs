//! 1,000 different cards in one file, compared with the least work that could make them and with other programs.
//!
//! `cargo bench -p kagifuda-print --bench cards` prints one JSON object a line: the processor time as a ratio to the
//! lower bound of the same run, the time on the clock as a ratio to each peer's, the bytes of a card, and the memory at
//! its highest. Each side runs in a process of its own, so that neither warms up or bloats the other. Linux only: the
//! numbers come from `/proc`.

mod lower_bound;
mod peers;

use std::fs::read_to_string;
use std::hint::black_box;
use std::num::NonZeroU32;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use kagifuda_domain::ids::{ActivationKeyNo, RegistrationId};
use kagifuda_print::{Batch, Facts, Item, Key, Language, Layout, Mark, Paper, Supplier, pdf};
use serde_json::{Value, json};

/// The cards of one file.
const CARDS: usize = 1_000;
/// The files of the largest order.
const FILES: usize = 10;
const RUNS: usize = 5;
const PRINTED_AT: &str = "2026-11-20T15:00:00Z";

fn main() -> ExitCode {
    let child = std::env::args().find_map(|argument| argument.strip_prefix("--side=").map(str::to_owned));
    if let Some(side) = child {
        println!("{}", measured(&side));
        return ExitCode::SUCCESS;
    }
    let runs: Vec<[Value; 2]> = (0..RUNS).map(|_| [run("ours"), run("lower-bound")]).collect();
    let ours = || runs.iter().map(|[ours, _]| ours);
    let ratios = runs
        .iter()
        .map(|[ours, bound]| number(ours, "nanoseconds") / number(bound, "nanoseconds"));
    let highest = ours().map(|ours| number(ours, "kib")).fold(0.0, f64::max);
    let mut results = vec![
        ("cards_1000".to_owned(), median(ratios.collect()), "ratio", 4.0),
        (
            "cards_1000_bytes".into(),
            number(&runs[0][0], "bytes") / CARDS as f64,
            "bytes/card",
            3_072.0,
        ),
        ("cards_1000_memory".into(), highest / 1_024.0, "MiB", 128.0),
        ("card_bytes".into(), number(&run("one"), "bytes"), "bytes", 61_440.0),
        (
            "cards_10000_memory".into(),
            number(&run("files"), "kib") / 1_024.0,
            "MiB",
            256.0,
        ),
    ];
    let seconds = median(ours().map(|ours| number(ours, "seconds")).collect());
    for (peer, time) in peers::times(&batch(0, CARDS)) {
        results.push((
            format!("cards_1000_over_{peer}"),
            seconds / time.as_secs_f64(),
            "ratio",
            0.5,
        ));
    }
    let mut all_ok = true;
    for (name, value, unit, limit) in results {
        let value = (value * 100.0).round() / 100.0;
        let ok = value <= limit;
        all_ok &= ok;
        println!(
            "{}",
            json!({"name": name, "value": value, "unit": unit, "limit": limit, "ok": ok})
        );
    }
    if all_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap_or(f64::NAN)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs one side in a process of its own, and adds how long that was there.
fn run(side: &str) -> Value {
    let program = std::env::current_exe().expect("the path of this program");
    let begin = Instant::now();
    let output = Command::new(program)
        .arg(format!("--side={side}"))
        .output()
        .expect("a child process");
    let seconds = begin.elapsed().as_secs_f64();
    let mut measured: Value = serde_json::from_slice(&output.stdout).expect("what the child measured");
    measured["seconds"] = seconds.into();
    measured
}

fn measured(side: &str) -> Value {
    if side == "files" {
        all_files();
        return json!({"kib": highest_kib()});
    }
    let batch = batch(0, if side == "one" { 1 } else { CARDS });
    let before = processor_nanoseconds();
    let bytes = match side {
        "lower-bound" => lower_bound::pdf(&batch),
        _ => pdf(&batch).expect("the batch is printed").bytes,
    };
    let nanoseconds = processor_nanoseconds() - before;
    black_box(&bytes);
    if let Ok(path) = std::env::var("KEEP") {
        std::fs::write(path, &bytes).expect("room on the disk");
    }
    json!({"nanoseconds": nanoseconds, "bytes": bytes.len(), "kib": highest_kib()})
}

/// The largest order, as an office makes it: file after file on every processor, each to the disk as soon as it is made.
fn all_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let next = AtomicUsize::new(0);
    let worker = || {
        loop {
            let file = next.fetch_add(1, Ordering::Relaxed);
            if file >= FILES {
                break;
            }
            let made = pdf(&batch(file as u64, CARDS)).expect("the batch is printed");
            std::fs::write(folder.path().join(format!("{file}.pdf")), made.bytes).expect("room on the disk");
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
}

/// The time this (only) thread has spent on a processor.
fn processor_nanoseconds() -> u64 {
    let schedule = read_to_string("/proc/self/schedstat").expect("Linux");
    let first = schedule.split_whitespace().next().and_then(|field| field.parse().ok());
    first.expect("nanoseconds")
}

/// The most memory this process has used.
fn highest_kib() -> u64 {
    let status = read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let field = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    field.expect("KiB")
}

fn batch(seed: u64, count: usize) -> Batch {
    // SplitMix64: numbers that look random and are the same in every run.
    let mut state = seed << 32;
    let mut next = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut key = move |i: usize| Key {
        activation_key: ActivationKeyNo::from_bits(next()),
        registration_id: RegistrationId::from_bits(next()),
        product: "KX-VCS301".parse().expect("a product code"),
        product_name: "多地点接続拡張キー".into(),
        product_use: "ソフトウェア拡張".into(),
        device: None,
        registration_key: None,
        site: Some(format!("福岡支店 {}階 会議室", i % 9 + 1)),
        customer: Some(format!("第{i}髙橋セキュリティサービス")),
        issued_at: None,
    };
    let item = move |i| Item {
        facts: Facts::Card(key(i)),
        mark: Mark {
            copy: NonZeroU32::MIN,
            at: PRINTED_AT.parse().expect("an instant"),
            by: "tanaka01".into(),
        },
    };
    Batch {
        layout: Layout::Page(Paper::A6),
        language: Language::Ja,
        printed_at: PRINTED_AT.parse().expect("an instant"),
        address: Some("https://keys.example.jp".parse().expect("an address")),
        supplier: Supplier {
            company: "株式会社みなと通信システム".into(),
            phone: Some("092-000-0000".into()),
            email: Some("support@minato.example.jp".into()),
        },
        masked: false,
        contents: None,
        items: (0..count).map(item).collect(),
    }
}
