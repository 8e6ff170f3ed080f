//! What the desk shows: plain values for windows and command lines, numbers already grouped, instants as RFC 3339 UTC.

use chrono::{DateTime, SecondsFormat, Utc};
use kagifuda_domain::account::Role;
use kagifuda_domain::catalogue::Programme;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::problem::Problem;

/// An instant as views carry it: RFC 3339, UTC, whole seconds.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A programme as views carry it.
pub(crate) fn programme(programme: Programme) -> &'static str {
    match programme {
        Programme::Kms => "kms",
        Programme::Tsunagaru => "tsunagaru",
        Programme::Miemasu => "miemasu",
        Programme::Remo => "remo",
    }
}

/// The state of the office, shown before anyone types.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct StatusView {
    /// Who is signed in, if anybody.
    pub account: Option<AccountView>,
    /// Whether the server answers.
    pub online: Online,
    /// When the last sync finished.
    pub last_sync: Option<String>,
    /// What the cache holds.
    pub counts: Counts,
    /// Applications on disk that the server has not answered yet.
    pub waiting: u32,
    /// What the office should know about this computer.
    pub warnings: Vec<Warning>,
}

/// The account signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AccountView {
    /// 会社名.
    pub company: String,
    /// 登録ID.
    pub login: String,
    /// What the member may do (ACC-5).
    #[specta(type = String)]
    pub role: Role,
    /// The server's address.
    pub server: String,
}

/// Whether the server answers.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Online {
    /// Not asked yet since the start.
    Unknown,
    /// The latest request was answered.
    Online,
    /// The latest request was not; why.
    Offline {
        /// What happened.
        problem: Problem,
    },
}

/// What the cache holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct Counts {
    /// Activation keys.
    pub keys: u32,
    /// Those registered on a device.
    pub registered: u32,
    /// Devices.
    pub devices: u32,
    /// Customers.
    pub customers: u32,
}

/// Something to know about this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Warning {
    /// The system has no keychain, so the cache's key lies in a file that only this user can read.
    KeyInFile {
        /// That file.
        path: String,
    },
    /// Data of another dealer, or of a server that was since made anew, is kept aside.
    DataAside {
        /// The file.
        path: String,
    },
    /// This computer's clock is ahead of the server's.
    ClockAhead {
        /// By how many minutes.
        minutes: u32,
    },
    /// This computer's clock is behind the server's.
    ClockBehind {
        /// By how many minutes.
        minutes: u32,
    },
}

/// Activation keys found, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FindView {
    /// At most as many as asked for.
    pub hits: Vec<HitView>,
    /// Whether there are more.
    pub more: bool,
}

/// One activation key with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct HitView {
    /// The number, grouped.
    pub activation_key: String,
    /// The registration id, grouped.
    pub registration_id: String,
    /// 品番.
    pub product: String,
    /// The device it is registered on, grouped.
    pub device: Option<String>,
    /// The registration key, grouped.
    pub registration_key: Option<String>,
    /// 設置先情報, as one line.
    pub site: Option<String>,
    /// The customer's name.
    pub customer: Option<String>,
    /// When it was registered.
    pub issued_at: Option<String>,
}

/// An activation key on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KeyView {
    /// What a list shows of it.
    pub hit: HitView,
    /// 品名, in both languages.
    pub product_name: BilingualView,
    /// 用途, in both languages.
    pub purpose: BilingualView,
    /// The programme: `kms`, `tsunagaru`, `miemasu`, `remo`.
    pub programme: String,
    /// The login of the member who had it registered.
    pub issued_by: Option<String>,
    /// The prints made of it on this computer, latest first.
    pub prints: Vec<PrintRecordView>,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BilingualView {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// A print that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PrintRecordView {
    /// What was printed.
    pub document: DocumentKind,
    /// When.
    pub at: String,
    /// The login of the member.
    pub by: String,
    /// 1 is the first copy (控え); later ones are reprints (再発行).
    pub copy: u32,
}

/// What can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Activation key sheet.
    ActivationSheet,
    /// 起動情報案内カード.
    StartupCard,
}

