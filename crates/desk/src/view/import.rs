//! Customers from a file, and into one.

use kagifuda_domain::customer::import::Column;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::problem::{CustomerField, Problem};

/// How a file of text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a mark before it.
    Utf8,
    /// Shift_JIS as Windows writes it.
    ShiftJis,
    /// UTF-16, with a mark before it.
    Utf16,
}

/// A file of customers, and how it is to be read. What is left out is found out.
#[derive(Clone, Deserialize, Type)]
pub struct ImportForm {
    /// Its name.
    pub name: String,
    /// Its bytes in base64.
    pub content: String,
    /// How its text is written.
    pub encoding: Option<Encoding>,
    /// Which sheet.
    pub sheet: Option<String>,
    /// The number of the line with the names of the columns.
    pub head: Option<u32>,
    /// What each column holds.
    #[specta(type = Option<Vec<Option<String>>>)]
    pub columns: Option<Vec<Option<Column>>>,
    /// Lines that are left out.
    pub leave_out: Vec<u32>,
}

/// What would become of a file: nothing is changed yet (CUS-5).
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ImportView {
    /// How its text is read; nothing for a workbook.
    pub encoding: Option<Encoding>,
    /// Whether the text tells by itself how it is written.
    pub encoding_certain: bool,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The one that is read.
    pub sheet: Option<String>,
    /// The number of the line with the names of the columns.
    pub head: u32,
    /// Those names.
    pub names: Vec<String>,
    /// What each column holds.
    #[specta(type = Vec<Option<String>>)]
    pub columns: Vec<Option<Column>>,
    /// The first cell of each column that says something.
    pub sample: Vec<String>,
    /// Every row.
    pub rows: Vec<ImportRowView>,
    /// What this was worked out from: it is handed back, so that nothing else is done than was shown.
    pub mark: String,
}

/// A row and its fate.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ImportRowView {
    /// Its number in the file.
    pub line: u32,
    /// The name in it.
    pub name: String,
    /// What would become of it.
    pub fate: FateView,
}

/// What would become of a row (CUS-5).
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum FateView {
    /// A customer would be added.
    New {
        /// What it would say.
        fields: Vec<FieldChangeView>,
        /// The names of customers that it is like.
        like: Vec<String>,
    },
    /// A customer would be changed.
    Update {
        /// The customer's name.
        customer: String,
        /// How.
        fields: Vec<FieldChangeView>,
    },
    /// The customer is so already.
    Same {
        /// The customer's name.
        customer: String,
    },
    /// An earlier row is about the same customer.
    Repeated {
        /// The number of that row.
        earlier: u32,
    },
    /// It cannot be taken.
    Refused {
        /// Why.
        problem: Problem,
        /// The name of the column, where it is about a cell.
        column: Option<String>,
        /// What stands there.
        cell: Option<String>,
    },
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FieldChangeView {
    /// Which.
    pub field: CustomerField,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// What came of an import. What waits is on disk.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ImportedView {
    /// Rows that were done.
    pub done: u32,
    /// Rows that were not, because somebody else was quicker: they are to be chosen about.
    pub overtaken: u32,
    /// Rows that wait to be sent.
    pub waiting: u32,
    /// What keeps them from being sent.
    pub because: Option<Problem>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExportedView {
    /// Where it lies.
    pub file: String,
    /// How many customers are in it.
    pub customers: u32,
}
