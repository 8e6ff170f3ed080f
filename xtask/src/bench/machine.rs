//! What was measured on: a figure without its machine says nothing.

use std::fs;
use std::thread;

use anyhow::Result;

use crate::shell;

/// One line: date, revision, processor, cores, load and memory, as they are before measuring.
pub fn describe() -> Result<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a report carries the date of the machine it was made on"
    )]
    let date = chrono::Utc::now().format("%Y-%m-%d %H:%M UTC");
    let revision = shell::read(&mut shell::command(
        "git",
        &["-c", "safe.directory=*", "describe", "--always", "--dirty"],
    ));
    let revision = revision.map_or_else(|_| "no revision yet".to_owned(), |revision| revision.trim().to_owned());
    let cores = thread::available_parallelism()?;
    let system = std::env::consts::OS;
    let [processor, load, memory] = [
        linux("/proc/cpuinfo", |text| field(text, "model name")),
        linux("/proc/loadavg", |text| text.split(' ').next().map(str::to_owned)),
        linux("/proc/meminfo", |text| field(text, "MemTotal")),
    ];
    Ok(format!(
        "{date} · {revision} · {system} · {processor} · {cores} cores · load before: {load} · memory: {memory}"
    ))
}

/// Time that programs wanted of the processors, in ticks since the machine was started.
#[derive(Debug, PartialEq)]
pub struct Wanted {
    had: u64,
    /// What the host of a virtual machine gave to others: it makes absolute figures worse, and ratios hardly.
    stolen: u64,
}

impl Wanted {
    /// Until now; unknown where the system is not Linux.
    pub fn until_now() -> Option<Self> {
        Self::read(&fs::read_to_string("/proc/stat").ok()?)
    }

    fn read(text: &str) -> Option<Self> {
        let ticks = text.lines().next()?.strip_prefix("cpu ")?.split_whitespace();
        let ticks: Vec<u64> = ticks.map_while(|count| count.parse().ok()).collect();
        let &[user, nice, system, _idle, _waiting, interrupts, soft, stolen, ..] = ticks.as_slice() else {
            return None;
        };
        Some(Self {
            had: user + nice + system + interrupts + soft,
            stolen,
        })
    }

    /// How much was stolen of what was wanted since `before`, in words for the report.
    pub fn stolen_since(now: Option<Self>, before: Option<Self>) -> String {
        let (Some(now), Some(before)) = (now, before) else {
            return UNKNOWN.to_owned();
        };
        let stolen = now.stolen.saturating_sub(before.stolen);
        let wanted = now.had.saturating_sub(before.had) + stolen;
        format!("{} %", 100 * stolen / wanted.max(1))
    }
}

/// What stands where the system does not tell.
const UNKNOWN: &str = "not known";

/// A fact that only Linux tells in a file.
fn linux(file: &str, find: impl Fn(&str) -> Option<String>) -> String {
    fs::read_to_string(file)
        .ok()
        .and_then(|text| find(&text))
        .unwrap_or_else(|| UNKNOWN.to_owned())
}

/// The value of the first line `name : value`.
fn field(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        (found.trim() == name).then(|| value.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "processor\t: 0\nmodel name\t: Fast CPU @ 3 GHz\nMemTotal:  100 kB\n";
        assert_eq!(field(text, "model name").as_deref(), Some("Fast CPU @ 3 GHz"));
        assert_eq!(field(text, "MemTotal").as_deref(), Some("100 kB"));
        assert_eq!(field(text, "model"), None);
    }

    #[test]
    fn what_the_host_gave_to_others_is_a_share_of_what_was_wanted() {
        let before = || Wanted::read("cpu  100 0 50 900 20 0 0 10 0 0\ncpu0 1 2 3\n");
        let after = || Wanted::read("cpu  160 5 55 950 25 1 4 35 0 0\n");
        assert_eq!(Wanted::stolen_since(after(), before()), "25 %");
        assert_eq!(Wanted::stolen_since(before(), before()), "0 %");
        assert_eq!(Wanted::stolen_since(after(), Wanted::read("cpu 1 2")), UNKNOWN);
    }
}
