//! Debian and Ubuntu: packages, by apt.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Result, bail};

use super::For;
use crate::shell;

/// What building and running needs, and why.
const TO_RUN: &[(&str, &str)] = &[
    ("build-essential", "links Rust and compiles SQLCipher"),
    ("pkg-config", "finds the libraries below"),
    ("libssl-dev", "the cipher of the office's cache"),
    ("libwebkit2gtk-4.1-dev", "draws the window"),
];

/// What testing needs besides.
const TO_TEST: &[(&str, &str)] = &[
    ("xvfb", "a display nobody sees"),
    ("xauth", "the key to that display"),
    ("webkit2gtk-driver", "drives the real window"),
    ("xclip", "copies a picture, to be pasted there"),
    ("dbus", "the session bus of the tests"),
    ("dbus-daemon", "starts that bus"),
    ("gnome-keyring", "a keychain to keep the cache's key in"),
    ("postgresql", "the server's other database"),
    ("poppler-utils", "draws PDF pages and reads their text"),
    ("mupdf-tools", "draws PDF pages again, in another way"),
    ("qpdf", "checks that a PDF is sound"),
    ("zbar-tools", "reads QR codes back"),
    ("python3-venv", "holds another reader of QR codes"),
    ("chromium", "draws the pages for their tests"),
    ("fonts-morisawa-bizud-gothic", "Japanese text"),
    ("fonts-noto-cjk", "rare Japanese characters"),
];

pub fn setup(purpose: For) -> Result<()> {
    let also = if purpose == For::Testing { TO_TEST } else { &[] };
    let wanted: Vec<_> = TO_RUN.iter().chain(also).copied().collect();
    let missing = missing(&wanted, &installed(&wanted)?);
    super::show(&missing);
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|(name, _)| *name).collect();
    install(&names)
}

/// Asks dpkg about the packages wanted: a line `name status` for each that it knows.
fn installed(wanted: &[(&str, &str)]) -> Result<String> {
    let names: Vec<_> = wanted.iter().map(|(name, _)| *name).collect();
    // Its own exit status only says that some are unknown to it, which is what we are here to find out.
    let output = shell::command("dpkg-query", &["-W", "-f", "${Package} ${db:Status-Status}\\n"])
        .args(names)
        .output()?;
    Ok(String::from_utf8(output.stdout)?)
}

fn missing<'a>(wanted: &[(&'a str, &'a str)], installed: &str) -> Vec<(&'a str, &'a str)> {
    let is_here = |name: &str| installed.lines().any(|line| line == format!("{name} installed"));
    wanted.iter().filter(|(name, _)| !is_here(name)).copied().collect()
}

fn install(names: &[&str]) -> Result<()> {
    let update = vec!["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"];
    let mut install = vec![
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
    ];
    install.extend(["install", "--yes", "--no-install-recommends"]);
    install.extend(names);
    let right = right(&install)?;
    for command in [update, install] {
        let words = [right, &command].concat();
        shell::run(&mut shell::command(words[0], &words[1..]))?;
    }
    Ok(())
}

/// What must stand before a command that changes the system. Asks the person first.
fn right(install: &[&str]) -> Result<&'static [&'static str]> {
    if shell::is_root() {
        return Ok(&[]);
    }
    let command = format!("sudo {}", install.join(" "));
    if !io::stdin().is_terminal() {
        if shell::works("sudo", &["-n", "true"]) {
            return Ok(&["sudo", "-n"]);
        }
        bail!("nobody is here to give the right to install; run this yourself, then try again:\n  {command}");
    }
    eprint!(
        "\nTo install what is missing, this would run, with a list of packages fetched first:\n  {command}\nMay it? [y/N] "
    );
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    if !["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        bail!("nothing was installed");
    }
    Ok(&["sudo"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dpkg_does_not_call_installed_is_missing() {
        let wanted = [("qpdf", "a"), ("xvfb", "b"), ("dbus", "c"), ("xauth", "d")];
        let known = "qpdf installed\nxvfb config-files\ndbus-daemon installed\nxauth installed\n";
        assert_eq!(missing(&wanted, known), [("xvfb", "b"), ("dbus", "c")]);
    }
}
