//! What can be printed, and what was.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::Language;

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
