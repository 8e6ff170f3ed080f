//! The forms of the command line. Scripts rely on them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kagifuda_desk::view::{DocumentKind, IssueLine, Language, Paper};

/// 鍵札 — the desk of a dealer's office, without a window
#[derive(Parser)]
#[command(name = "kagifuda-cli", version, arg_required_else_help = true, after_help = EXIT)]
pub struct Cli {
    /// Folder that holds everything: cache, settings and the cache's key. Without it, the user's own data folder and keychain
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,
    /// Print exactly one JSON object on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of messages and documents [default: messages as the system says, documents ja]
    #[arg(long, global = true, value_name = "ja|en")]
    pub lang: Option<Lang>,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT: &str = "Exit status: 0 done, 1 refused, 2 usage, 3 server not reachable, 4 failed\n\
    Of scan: 0 genuine, 5 contradicts what the server signed, 6 not known here, 7 no code of a document found\n\
    Faults are written to cli.log in the home folder; with KAGIFUDA_LOG=info everything goes to standard error instead";

#[derive(Subcommand)]
pub enum Command {
    #[command(flatten)]
    Desk(DeskCommand),
    /// Set a damaged or lost cache aside and begin a new one with the applications that can still be read; deletes nothing
    Recover,
    /// Work out what would come of an act: questions as JSON Lines on standard input, an answer a line; needs no account
    Plan,
}

/// What needs the office's cache.
#[derive(Subcommand)]
pub enum DeskCommand {
    /// Sign in with a login ID (登録ID); the password is read from standard input
    SignIn(SignIn),
    /// Send what waits, then fetch what is new
    Sync,
    /// Look keys up by any part of any field; needs no network
    Find(Find),
    /// Apply for registration keys for one device; queued when the server is not reached
    Issue(Issue),
    /// Print documents into a PDF file
    Print(Print),
    /// Read the codes in a picture of paper, and say whether they agree with what the server signed
    Scan(Scan),
    /// Show the account, the last sync and what the cache holds
    Status,
    /// List the applications and their answers
    Intents,
}

#[derive(Args)]
pub struct SignIn {
    /// Address of the server: https://…, or http:// on this computer
    #[arg(long, value_name = "URL")]
    pub server: String,
    /// 登録ID, case-sensitive
    #[arg(long, value_name = "ID")]
    pub login: String,
    /// Read the password from standard input, the only way to give it
    #[arg(long, required = true)]
    pub password_stdin: bool,
    /// Read the code of the second factor, or a recovery code, from the second line of standard input; without it a terminal is asked for one that is wanted
    #[arg(long)]
    pub code_stdin: bool,
}

#[derive(Args)]
pub struct Find {
    /// At least two characters of a number, device, site, customer or product
    pub query: String,
    /// At most so many hits
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
}

#[derive(Args)]
pub struct Issue {
    /// MPR ID or MAC address of the device
    #[arg(long, value_name = "D")]
    pub device: String,
    /// Activation key number and registration ID; up to eight times. Other users of this computer can see it: prefer --keys-stdin
    #[arg(long = "key", value_name = "NO:RID", required_unless_present = "keys_stdin", value_parser = pair)]
    pub keys: Vec<IssueLine>,
    /// Read the pairs NO:RID from standard input, one a line
    #[arg(long)]
    pub keys_stdin: bool,
    /// Where the device stands: the first line, and given once more the second; left out, what is known stays
    #[arg(long, value_name = "LINE")]
    pub site: Vec<String>,
}

#[derive(Args)]
pub struct Print {
    /// Which document
    pub document: Document,
    /// Activation key numbers, one document each
    #[arg(required = true, value_name = "NO")]
    pub keys: Vec<String>,
    /// The PDF file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Paper size [default: a4 for sheets, a6 for cards]
    #[arg(long, value_name = "a4|a6")]
    pub page: Option<Page>,
}

#[derive(Args)]
pub struct Scan {
    /// PNG or JPEG picture, or PDF file; - reads standard input
    #[arg(value_name = "IMAGE")]
    pub image: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Lang {
    Ja,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Ja => Self::Ja,
            Lang::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Document {
    ActivationSheet,
    StartupCard,
}

impl Document {
    /// The paper it is usually made on.
    pub fn usual_paper(self) -> Paper {
        match self {
            Self::ActivationSheet => Paper::A4,
            Self::StartupCard => Paper::A6,
        }
    }
}

impl From<Document> for DocumentKind {
    fn from(document: Document) -> Self {
        match document {
            Document::ActivationSheet => Self::ActivationSheet,
            Document::StartupCard => Self::StartupCard,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Page {
    A4,
    A6,
}

impl From<Page> for Paper {
    fn from(page: Page) -> Self {
        match page {
            Page::A4 => Self::A4,
            Page::A6 => Self::A6,
        }
    }
}

/// Splits `NO:RID`; whether these are numbers is for the desk to say.
pub fn pair(typed: &str) -> Result<IssueLine, &'static str> {
    let (activation_key, registration_id) = typed.split_once([':', '：']).ok_or("there is no colon")?;
    Ok(IssueLine {
        activation_key: activation_key.into(),
        registration_id: registration_id.into(),
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_forms_fit_together() {
        Cli::command().debug_assert();
    }
}
