//! Programs in Python that tests and benches compare ours with. Each list of them has a virtual environment of its own
//! below `target/`, so nothing is installed on the machine, and `cargo clean` takes them along.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::shell;

/// The second reader of two-dimensional codes; `crates/print/tests/sheets` looks for it there.
const READERS: [&str; 2] = ["target/readers", "crates/print/tests/sheets/readers.txt"];

pub fn setup() -> Result<()> {
    let [folder, list] = READERS;
    environment(folder, list)
}

/// Makes `folder` an environment with the packages of `list`, a file as pip reads it, if it is not that already.
pub fn environment(folder: &str, list: &str) -> Result<()> {
    let wanted = fs::read_to_string(list).with_context(|| format!("cannot read {list}"))?;
    if holds(folder, &wanted) {
        return Ok(());
    }
    eprintln!("missing: the Python packages of {list}");
    shell::run(&mut shell::command("python3", &["-m", "venv", "--clear", folder]))?;
    let python = format!("{folder}/bin/python");
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        list,
    ];
    shell::run(&mut shell::command(python, &install))?;
    fs::write(installed(folder), wanted).with_context(|| format!("cannot write to {folder}"))
}

/// Whether `folder` was filled from this very list. The note is written last, so a broken installation counts as none.
fn holds(folder: &str, wanted: &str) -> bool {
    fs::read_to_string(installed(folder)).is_ok_and(|installed| installed == wanted)
}

fn installed(folder: &str) -> PathBuf {
    Path::new(folder).join("installed.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_holds_the_list_it_was_filled_from_and_no_other() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folder = folder.path().to_str().expect("a plain path");
        assert!(!holds(folder, "reader==1\n"));
        fs::write(installed(folder), "reader==1\n").expect("room on the disk");
        assert!(holds(folder, "reader==1\n"));
        assert!(!holds(folder, "reader==2\n"));
    }
}
