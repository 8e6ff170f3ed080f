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

/// A fact that only Linux tells in a file.
fn linux(file: &str, find: impl Fn(&str) -> Option<String>) -> String {
    fs::read_to_string(file)
        .ok()
        .and_then(|text| find(&text))
        .unwrap_or_else(|| "not known".to_owned())
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
}
