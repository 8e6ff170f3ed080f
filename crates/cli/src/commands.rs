//! One function a command: arguments in, one call of the desk, the answer out.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{IssueForm, IssueView, Language, PrintForm, SignInForm, SyncEvent, Warning};
use kagifuda_desk::{Desk, Home, SystemClock};

use crate::answer::Answer;
use crate::args::{Cli, DeskCommand, Find, Issue, Print, SignIn};
use crate::show;

/// Runs `command` as `cli` says.
pub async fn run(cli: &Cli, command: &DeskCommand, language: Language) -> Answer {
    let done = async {
        let home = home(cli.home.clone())?;
        let desk = Desk::open(home.clone(), Arc::new(SystemClock)).await?;
        let answer = act(&desk, cli, command, language).await;
        let answer = answer.map_err(|problem| problem.at(&home))?;
        for warning in desk.warnings().iter().filter(|warning| is_said(warning, command)) {
            eprintln!("{}", show::warning(warning, language));
        }
        Ok(answer)
    };
    done.await.unwrap_or_else(Answer::Problem)
}

/// Sets the cache aside and begins a new one. Needs no desk: it is for a cache that does not open.
pub async fn recover(cli: &Cli, language: Language) -> Answer {
    let done = async {
        let recovered = Desk::recover(&home(cli.home.clone())?).await?;
        Ok(Answer::done(&recovered, show::recovered(&recovered, language)))
    };
    done.await.unwrap_or_else(Answer::Problem)
}

/// Where the key lies is said on signing in and when the state is asked for; a clock that is off, always.
fn is_said(warning: &Warning, command: &DeskCommand) -> bool {
    match warning {
        Warning::ClockOff { .. } => true,
        Warning::KeyInFile { .. } | Warning::DataAside { .. } => {
            matches!(command, DeskCommand::SignIn(_) | DeskCommand::Status)
        }
    }
}

async fn act(desk: &Desk, cli: &Cli, command: &DeskCommand, language: Language) -> Result<Answer, Problem> {
    match command {
        DeskCommand::SignIn(args) => sign_in(desk, args, language).await,
        DeskCommand::Sync => sync(desk, language).await,
        DeskCommand::Find(args) => find(desk, args, language).await,
        DeskCommand::Issue(args) => issue(desk, args, language).await,
        DeskCommand::Print(args) => print(desk, args, cli.lang.map_or(Language::Ja, Language::from), language).await,
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

fn home(folder: Option<PathBuf>) -> Result<Home, Problem> {
    match folder {
        Some(folder) => Ok(Home::in_folder(folder)),
        None => Home::of_user().ok_or_else(|| Problem::FileAccess { path: "~".into() }),
    }
}

async fn sign_in(desk: &Desk, args: &SignIn, language: Language) -> Result<Answer, Problem> {
    let mut password = String::new();
    io::stdin()
        .lock()
        .read_line(&mut password)
        .map_err(|_| Problem::FileAccess { path: "stdin".into() })?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let form = SignInForm {
        server: args.server.clone(),
        login: args.login.clone(),
        password,
    };
    let status = desk.sign_in(form).await?;
    Ok(Answer::done(&status.account, show::signed_in(&status, language)))
}

async fn sync(desk: &Desk, language: Language) -> Result<Answer, Problem> {
    let to_terminal = io::stderr().is_terminal();
    let on_event = |event| match event {
        SyncEvent::Progress { done, total } if to_terminal => {
            eprint!("\r{}", show::progress(done, total, language));
            io::stderr().flush().ok();
        }
        SyncEvent::Finished { .. } | SyncEvent::Stopped { .. } if to_terminal => eprint!("\r\x1b[K"),
        SyncEvent::Progress { .. } | SyncEvent::Finished { .. } | SyncEvent::Stopped { .. } => {}
    };
    let synced = desk.sync(on_event).await?;
    Ok(Answer::done(&synced, show::synced(&synced, language)))
}

async fn find(desk: &Desk, args: &Find, language: Language) -> Result<Answer, Problem> {
    let found = desk.find(&args.query, args.limit).await?;
    Ok(Answer::done(&found, show::found(&found, language)))
}

async fn issue(desk: &Desk, args: &Issue, language: Language) -> Result<Answer, Problem> {
    let site = match args.site.as_slice() {
        [] => None,
        [one, two @ ..] => Some([one.clone(), two.join(" ")]),
    };
    let issued = desk
        .issue(IssueForm {
            device: args.device.clone(),
            keys: args.keys.clone(),
            site,
        })
        .await?;
    match issued {
        IssueView::Refused { problem } => Err(problem),
        IssueView::Issued { .. } | IssueView::Queued { .. } => {
            Ok(Answer::done(&issued, show::issued(&issued, language)))
        }
    }
}

async fn print(desk: &Desk, args: &Print, paper_language: Language, language: Language) -> Result<Answer, Problem> {
    let paper = args.page.map_or(args.document.usual_paper(), Into::into);
    let form = PrintForm {
        document: args.document.into(),
        keys: args.keys.clone(),
        paper,
        language: paper_language,
    };
    let printed = desk.print(form, Some(args.out.clone())).await?;
    Ok(Answer::done(&printed, show::printed(&printed, language)))
}
