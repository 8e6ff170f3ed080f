//! Node.js, and the packages of `ui/`.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::shell;

/// The oldest Node.js that Vite and Vitest run on.
const OLDEST: u32 = 20;

pub fn setup() -> Result<()> {
    let version = shell::read(&mut shell::command("node", &["--version"])).with_context(|| {
        format!("Node.js {OLDEST} or newer builds the window's pages: get it from https://nodejs.org")
    })?;
    if major(&version).is_none_or(|major| major < OLDEST) {
        bail!(
            "Node.js {OLDEST} or newer is needed, this is {}: get it from https://nodejs.org",
            version.trim()
        );
    }
    if is_stale(
        changed("ui/package-lock.json")?,
        changed("ui/node_modules/.package-lock.json").ok(),
    ) {
        eprintln!("missing: the npm packages of ui/ (or they are older than its package-lock.json)");
        shell::run(&mut shell::npm(&["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// `20` of `v20.1.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm leaves its own copy of the lock file behind when it is done, so a broken installation counts as none.
fn is_stale(wanted: SystemTime, installed: Option<SystemTime>) -> bool {
    installed.is_none_or(|installed| installed < wanted)
}

fn changed(path: impl AsRef<Path>) -> Result<SystemTime> {
    let path = path.as_ref();
    fs::metadata(path)
        .and_then(|file| file.modified())
        .with_context(|| format!("cannot find {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_major_version_is_read() {
        for (version, expected) in [
            ("v20.20.2\n", Some(20)),
            ("v8.0.0", Some(8)),
            ("20.1.0", None),
            ("", None),
        ] {
            assert_eq!(major(version), expected, "{version}");
        }
    }

    #[test]
    fn packages_older_than_their_list_are_stale() {
        let then = SystemTime::UNIX_EPOCH;
        let later = then + Duration::from_secs(1);
        for (wanted, installed, expected) in [
            (then, None, true),
            (later, Some(then), true),
            (then, Some(then), false),
            (then, Some(later), false),
        ] {
            assert_eq!(is_stale(wanted, installed), expected, "{wanted:?} {installed:?}");
        }
    }
}
