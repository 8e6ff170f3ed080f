//! The forms of the command line. Scripts rely on them.

use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use kagifuda_desk::view::{DocumentKind, IssueLine, KeyState, Language, Paper};

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
    /// Print documents into a PDF file, or straight onto a printer
    Print(Box<Print>),
    /// Read the codes in a picture of paper, and say whether they agree with what the server signed
    Scan(Scan),
    /// Print once more what was printed before, as it was then
    Reprint(Reprint),
    /// List what any desk of the dealer has printed, the latest first
    Prints(Prints),
    /// List the printers of this computer
    Printers,
    /// List the sheets of labels that can be printed on
    LabelSheets,
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
    #[arg(value_parser = documents())]
    pub document: DocumentKind,
    /// What of: activation key numbers (sheets, cards, labels), device numbers (registration key sheets), names of customers (letters),
    /// names or ids of customers or device numbers (sets), MAC addresses of devices or ids (licence key sheets)
    #[arg(required_unless_present = "all", value_name = "OF")]
    pub subjects: Vec<String>,
    /// The PDF file; one that is there is replaced
    #[arg(long, value_name = "FILE", required_unless_present_any = ["printer", "all"])]
    pub out: Option<PathBuf>,
    /// Straight to this printer instead
    #[arg(long, value_name = "NAME", conflicts_with = "out", value_parser = NonEmptyStringValueParser::new())]
    pub printer: Option<String>,
    /// Paper, or cards to cut out of an A4 page [default: a6 for cards, a4 for all else]
    #[arg(long, value_name = "a4|a6|4up|8up")]
    pub page: Option<Page>,
    /// On this sheet of labels, for key-label (see `label-sheets`)
    #[arg(
        long,
        value_name = "NAME",
        required_if_eq("document", "key-label"),
        conflicts_with = "page"
    )]
    pub labels: Option<String>,
    /// The first label that is still there, from 1, row by row
    #[arg(long, value_name = "N", requires = "labels")]
    pub start: Option<u32>,
    /// Only the last four digits of secret numbers, and no codes
    #[arg(long)]
    pub masked: bool,
    /// Read a password from standard input that opens the file
    #[arg(long, conflicts_with = "printer")]
    pub password_stdin: bool,
    /// Everything that the filter chooses, in files of the office's folder
    #[arg(long, conflicts_with_all = ["subjects", "out"])]
    pub all: bool,
    #[command(flatten)]
    pub chosen: Chosen,
}

/// What `--all` chooses.
#[derive(Args)]
pub struct Chosen {
    /// Of this product
    #[arg(long, value_name = "CODE", requires = "all", value_parser = NonEmptyStringValueParser::new())]
    pub product: Option<String>,
    /// Keys that are on a device, or are not
    #[arg(long, value_name = "registered|unregistered", requires = "all")]
    pub state: Option<KeyIs>,
    /// Issued, or for letters ending, on or after this day
    #[arg(long, value_name = "DAY", requires = "all", value_parser = NonEmptyStringValueParser::new())]
    pub from: Option<String>,
    /// Issued, or for letters ending, on or before this day
    #[arg(long, value_name = "DAY", requires = "all", value_parser = NonEmptyStringValueParser::new())]
    pub to: Option<String>,
    /// Of this customer, by the whole name or by id
    #[arg(long, value_name = "NAME", requires = "all", value_parser = NonEmptyStringValueParser::new())]
    pub customer: Option<String>,
    /// A file for each customer
    #[arg(long, requires = "all")]
    pub per_customer: bool,
    /// The names of the files: {document}, {customer}, {date} and {number} are filled in
    #[arg(long, requires = "all", default_value = "{document} {customer} {date}")]
    pub pattern: String,
}

#[derive(Args)]
pub struct Reprint {
    /// The id of the print, from `prints`
    pub id: String,
    /// The PDF file
    #[arg(long, value_name = "FILE", required_unless_present = "printer")]
    pub out: Option<PathBuf>,
    /// Straight to this printer instead
    #[arg(long, value_name = "NAME", conflicts_with = "out", value_parser = NonEmptyStringValueParser::new())]
    pub printer: Option<String>,
    /// Read a password from standard input that opens the file; the one of the earlier print is not known any more
    #[arg(long, conflicts_with = "printer")]
    pub password_stdin: bool,
    /// For a label, the first that is still there on the sheet, from 1; left out, where it was
    #[arg(long, value_name = "N")]
    pub start: Option<u32>,
}

#[derive(Args)]
pub struct Prints {
    /// At most so many, the latest first
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum KeyIs {
    Registered,
    Unregistered,
}

impl From<KeyIs> for KeyState {
    fn from(is: KeyIs) -> Self {
        match is {
            KeyIs::Registered => Self::Registered,
            KeyIs::Unregistered => Self::Unregistered,
        }
    }
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

/// Documents, by their names.
fn documents() -> impl TypedValueParser<Value = DocumentKind> {
    let names = PossibleValuesParser::new(DocumentKind::all().map(DocumentKind::name));
    names.try_map(|name| DocumentKind::named(&name).ok_or("there is no such document"))
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Page {
    A4,
    A6,
    #[value(name = "4up")]
    FourUp,
    #[value(name = "8up")]
    EightUp,
}

impl From<Page> for Paper {
    fn from(page: Page) -> Self {
        match page {
            Page::A4 => Self::A4,
            Page::A6 => Self::A6,
            Page::FourUp => Self::FourUp,
            Page::EightUp => Self::EightUp,
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
