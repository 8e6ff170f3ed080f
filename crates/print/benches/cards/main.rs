//! 1,000 different cards in one file, compared with the least work that could make them.
//!
//! `cargo bench -p kagifuda-print --bench cards` prints one JSON object a line: the processor time as a ratio to the
//! lower bound of the same run, the bytes of a card, and the memory at its highest. Each side runs in a process of its
//! own, so that neither warms up or bloats the other. Linux only: the numbers come from `/proc`.

mod lower_bound;

use std::fs::read_to_string;
use std::hint::black_box;
use std::num::NonZeroU32;
use std::process::{Command, ExitCode};

use kagifuda_domain::ids::{ActivationKeyNo, RegistrationId};
use kagifuda_print::{Batch, Facts, Item, Key, Language, Layout, Mark, Paper, Supplier, pdf};
use serde_json::{Value, json};

const CARDS: usize = 1_000;
const RUNS: usize = 5;
const PRINTED_AT: &str = "2026-11-20T15:00:00Z";

fn main() -> ExitCode {
    let child = std::env::args().find_map(|argument| argument.strip_prefix("--side=").map(str::to_owned));
    if let Some(side) = child {
        println!("{}", measured(&side));
        return ExitCode::SUCCESS;
    }
    let runs: Vec<(Value, Value)> = (0..RUNS).map(|_| (run("ours"), run("lower-bound"))).collect();
    let number = |value: &Value, name: &str| value[name].as_f64().unwrap_or(f64::NAN);
    let ratios = runs
        .iter()
        .map(|(ours, bound)| number(ours, "nanoseconds") / number(bound, "nanoseconds"));
    let highest = runs.iter().map(|(ours, _)| number(ours, "kib")).fold(0.0, f64::max);
    let bytes = number(&runs[0].0, "bytes");
    let results = [
        ("cards_1000", median(ratios.collect()), "ratio", 6.0),
        ("cards_1000_bytes", bytes / CARDS as f64, "bytes/card", 3_072.0),
        ("cards_1000_memory", highest / 1_024.0, "MiB", 128.0),
    ];
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

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Runs one side in a process of its own.
fn run(side: &str) -> Value {
    let program = std::env::current_exe().expect("the path of this program");
    let output = Command::new(program)
        .arg(format!("--side={side}"))
        .output()
        .expect("a child process");
    serde_json::from_slice(&output.stdout).expect("what the child measured")
}

fn measured(side: &str) -> Value {
    let batch = batch();
    let before = processor_nanoseconds();
    let bytes = match side {
        "ours" => pdf(&batch).expect("the batch is printed").bytes,
        _ => lower_bound::pdf(&batch),
    };
    let nanoseconds = processor_nanoseconds() - before;
    black_box(&bytes);
    if let Ok(path) = std::env::var("KEEP") {
        std::fs::write(path, &bytes).expect("room on the disk");
    }
    json!({"nanoseconds": nanoseconds, "bytes": bytes.len(), "kib": highest_kib()})
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

fn batch() -> Batch {
    // SplitMix64: numbers that look random and are the same in every run.
    let mut state = 0_u64;
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
    let mut item = move |i| Item {
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
        items: (0..CARDS).map(item).collect(),
    }
}
