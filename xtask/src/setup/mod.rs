//! Finding what this machine lacks, and installing it.
//!
//! Promises: each missing thing is named with its reason, nothing is installed with foreign rights unasked, and nothing
//! runs when nothing is missing.
//! Rust itself and Node.js are not installed here: they are what a machine is expected to have.

mod debian;
mod node;
mod other;
pub mod python;

use std::fs;

use anyhow::Result;

use crate::shell;

/// What the machine is made ready for. Testing needs all that running needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    Running,
    Testing,
}

/// Installs what is missing.
pub fn setup(purpose: For) -> Result<()> {
    match system() {
        System::Debian => debian::setup(purpose)?,
        System::OtherLinux => other::linux(purpose)?,
        System::MacOs => other::macos()?,
        System::Windows => other::windows()?,
    }
    if purpose == For::Testing {
        rust_components()?;
        // On the other systems the tools that draw and read pages are missing as well.
        if cfg!(target_os = "linux") {
            python::setup()?;
        }
    }
    node::setup()
}

enum System {
    /// Debian, Ubuntu and their kin.
    Debian,
    OtherLinux,
    MacOs,
    Windows,
}

fn system() -> System {
    if cfg!(windows) {
        System::Windows
    } else if cfg!(target_os = "macos") {
        System::MacOs
    } else if fs::read_to_string("/etc/os-release").is_ok_and(|release| is_debian(&release)) {
        System::Debian
    } else {
        System::OtherLinux
    }
}

/// Whether an `os-release` file says so in `ID` or `ID_LIKE`.
fn is_debian(os_release: &str) -> bool {
    let values = os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")));
    values
        .flat_map(|value| value.trim_matches('"').split(' '))
        .any(|id| id == "debian" || id == "ubuntu")
}

/// rustup's minimal profile comes without these two.
fn rust_components() -> Result<()> {
    for (component, subcommand, why) in [
        ("rustfmt", "fmt", "checks the layout"),
        ("clippy", "clippy", "checks the code"),
    ] {
        if !shell::works("cargo", &[subcommand, "--version"]) {
            eprintln!("missing: {component} ({why})");
            shell::run(&mut shell::command("rustup", &["component", "add", component]))?;
        }
    }
    Ok(())
}

/// Shows what is missing, one line each.
fn show<'a>(missing: impl IntoIterator<Item = &'a (&'a str, &'a str)>) {
    for (name, why) in missing {
        eprintln!("missing: {name} ({why})");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_and_its_kin_are_known() {
        for (release, expected) in [
            ("PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n", true),
            ("ID=ubuntu\nID_LIKE=debian\n", true),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", true),
            ("ID=fedora\nNAME=\"not debian\"\n", false),
            ("VERSION_ID=debian\n", false),
        ] {
            assert_eq!(is_debian(release), expected, "{release}");
        }
    }
}
