//! What can be printed, and what was.

use kagifuda_domain::print::Document;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CustomerLink, IssuedForm, KeyState, Language};
use crate::problem::Problem;

/// A print that was made of a key.
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

/// A document that can be printed (PRN-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// Activation key sheet.
    ActivationSheet,
    /// 起動情報案内カード.
    StartupCard,
    /// Label with an activation key.
    KeyLabel,
    /// Registration key sheet.
    RegistrationSheet,
    /// Licence key sheet of みえますねっと年間パック.
    LicenceSheet,
    /// Renewal letter (更新のご案内).
    RenewalLetter,
    /// Everything of a customer or a site.
    CustomerSet,
}

impl DocumentKind {
    /// Every document there is.
    pub fn all() -> [Self; 7] {
        Document::ALL.map(Self::from)
    }

    /// Its name, the same everywhere.
    pub fn name(self) -> &'static str {
        Document::from(self).name()
    }

    /// The document of that name.
    pub fn named(name: &str) -> Option<Self> {
        name.parse::<Document>().ok().map(Self::from)
    }

    /// The papers it is offered on, first the one people mean who name none. Labels lie on A4, on sheets of their own.
    pub fn papers(self) -> Vec<Paper> {
        let pages = kagifuda_print::papers(self.into()).iter().copied().map(Paper::from);
        match self {
            Self::StartupCard => pages.chain([Paper::FourUp, Paper::EightUp]).collect(),
            Self::KeyLabel => vec![Paper::A4],
            Self::ActivationSheet
            | Self::RegistrationSheet
            | Self::LicenceSheet
            | Self::RenewalLetter
            | Self::CustomerSet => pages.collect(),
        }
    }

    /// What many of it are chosen by.
    pub const fn filters(self) -> &'static [PrintFilter] {
        use PrintFilter::{Customer, Key, Period, Product};
        match self {
            Self::ActivationSheet | Self::StartupCard | Self::KeyLabel => &[Product, Key, Period, Customer],
            // There is none of a key that is not registered.
            Self::RegistrationSheet => &[Product, Period, Customer],
            Self::LicenceSheet => &[Product, Key],
            Self::RenewalLetter => &[Period],
            Self::CustomerSet => &[Customer],
        }
    }
}

/// What documents are chosen by; see [`SelectForm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintFilter {
    /// The product of a key.
    Product,
    /// What became of a key.
    Key,
    /// Days.
    Period,
    /// A customer.
    Customer,
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
    pub document: DocumentKind,
    /// What it is of: a number in groups, or what else the document goes by.
    pub subject: String,
    /// The labels it was printed on.
    pub labels: Option<LabelsForm>,
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

/// How documents lie on paper. Labels have sheets of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// A page of 210 × 297 mm each.
    A4,
    /// A page of 105 × 148 mm each.
    A6,
    /// Four cards on an A4 page, to be cut out.
    FourUp,
    /// Eight cards on an A4 page, to be cut out.
    EightUp,
}

impl From<kagifuda_print::Paper> for Paper {
    fn from(paper: kagifuda_print::Paper) -> Self {
        match paper {
            kagifuda_print::Paper::A4 => Self::A4,
            kagifuda_print::Paper::A6 => Self::A6,
        }
    }
}

/// What to print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct PrintForm {
    /// Which document.
    pub document: DocumentKind,
    /// What of, one document each: activation key numbers in any form a person types (sheets, cards, labels), device numbers (registration
    /// key sheets), ids of licence key sheets or MAC addresses of their devices, names of customers as the list of renewals has them (letters),
    /// ids or names of customers or device numbers (sets).
    pub subjects: Vec<String>,
    /// On which paper; does not matter to labels.
    pub paper: Paper,
    /// On which labels.
    pub labels: Option<LabelsForm>,
    /// In which language.
    pub language: Language,
    /// Whether only the last four digits of what is secret show.
    pub masked: bool,
}

/// Tells how many there are, and not which: numbers of keys are secret.
impl std::fmt::Debug for PrintForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PrintForm")
            .field("document", &self.document)
            .field("subjects", &self.subjects.len())
            .field("paper", &self.paper)
            .finish_non_exhaustive()
    }
}