/// Paper size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm.
    A6,
}

/// The language of a document or of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// What to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrintForm {
    /// Which document.
    pub document: DocumentKind,
    /// Activation key numbers, one document each, in any form a person types.
    pub keys: Vec<String>,
    /// On which paper.
    pub paper: Paper,
    /// In which language.
    pub language: Language,
}

/// A page of the document as it would be printed: the same PDF, rasterised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PreviewView {
    /// The page as a `data:image/png;base64,…` address.
    pub image: String,
    /// How many pages the document has.
    pub pages: u32,
}

/// A document that was printed to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PrintedView {
    /// Where it lies.
    pub file: String,
    /// How many pages it has.
    pub pages: u32,
}

/// Who signs in where.
#[derive(Clone, Deserialize, Type)]
pub struct SignInForm {
    /// The server's address.
    pub server: String,
    /// 登録ID.
    pub login: String,
    /// The password.
    pub password: String,
    /// The code of the second factor, or a recovery code, from whoever has one.
    pub code: Option<String>,
}

/// An application for registration keys, as typed.
#[derive(Clone, Deserialize, Type)]
pub struct IssueForm {
    /// MPR ID or MAC address.
    pub device: String,
    /// Lines of number and registration id.
    pub keys: Vec<IssueLine>,
    /// 設置先情報; left out, what is known stays.
    pub site: Option<[String; 2]>,
}

/// One line of an application.
#[derive(Clone, Deserialize, Type)]
pub struct IssueLine {
    /// The activation key number.
    pub activation_key: String,
    /// The registration id.
    pub registration_id: String,
}

/// What became of an application.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum IssueView {
    /// The server issued the keys.
    Issued {
        /// In the order asked.
        registrations: Vec<RegistrationView>,
    },
    /// The server gave no final answer; the application is on disk and the next sync sends it.
    Queued {
        /// Its number.
        intent: String,
        /// What kept it from being answered.
        because: Problem,
    },
    /// The server refused; nothing was done.
    Refused {
        /// Why.
        #[serde(flatten)]
        problem: Problem,
    },
}

/// What came of applying, and of what waited from earlier.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueReport {
    /// What became of this application.
    pub issue: IssueView,
    /// Earlier applications that the server answered on the way.
    pub answered: Vec<IntentView>,
}

/// A registration key that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RegistrationView {
    /// The activation key number, grouped.
    pub activation_key: String,
    /// The registration key, grouped.
    pub registration_key: String,
}

/// How a sync went. Applications are answered also in one that stopped.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncReport {
    /// What it did, or what stopped it.
    pub synced: Result<SyncedView, Problem>,
    /// The applications that the server answered, in the order in which they were asked for.
    pub answered: Vec<IntentView>,
}

/// What a sync did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SyncedView {
    /// The number of the last change applied.
    pub cursor: u32,
    /// Changes applied by this sync.
    pub applied: u32,
    /// Changes there are in all.
    pub total: u32,
}

/// How a sync goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SyncEvent {
    /// Changes fetched and applied so far, of all this sync will apply.
    Progress {
        /// Applied.
        done: u32,
        /// To be applied.
        total: u32,
    },
    /// It finished.
    Finished {
        /// What it did.
        synced: SyncedView,
        /// Applications that the server answered during it.
        answered: u32,
    },
    /// It stopped; the cache is as after the last whole page.
    Stopped {
        /// Why.
        problem: Problem,
    },
}

/// An application as it stands on disk, latest first in lists.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct IntentView {
    /// Its number.
    pub intent: String,
    /// When it was asked for.
    pub at: String,
    /// The device, grouped.
    pub device: String,
    /// The activation key numbers, grouped.
    pub keys: Vec<String>,
    /// The server's final answer; nothing while it waits.
    pub answer: Option<IssueView>,
}

/// What became of a cache that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RecoveredView {
    /// The files set aside, under their new names.
    pub aside: Vec<String>,
    /// Applications carried over that still wait to be sent. Nothing: they could not be read.
    pub applications: Option<u32>,
    /// Prints carried over. Nothing: they could not be read.
    pub prints: Option<u32>,
}
