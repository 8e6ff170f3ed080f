//! `kagifuda-cli`: the desk of a dealer's office without a window, for terminals and scripts.
//!
//! Promises: with `--json` exactly one object on standard output and nothing else; everything that is no result goes to
//! standard error; the exit status says how it went (0 done, 1 refused, 2 usage, 3 server not reachable, 4 failed).
//!
//! Deliberately not here: deciding anything. Each command parses its arguments, calls the desk once, and shows the answer.

mod answer;
mod args;
mod commands;
mod plan;
mod show;
mod table;
mod words;

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use kagifuda_desk::view::Language;
use tracing_subscriber::EnvFilter;

use crate::answer::Answer;
use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => return not_understood(&usage),
    };
    log_to_stderr();
    let language = cli
        .lang
        .map_or_else(|| language_of_system(|name| env::var(name).ok()), Language::from);
    match &cli.command {
        Command::Plan => plan_lines(),
        Command::Recover => finish(commands::recover(&cli, language), cli.json, language),
        Command::Desk(command) => finish(commands::run(&cli, command, language), cli.json, language),
    }
}

/// Does `work` and shows its answer.
fn finish(work: impl Future<Output = Answer>, json: bool, language: Language) -> ExitCode {
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => give(&runtime.block_on(work), json, language),
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(answer::FAILED)
        }
    }
}

/// Needs neither a cache nor an account.
fn plan_lines() -> ExitCode {
    match plan::answer_lines(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(answer::FAILED)
        }
    }
}

/// Shows the answer where it belongs.
fn give(answer: &Answer, json: bool, language: Language) -> ExitCode {
    let written = match answer {
        Answer::Done { json: object, .. } if json => writeln!(io::stdout(), "{object}"),
        Answer::Done { text, .. } => writeln!(io::stdout(), "{text}"),
        Answer::Problem(problem) => {
            eprintln!("{}", show::problem(problem, language));
            if json {
                writeln!(io::stdout(), "{}", answer::json(problem))
            } else {
                Ok(())
            }
        }
    };
    match written {
        Ok(()) => ExitCode::from(answer.exit_status()),
        // Nobody listens any more, as behind `| head`.
        Err(_) => ExitCode::from(answer::FAILED),
    }
}

/// What clap says; a script that wants JSON gets its one object here too.
fn not_understood(usage: &clap::Error) -> ExitCode {
    usage.print().ok();
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = usage.kind() {
        return ExitCode::SUCCESS;
    }
    if env::args().any(|argument| argument == "--json") {
        println!(r#"{{"code":"usage","outcome":"refused"}}"#);
    }
    ExitCode::from(answer::USAGE)
}

/// Faults are told with their causes; `KAGIFUDA_LOG` asks for more.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_env("KAGIFUDA_LOG").unwrap_or_else(|_| EnvFilter::new("error"));
    let ansi = io::stderr().is_terminal();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(ansi)
        .init();
}

/// The language that the system's settings, read by `setting`, ask for: English if they say so, else Japanese.
fn language_of_system(setting: impl Fn(&str) -> Option<String>) -> Language {
    let mut settings = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(setting);
    match settings.find(|value| !value.is_empty()) {
        Some(locale) if locale.starts_with("en") => Language::En,
        Some(_) | None => Language::Ja,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_setting_that_is_there_tells_the_language() {
        for (settings, language) in [
            (vec![], Language::Ja),
            (vec![("LANG", "en_GB.UTF-8")], Language::En),
            (vec![("LANG", "ja_JP.UTF-8")], Language::Ja),
            (vec![("LC_ALL", "ja_JP.UTF-8"), ("LANG", "en_US.UTF-8")], Language::Ja),
            (
                vec![("LC_ALL", ""), ("LC_MESSAGES", "en_US"), ("LANG", "ja_JP")],
                Language::En,
            ),
            (vec![("LANG", "C.UTF-8")], Language::Ja),
        ] {
            let setting = |name: &str| {
                settings
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| (*value).to_owned())
            };
            assert_eq!(language_of_system(setting), language, "{settings:?}");
        }
    }
}