/// Which labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LabelsForm {
    /// The sheet, by its name.
    pub sheet: String,
    /// The first label that is still there, from 1, row by row.
    pub start: u32,
}

/// A sheet of labels.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct LabelSheetView {
    /// What it is called.
    pub name: String,
    /// Labels in a row.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
    /// The width of a label, in mm.
    pub width: f32,
    /// The height of a label, in mm.
    pub height: f32,
    /// Whether it was the last that this computer printed on.
    pub usual: bool,
}

/// Where a print goes. A file that nobody chose a place for lies in the office's folder.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Type)]
pub struct DestinationForm {
    /// Straight to this printer; the file is gone afterwards.
    pub printer: Option<String>,
    /// The file opens with this password only. It is kept nowhere.
    pub password: Option<String>,
}

/// Shows no password.
impl std::fmt::Debug for DestinationForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DestinationForm")
            .field("printer", &self.printer)
            .field("protected", &self.password.is_some())
            .finish()
    }
}

/// A page of the document as it would be printed: the same PDF, rasterised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PreviewView {
    /// The page as a `data:image/png;base64,…` address.
    pub image: String,
    /// How many pages can be turned to.
    pub pages: u32,
}

/// A file that was printed, or what was sent to a printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PrintedView {
    /// Where it lies; nothing where it went to a printer.
    pub file: Option<String>,
    /// The printer it went to.
    pub printer: Option<String>,
    /// How many pages it has.
    pub pages: u32,
    /// How many documents.
    pub documents: u32,
}

/// Documents to choose for printing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SelectForm {
    /// Which document.
    pub document: DocumentKind,
    /// Keys, and keys of devices, of this product, by its code.
    pub product: Option<String>,
    /// Keys of which this became.
    pub key: Option<KeyState>,
    /// Keys issued in these days in Japan; for renewal letters, what ends in them.
    pub period: IssuedForm,
    /// Of this customer, by id or by the whole name.
    pub customer: Option<String>,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SelectionView {
    /// What of, for [`PrintForm::subjects`].
    pub subjects: Vec<String>,
    /// How many there are; more than were listed, if there are too many to print at once.
    pub total: u32,
}

/// Many documents to print.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct BatchForm {
    /// What and how.
    pub print: PrintForm,
    /// A file for each customer, instead of one for all.
    pub per_customer: bool,
    /// The name of the files, in which `{document}`, `{customer}`, `{date}` and `{number}` stand for what they say.
    pub pattern: String,
    /// Where to.
    pub to: DestinationForm,
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BatchProgress {
    /// Documents that are printed, or were left out.
    pub done: u32,
    /// Documents there are.
    pub total: u32,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct BatchView {
    /// The files, or what was sent to the printer, in order.
    pub printed: Vec<PrintedView>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOutView>,
    /// What ended it before everything was printed.
    pub fault: Option<Problem>,
    /// Whether it was cancelled: what is not among the printed was not printed and has no copy number.
    pub cancelled: bool,
    /// Where the files lie.
    pub folder: String,
}

/// A document that was not printed.
#[derive(Clone, PartialEq, Serialize, Type)]
pub struct LeftOutView {
    /// What of.
    pub subject: String,
    /// Why not.
    pub problem: Problem,
}

/// Tells why, and not which.
impl std::fmt::Debug for LeftOutView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LeftOutView")
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

/// A printer of this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PrinterView {
    /// Its name.
    pub name: String,
    /// Whether it was the last that this computer printed on, or, before the first print, the one that the system takes where none is named.
    pub usual: bool,
}

/// What the office has set for printing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct PrintSettings {
    /// Two-dimensional codes hold numbers alone, and no address stands on paper.
    pub numbers_only: bool,
    /// What sets labels right on each printer.
    pub printers: Vec<PrinterSettings>,
}

/// What sets labels right on a printer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct PrinterSettings {
    /// The printer's name.
    pub name: String,
    /// Millimetres to the right, at most 20 either way.
    pub right: f32,
    /// Millimetres downwards, at most 20 either way.
    pub down: f32,
    /// How much larger, 0.9 to 1.1.
    pub scale: f32,
}

impl Default for PrinterSettings {
    fn default() -> Self {
        Self {
            name: String::new(),
            right: 0.0,
            down: 0.0,
            scale: 1.0,
        }
    }
}
