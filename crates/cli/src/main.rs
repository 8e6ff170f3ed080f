//! `kagifuda-cli`: the desk of a dealer's office without a window, for terminals and scripts.
//!
//! Promises: with `--json` exactly one object on standard output and nothing else; everything that is no result goes to
//! standard error; the exit status says how it went (0 done, 1 refused, 2 usage, 3 server not reachable, 4 failed).
//!
//! Deliberately not here: deciding anything. Each command parses its arguments, calls the desk once, and shows the answer.

mod answer;
mod args;
mod commands;
mod log;
mod paper;
mod plan;
mod scan;
mod show;
mod table;
mod terminal;
mod usage;
mod words;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use kagifuda_desk::Home;
use kagifuda_desk::view::Language;

use crate::answer::{Answer, Outcome};
use crate::args::{Cli, Command};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => return not_understood(&usage),
    };
    let home = cli
        .home
        .clone()
        .map_or_else(Home::of_user, |folder| Some(Home::in_folder(folder)));
    log::start(home.as_ref().map(|home| home.folder().to_owned()));
    let language = cli
        .lang
        .map_or_else(|| language_of_system(|name| env::var(name).ok()), Language::from);
    match &cli.command {
        Command::Plan => plan_lines(),
        Command::Recover => finish(commands::recover(home, language), cli.json, language),
        Command::Desk(command) => finish(commands::run(&cli, home, command, language), cli.json, language),
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
    if !answer.answered.is_empty() {
        eprintln!("{}", show::answered(&answer.answered, language));
    }
    let text = match &answer.outcome {
        Outcome::Done { text, .. } => Some(text),
        Outcome::Problem(problem) => {
            eprintln!("{}", show::problem(problem, language));
            None
        }
        Outcome::Misuse(misuse) => {
            eprintln!("{}", usage::misuse(misuse, language));
            None
        }
    };
    let written = match text {
        _ if json => writeln!(io::stdout(), "{}", answer.json()),
        Some(text) => writeln!(io::stdout(), "{text}"),
        None => Ok(()),
    };
    match written {
        Ok(()) => ExitCode::from(answer.exit_status()),
        // Nobody listens any more, as behind `| head`.
        Err(_) => ExitCode::from(answer::FAILED),
    }
}

/// What clap says; a script that wants JSON gets its one object here too.
fn not_understood(error: &clap::Error) -> ExitCode {
    let arguments: Vec<String> = env::args_os()
        .map(|typed| typed.to_string_lossy().into_owned())
        .collect();
    match usage::clap_in_words(error, language_of(&arguments)) {
        Some(words) => eprintln!("{words}"),
        None => error.print().unwrap_or_default(),
    }
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = error.kind() {
        return ExitCode::SUCCESS;
    }
    if arguments.iter().any(|argument| argument == "--json") {
        println!("{}", answer::usage());
    }
    ExitCode::from(answer::USAGE)
}

/// The language that arguments ask for which are no whole form.
fn language_of(arguments: &[String]) -> Language {
    let asked_for = |words: &[&str; 2]| {
        let pair = arguments.windows(2).any(|pair| pair == words);
        pair || arguments.contains(&words.join("="))
    };
    if asked_for(&["--lang", "en"]) {
        Language::En
    } else if asked_for(&["--lang", "ja"]) {
        Language::Ja
    } else {
        language_of_system(|name| env::var(name).ok())
    }
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
