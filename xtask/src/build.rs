//! Building, always with the same flags: another set of features would build most dependencies again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell;

/// What follows every `cargo build`, `clippy`, `test` and `bench`. The window carries its built pages inside.
const WORKSPACE: [&str; 3] = ["--workspace", "--features", "kagifuda/custom-protocol"];

/// `cargo subcommand` for the whole workspace, then `more`.
pub fn cargo(subcommand: &str, more: &[&str]) -> Command {
    let mut cargo = shell::cargo(&[subcommand]);
    cargo.args(WORKSPACE).args(more);
    cargo
}

/// Builds the window's pages into `ui/dist`.
pub fn pages() -> Result<()> {
    shell::run(&mut shell::npm(&["run", "build"]))
}

/// Makes sure that there is a folder of built pages, be it empty: without it the window does not compile.
pub fn pages_folder() -> Result<()> {
    fs::create_dir_all("ui/dist").context("cannot make ui/dist")
}

/// Where `cargo build` puts the program `name`.
pub fn program(name: &str) -> Result<PathBuf> {
    let metadata = shell::read(&mut shell::cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Metadata = serde_json::from_str(&metadata).context("cannot read `cargo metadata`")?;
    let program = metadata
        .target_directory
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX));
    // Shown and started from the repository's root, as a person would.
    let root = env::current_dir()?;
    Ok(program.strip_prefix(root).map(Path::to_owned).unwrap_or(program))
}

#[derive(Deserialize)]
struct Metadata {
    target_directory: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_lies_among_the_debug_builds() {
        let program = program("kagifuda-cli").expect("cargo knows its folder");
        assert!(
            program.with_extension("").ends_with("debug/kagifuda-cli"),
            "{program:?}"
        );
    }
}
