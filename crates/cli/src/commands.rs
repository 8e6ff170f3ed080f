//! One function a command: arguments in, one call of the desk, the answer out.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::sync::Arc;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    IssueForm, IssueLine, Language, OutcomeView, SignInForm, SubmitView, SyncEvent, SyncReport, Warning,
};
use kagifuda_desk::{Desk, Home, SystemClock};

use crate::answer::Answer;
use crate::args::{Cli, DeskCommand, Find, Issue, SignIn, pair};
use crate::paper;
use crate::scan;
use crate::show;
use crate::terminal;
use crate::usage::Misuse;

/// Runs `command` in `home` as `cli` says.
pub async fn run(cli: &Cli, home: Option<Home>, command: &DeskCommand, language: Language) -> Answer {
    let done = async {
        let home = home.ok_or_else(no_home)?;
        let desk = Desk::open(home.clone(), Arc::new(SystemClock)).await?;
        let answer = act(&desk, cli, command, language).await.unwrap_or_else(|early| early);
        let answer = answer.at(&home);
        for warning in desk.warnings().iter().filter(|warning| is_said(warning, command)) {
            eprintln!("{}", show::warning(warning, language));
        }
        // A program that ended while the cache is still being closed could crash.
        desk.close().await;
        Ok(answer)
    };
    done.await.unwrap_or_else(|trouble: Problem| trouble.into())
}

/// Sets the cache aside and begins a new one. Needs no desk: it is for a cache that does not open.
pub async fn recover(home: Option<Home>, language: Language) -> Answer {
    let done = async {
        let recovered = Desk::recover(&home.ok_or_else(no_home)?).await?;
        Ok(Answer::done(&recovered, show::recovered(&recovered, language)))
    };
    done.await.unwrap_or_else(|trouble: Problem| trouble.into())
}

fn no_home() -> Problem {
    Problem::FileAccess { path: "~".into() }
}

/// Where the key lies is said on signing in and when the state is asked for; a clock that is off, always.
fn is_said(warning: &Warning, command: &DeskCommand) -> bool {
    match warning {
        Warning::ClockAhead { .. } | Warning::ClockBehind { .. } => true,
        Warning::KeyInFile { .. } | Warning::DataAside { .. } => {
            matches!(command, DeskCommand::SignIn(_) | DeskCommand::Status)
        }
    }
}

/// `Err` is an answer too: one that came early.
async fn act(desk: &Desk, cli: &Cli, command: &DeskCommand, language: Language) -> Result<Answer, Answer> {
    match command {
        DeskCommand::SignIn(args) => sign_in(desk, args, language).await,
        DeskCommand::Sync => sync(desk, language).await,
        DeskCommand::Find(args) => find(desk, args, language).await,
        DeskCommand::Issue(args) => issue(desk, args, language).await,
        DeskCommand::Scan(args) => scan::scan(desk, args, language).await,
        DeskCommand::Print(args) => {
            paper::print(desk, args, cli.lang.map_or(Language::Ja, Language::from), language).await
        }
        DeskCommand::Reprint(args) => paper::reprint(desk, args, language).await,
        DeskCommand::Prints(args) => paper::prints(desk, args, language).await,
        DeskCommand::Printers => paper::printers(desk, language).await,
        DeskCommand::LabelSheets => paper::label_sheets(desk).await,
        DeskCommand::Status => {
            let status = desk.status().await?;
            Ok(Answer::done(&status, show::status(&status, language)))
        }
        DeskCommand::Intents => {
            let intents = desk.intents().await?;
            Ok(Answer::done(
                &serde_json::json!({ "intents": intents }),
                show::intents(&intents, language),
            ))
        }
    }
}

/// Why nothing came on standard input.
fn no_input(reason: io::Error) -> Answer {
    if reason.kind() == io::ErrorKind::InvalidData {
        return Misuse::InputNotUtf8.into();
    }
    Problem::FileAccess { path: "stdin".into() }.into()
}

