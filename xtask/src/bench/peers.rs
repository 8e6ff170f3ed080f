//! The programs that ours is compared with when it prints cards, each at its pinned version, below `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::setup::python;
use crate::shell;

/// By what the bench finds them.
pub const VARIABLE: &str = "KAGIFUDA_BENCH_PEERS";

const FOLDER: &str = "target/bench-peers";
const LISTS: &str = "crates/print/benches/peers";

/// Installs what is missing and gives the folder. Without a way to a package registry the bench runs all the same, and
/// says with what it did not compare.
pub fn install() -> Result<PathBuf> {
    fs::create_dir_all(FOLDER).with_context(|| format!("cannot make {FOLDER}"))?;
    let python = python::environment(&format!("{FOLDER}/python"), &format!("{LISTS}/requirements.txt"));
    for (peers, installed) in [("typst and ReportLab", python), ("pdfkit", npm())] {
        if let Err(reason) = installed {
            eprintln!("{peers} cannot be installed, so there is no comparison: {reason:#}");
        }
    }
    fs::canonicalize(FOLDER).with_context(|| format!("cannot find {FOLDER}"))
}

fn npm() -> Result<()> {
    let wanted = fs::read_to_string(format!("{LISTS}/npm.txt"))?;
    let installed = Path::new(FOLDER).join("npm.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut install = shell::npm(&["install", "--no-save", "--no-audit", "--no-fund", "--prefix", "."]);
    shell::run(install.args(wanted.split_whitespace()).current_dir(FOLDER))?;
    Ok(fs::write(installed, wanted)?)
}
