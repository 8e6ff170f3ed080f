//! What the desk shows: plain values for windows and command lines, numbers already grouped, instants as RFC 3339 UTC.

mod account;
mod customer;
mod draft;
mod due;
mod import;
mod issue;
mod look_up;
mod manual;
mod paper;
mod plan;
mod report;
mod request;
mod scan;
mod sync;
mod thing;
mod tsunagaru;

pub use account::*;
pub use customer::*;
pub use draft::*;
pub use due::*;
pub use import::*;
pub use issue::*;
pub use look_up::*;
pub use manual::*;
pub use paper::*;
pub use plan::*;
pub use report::*;
pub use request::*;
pub use scan::*;
pub use sync::*;
pub use thing::*;
pub use tsunagaru::*;

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
    /// Maintenance that is announced and not over (MNT-1), the next one first.
    pub maintenance: Vec<MaintenanceView>,
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

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BilingualView {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
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

impl Language {
    /// `ja` or `en`.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
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