async fn sign_in(desk: &Desk, args: &SignIn, language: Language) -> Result<Answer, Answer> {
    let mut form = SignInForm {
        server: args.server.clone(),
        login: args.login.clone(),
        password: line(io::stdin().lock())?,
        code: None,
    };
    if args.code_stdin {
        form.code = Some(line(io::stdin().lock())?);
    }
    let mut signed_in = desk.sign_in(form.clone()).await;
    if signed_in == Err(Problem::SecondFactorWanted)
        && let Some(typed) = terminal::ask(show::code_wanted(language))
    {
        form.code = Some(typed);
        signed_in = desk.sign_in(form).await;
    }
    let status = signed_in?;
    Ok(Answer::done(&status.account, show::signed_in(&status, language)))
}

/// The next line of `input`, without its end; empty where there is none.
pub fn line(mut input: impl BufRead) -> Result<String, Answer> {
    let mut line = String::new();
    input.read_line(&mut line).map_err(no_input)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn sync(desk: &Desk, language: Language) -> Result<Answer, Answer> {
    let to_terminal = io::stderr().is_terminal();
    let on_event = |event| match event {
        SyncEvent::Progress { done, total } if to_terminal => {
            eprint!("\r{}", show::progress(done, total, language));
            io::stderr().flush().ok();
        }
        SyncEvent::Finished { .. } | SyncEvent::Stopped { .. } if to_terminal => eprint!("\r\x1b[K"),
        SyncEvent::Progress { .. } | SyncEvent::Finished { .. } | SyncEvent::Stopped { .. } => {}
    };
    let SyncReport { synced, answered } = desk.sync(on_event).await;
    let answer = match synced {
        Ok(synced) => Answer::done(&synced, show::synced(&synced, language)),
        Err(problem) => problem.into(),
    };
    Ok(answer.with_answered(answered))
}

async fn find(desk: &Desk, args: &Find, language: Language) -> Result<Answer, Answer> {
    let found = desk.find(&args.query, args.limit).await?;
    Ok(Answer::done(&found, show::found(&found, language)))
}

async fn issue(desk: &Desk, args: &Issue, language: Language) -> Result<Answer, Answer> {
    let site = match args.site.as_slice() {
        [] => None,
        [one] => Some([one.clone(), String::new()]),
        [one, two] => Some([one.clone(), two.clone()]),
        [..] => return Err(Misuse::TooManySites.into()),
    };
    let mut keys = args.keys.clone();
    if args.keys_stdin {
        keys.extend(pairs(io::stdin().lock())?);
    }
    let device = args.device.clone();
    let SubmitView { outcome, answered, .. } = desk
        .issue(IssueForm {
            device,
            keys,
            site,
            mail: None,
            draft: None,
        })
        .await?;
    let answer = match outcome {
        OutcomeView::Refused { problem } => problem.into(),
        OutcomeView::Issued { .. }
        | OutcomeView::SiteSaved { .. }
        | OutcomeView::Subscribed { .. }
        | OutcomeView::Extended { .. }
        | OutcomeView::Written { .. }
        | OutcomeView::Queued { .. } => Answer::done(&outcome, show::outcome(&outcome, language)),
    };
    Ok(answer.with_answered(answered))
}

/// The pairs in `input`, one a line; empty lines do not count.
fn pairs(mut input: impl Read) -> Result<Vec<IssueLine>, Answer> {
    let mut text = String::new();
    input.read_to_string(&mut text).map_err(no_input)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let read: Vec<_> = lines.map(pair).collect();
    let without_colon: Vec<usize> = (1..)
        .zip(&read)
        .filter(|(_, pair)| pair.is_err())
        .map(|(n, _)| n)
        .collect();
    if without_colon.is_empty() {
        Ok(read.into_iter().flatten().collect())
    } else {
        Err(Misuse::PairsWanted(without_colon).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Outcome;

    #[test]
    fn pairs_are_read_one_a_line_and_lines_without_a_colon_are_named() {
        let read = |text: &str| pairs(text.as_bytes());
        let lines = read("0123:01\r\n\n４５６７：02\n").ok().unwrap();
        let numbers: Vec<&str> = lines.iter().map(|line| line.activation_key.as_str()).collect();
        assert_eq!(numbers, ["0123", "４５６７"]);
        let refused = read("0123:01\n0123 SECRET\n0123\n").err().unwrap();
        assert!(matches!(refused.outcome, Outcome::Misuse(Misuse::PairsWanted(lines)) if lines == [2, 3]));
        let refused = pairs(&b"\xFF"[..]).err().unwrap();
        assert!(matches!(refused.outcome, Outcome::Misuse(Misuse::InputNotUtf8)));
    }
}
