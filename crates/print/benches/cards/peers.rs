//! The same cards made with other programs: typst, ReportLab and pdfkit.
//!
//! They draw what the lower bound draws: the words at places given to them, and the codes as rectangles worked out
//! beforehand, which spares them the line breaks and the codes that are most of our own work.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use kagifuda_print::{Batch, Key};
use lopdf::Document;
use serde_json::{Value, json};

use crate::lower_bound;

/// By what the folder is found into which `cargo xtask bench` installs the peers.
const FOLDER: &str = "KAGIFUDA_BENCH_PEERS";

/// How often each peer runs; the fastest run counts.
const RUNS: usize = 2;

struct Peer {
    name: &'static str,
    script: &'static str,
}

const PEERS: [Peer; 3] = [
    Peer {
        name: "typst",
        script: "with_typst.py",
    },
    Peer {
        name: "reportlab",
        script: "with_reportlab.py",
    },
    Peer {
        name: "pdfkit",
        script: "with_pdfkit.cjs",
    },
];

/// How long each peer takes for `batch`, from its start to its end. One that is not installed is named and left out.
pub fn times(batch: &Batch) -> Vec<(&'static str, Duration)> {
    let Some(installed) = env::var_os(FOLDER).map(PathBuf::from) else {
        eprintln!("not compared with other programs: {FOLDER} names no folder with them");
        return Vec::new();
    };
    let work = tempfile::tempdir().expect("a temporary folder");
    let data = work.path().join("data.json");
    std::fs::write(&data, cards(batch).to_string()).expect("room on the disk");
    let time = |peer: &Peer| {
        if !peer.is_in(&installed) {
            eprintln!("not compared with {}: it is not installed", peer.name);
            return None;
        }
        let runs = (0..RUNS).map(|_| peer.time(&installed, &data, &work.path().join("cards.pdf"), batch.items.len()));
        Some((peer.name, runs.min()?))
    };
    PEERS.iter().filter_map(time).collect()
}

impl Peer {
    fn is_javascript(&self) -> bool {
        self.script.ends_with(".cjs")
    }

    fn is_in(&self, installed: &Path) -> bool {
        if self.is_javascript() {
            return installed.join("node_modules").join(self.name).is_dir();
        }
        let import = format!("import {}", self.name);
        let found = Command::new(installed.join("python/bin/python"))
            .args(["-c", &import])
            .output();
        found.is_ok_and(|output| output.status.success())
    }

    fn time(&self, installed: &Path, data: &Path, out: &Path, pages: usize) -> Duration {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut command = if self.is_javascript() {
            Command::new("node")
        } else {
            Command::new(installed.join("python/bin/python"))
        };
        command.arg(here.join("benches/peers").join(self.script));
        command.args([data, &here.join("fonts"), out]);
        let begin = Instant::now();
        let status = command.status().expect("the peer starts");
        let time = begin.elapsed();
        assert!(status.success(), "{} failed", self.name);
        let made = Document::load(out).expect("a PDF").get_pages().len();
        assert_eq!(made, pages, "pages by {}", self.name);
        time
    }
}

/// What is to be drawn. Lengths in points from the lower left corner; codes in modules from their upper left corner.
fn cards(batch: &Batch) -> Value {
    let card = |item: &Key| {
        let texts = lower_bound::texts(item);
        let (bits, modules) = lower_bound::code(item);
        let runs = runs(&bits, modules as usize);
        json!({
            "lines": texts[..3],
            "numbers": texts[3..],
            "modules": modules,
            "svg": svg(&runs, modules),
            "runs": runs,
        })
    };
    json!({
        "page": [297.64, 419.53],
        "static": lower_bound::STATIC,
        "rules": lower_bound::RULES,
        "boxes": lower_bound::boxes(),
        "cards": lower_bound::keys(batch).map(card).collect::<Vec<_>>(),
    })
}

/// The dark modules of a code as `[x, y, length]` of each run along a row. In `bits`, dark is 0.
fn runs(bits: &[u8], modules: usize) -> Vec<[usize; 3]> {
    let mut runs: Vec<[usize; 3]> = Vec::new();
    for (y, row) in bits.chunks(modules.div_ceil(8)).enumerate() {
        for x in (0..modules).filter(|x| row[x / 8] & (0x80 >> (x % 8)) == 0) {
            match runs.last_mut() {
                Some([from, of, length]) if *of == y && *from + *length == x => *length += 1,
                Some(_) | None => runs.push([x, y, 1]),
            }
        }
    }
    runs
}

/// The same as a picture for typst.
fn svg(runs: &[[usize; 3]], modules: i32) -> String {
    let rectangle = |[x, y, length]: &[usize; 3]| format!("M{x} {y}h{length}v1h-{length}z");
    let path: String = runs.iter().map(rectangle).collect();
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modules} {modules}"><path d="{path}"/></svg>"#)
}
