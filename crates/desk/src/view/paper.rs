//! What can be printed, and what was.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CustomerLink, Language};

/// A print that was made of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PrintRecordView {
    /// What was printed.
    pub document: PrintedDocument,
    /// When.
    pub at: String,
    /// The login of the member.
    pub by: String,
    /// 1 is the first copy (控え); later ones are reprints (再発行).
    pub copy: u32,
}

/// What was printed: whatever any desk of the dealer prints (PRN-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum PrintedDocument {
    /// Activation key sheet.
    ActivationSheet,
    /// 起動情報案内カード.
    StartupCard,
    /// Label with an activation key.
    KeyLabel,
    /// Registration key sheet.
    RegistrationSheet,
    /// Licence key sheet.
    LicenceSheet,
    /// Renewal letter.
    RenewalLetter,
    /// Everything of a customer.
    CustomerSet,
}

/// A part of the print history of all desks, the latest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PrintsView {
    /// The prints.
    pub prints: Vec<PrintView>,
    /// Whether there are earlier ones.
    pub more: bool,
}

/// A print in the history (PRN-2).
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct PrintView {
    /// Its id.
    pub id: String,
    /// What was printed.
    pub document: PrintedDocument,
    /// What it is of: a number in groups, or what else the document goes by.
    pub subject: String,
    /// 1 is the first copy (控え); later ones are reprints (再発行).
    pub copy: u32,
    /// In which language.
    pub language: Language,
    /// When.
    pub at: String,
    /// The login of the member.
    pub by: String,
    /// For which customer, where that is one now.
    pub customer: Option<CustomerLink>,
    /// Whether the other desks can see it; else it waits here for the next sync (PRN-3).
    pub told: bool,
}

/// Tells neither the subject, which may be the number of a key, nor the customer.
impl std::fmt::Debug for PrintView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrintView")
            .field("id", &self.id)
            .field("document", &self.document)
            .field("copy", &self.copy)
            .field("told", &self.told)
            .finish_non_exhaustive()
    }
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
