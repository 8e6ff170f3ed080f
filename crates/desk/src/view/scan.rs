//! What was read of paper, and whether that is so.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::problem::Problem;

/// A picture of paper, or a PDF file.
#[derive(Clone, Deserialize, Type)]
pub struct ScanForm {
    /// Its bytes in base64.
    pub content: String,
}

/// What was read of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ScanView {
    /// What is to be said of the whole: the gravest of what is said of its documents.
    pub verdict: ScanVerdict,
    /// Every code in it, page by page.
    pub codes: Vec<CodeView>,
    /// Pages at the end that were not looked at, because the file has too many.
    pub pages_left: u32,
}

/// What is to be said of a file of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScanVerdict {
    /// Everything on every document agrees with what the server signed.
    Genuine,
    /// Something contradicts it: forged, misprinted, or older than what is in force.
    Contradicts,
    /// Something is not known here, and nothing contradicts.
    Unknown,
    /// There is no document of ours in it.
    Nothing,
}

/// One two-dimensional code.
#[derive(Clone, PartialEq, Serialize, Type)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CodeView {
    /// That of a document of ours.
    Document(ScannedView),
    /// Another one.
    Foreign {
        /// The page it stands on, from 1.
        page: u32,
        /// Its text, shortened.
        text: String,
    },
}

/// Another code may hold secrets as well.
impl fmt::Debug for CodeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(document) => f.debug_tuple("Document").field(document).finish(),
            Self::Foreign { page, .. } => f.debug_struct("Foreign").field("page", page).finish_non_exhaustive(),
        }
    }
}

/// A document of ours.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ScannedView {
    /// The page it stands on, from 1.
    pub page: u32,
    /// Which document it is.
    pub document: ScannedDocument,
    /// What is to be said of it.
    #[serde(flatten)]
    pub verdict: Verdict,
    /// What stands on it.
    pub numbers: Vec<ScannedNumberView>,
    /// What the look-up finds it by, where it is here.
    pub query: Option<String>,
}

/// The documents that have a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScannedDocument {
    /// The activation key sheet.
    ActivationSheet,
    /// The startup-information card (起動情報案内カード), or a label.
    StartupCard,
    /// The sheet with a device's registration keys.
    RegistrationSheet,
    /// The licence key sheet of みえますねっと年間パック.
    LicenceSheet,
    /// The renewal letter (更新のご案内).
    RenewalLetter,
    /// The contents page of a customer set.
    CustomerSet,
}

/// What is to be said of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Every number agrees with what the server signed.
    Genuine,
    /// A number contradicts it.
    Contradicts,
    /// A number is not known here, and none contradicts.
    Unknown {
        /// What the server said.
        asked: Asked,
    },
}

/// Whether the server was asked for what is not known here.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Asked {
    /// It was, and it told everything that this office has: this is not among it.
    NotYours,
    /// It could not be asked.
    NoAnswer {
        /// Why.
        because: Problem,
    },
}

/// One number on a document.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct ScannedNumberView {
    /// What it is.
    pub field: ScannedField,
    /// As it stands there, grouped.
    pub number: String,
    /// How it fits to what is known here.
    #[serde(flatten)]
    pub finding: Finding,
}

/// The number may be secret.
impl fmt::Debug for ScannedNumberView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScannedNumberView")
            .field("field", &self.field)
            .field("finding", &self.finding)
            .finish_non_exhaustive()
    }
}

/// What a number on a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ScannedField {
    /// The address that a telephone opens.
    Address,
    /// アクティベーションキーナンバー, 起動ID番号.
    ActivationKey,
    /// レジストレーションID, 暗号ID番号.
    RegistrationId,
    /// MPR ID or MAC address, 機器ID番号.
    Device,
    /// レジストレーションキー, 解除キー番号.
    RegistrationKey,
    /// 接続番号.
    ConnectionNo,
    /// ライセンスキー.
    LicenceKey,
    /// The number of a letter or a set.
    DocumentNo,
}

/// How a number fits to what is known here. Never tells the true number, only where they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// It is that of a signed record.
    Agrees,
    /// It is almost, or should be, that of a signed record.
    Differs {
        /// The digits that differ, from 1, hyphens left out. Empty where it differs as a whole.
        positions: Vec<u32>,
    },
    /// It belongs to another device.
    Elsewhere {
        /// That device, grouped.
        device: String,
    },
    /// There is no record of it here.
    Unknown,
}
