//! What stands in the way of printing.

use serde::Serialize;
use specta::Type;

use super::{Kind, Problem};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum PaperProblem {
    /// None of the faces has these characters.
    MissingGlyphs {
        /// Which.
        characters: String,
        /// The document on which they stand, by its number or name; nothing where they stand on every one.
        of: Option<String>,
    },
    /// A text is too long to be printed in a legible size.
    TextTooLong {
        /// The text.
        text: String,
        /// The document on which it stands, by its number or name; nothing where it stands on every one.
        of: Option<String>,
    },
    /// More documents than one file may have.
    TooManySheets {
        /// How many were asked for.
        found: u32,
        /// How many may be.
        max: u32,
    },
    /// The document is not made on this paper.
    PaperNotOffered,
    /// Nothing was chosen to be printed, or there is nothing to print of it.
    NothingToPrint,
    /// The server's public address is too long for the two-dimensional code, or not there yet.
    PublicAddress,
    /// The office's own file of label sheets is not to be read.
    LabelSheetsUnreadable {
        /// Where it lies.
        path: String,
    },
    /// There is no such place on the sheet of labels.
    LabelPlace {
        /// How many labels it has.
        labels: u32,
        /// The place that was asked for.
        start: u32,
    },
    /// No sheet of labels is called so.
    LabelSheetUnknown {
        /// What was asked for.
        sheet: String,
    },
    /// What is asked of the choice does not go with the document: nothing of the kind is known of it.
    ChoiceNotOffered,
    /// No customer, or not only one, is called so, and no device has that number.
    CustomerUnclear {
        /// What was typed.
        name: String,
        /// How many are called so.
        found: u32,
    },
    /// The labels of the sheet overlap, leave the paper, or have no room for a key.
    LabelSheetUnusable,
    /// A file's password has 8 to 127 letters, digits and signs of ASCII.
    FilePassword,
    /// This system sends nothing to a printer from here.
    NoPrinting,
    /// The printer did not take it.
    PrinterRefused {
        /// Which.
        printer: String,
    },
    /// What stood on this print was not kept: it cannot be printed the same again.
    PrintNotKept,
}

impl PaperProblem {
    /// What kind of thing stands in the way.
    pub fn kind(&self) -> Kind {
        match self {
            Self::MissingGlyphs { .. }
            | Self::TextTooLong { .. }
            | Self::TooManySheets { .. }
            | Self::NothingToPrint
            | Self::PublicAddress
            | Self::LabelSheetUnusable
            | Self::PrintNotKept => Kind::Refused,
            Self::PaperNotOffered
            | Self::LabelPlace { .. }
            | Self::LabelSheetUnknown { .. }
            | Self::ChoiceNotOffered
            | Self::CustomerUnclear { .. }
            | Self::FilePassword => Kind::Mistyped,
            Self::LabelSheetsUnreadable { .. } | Self::NoPrinting | Self::PrinterRefused { .. } => Kind::Failed,
        }
    }
}

impl From<PaperProblem> for Problem {
    fn from(problem: PaperProblem) -> Self {
        Self::Paper(problem)
    }
}
