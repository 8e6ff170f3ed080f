//! Documents for customers, as PDF: key sheets and cards, registration and licence key sheets, renewal letters, labels, and
//! everything of one customer as a set.
//!
//! Promised here:
//! - A number on paper is the number that was passed in, readable by eye, by copying the text out of the file, and by scanning.
//! - Every character shows. One that no face has is refused by name, never dropped.
//! - Long names shrink and wrap, and never leave the page.
//! - The same batch gives the same bytes, on every machine.
//! - A page holds the numbers of its own sheet only, so a page taken out of the file takes nobody else's along. The contents page of a set lists
//!   devices and activation keys as well, all of one customer or site.
//!
//! The manual is set here, too, from the texts that the window shows.
//!
//! Deliberately not here: paths, printers, the network, a clock, and what may be printed by whom.

mod canvas;
mod code;
mod contents;
mod document;
mod faces;
mod facts;
mod file;
mod frame;
mod icon;
mod impose;
mod key;
mod label;
mod letter;
mod licence;
pub mod manual;
mod measures;
mod preview;
mod protect;
mod read;
mod registration;
mod scan;
mod svg;
mod table;
mod text;
mod words;

use std::str::FromStr;

use chrono::{DateTime, Utc};
use kagifuda_domain::print::Document;
use serde::{Deserialize, Serialize};

use crate::document::Set;
pub use crate::facts::{
    Connection, Contents, Facts, Item, Key, Letter, Licence, Licensed, Line, Mark, Registered, Registration, Until,
    document_no,
};
pub use crate::label::{LabelSheet, Labels, LabelsError};
pub use crate::preview::{PreviewError, preview};
pub use crate::protect::{FilePassword, FilePasswordError, protect};
pub use crate::read::{Found, LARGEST_FILE, MOST_PAGES, MOST_PIXELS, ReadError, Reading, codes_in};
pub use crate::scan::{AddressError, KeyPaper, ParseScanError, PublicAddress, Scanned};
pub use crate::svg::code_svg;

/// The papers that a document is made for, its usual one first.
pub const fn papers(document: Document) -> &'static [Paper] {
    match document {
        Document::ActivationSheet | Document::RegistrationSheet | Document::RenewalLetter | Document::CustomerSet => {
            &[Paper::A4]
        }
        Document::StartupCard => &[Paper::A6, Paper::A4],
        Document::LicenceSheet => &[Paper::A4, Paper::A6],
        // They have sheets of their own.
        Document::KeyLabel => &[],
    }
}

/// The size of a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm.
    A6,
}

/// How documents lie on the pages of a file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Each on pages of its own.
    Page(Paper),
    /// Startup-information cards, several on an A4 page, with marks to cut along.
    Cards(Cut),
    /// Labels of startup information, on a sheet of labels.
    Labels(Labels),
}

/// How many cards are cut out of an A4 page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// 4 cards of A6.
    Four,
    /// 8 cards of A7, the page lying on its side.
    Eight,
}

/// The language of the words on the page. Numbers and names stay as they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// The word is none of those that are known here.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{typed}` is unknown; one of {known} is wanted")]
pub struct UnknownWord {
    /// What was typed.
    pub typed: String,
    /// The words that are known.
    pub known: &'static str,
}

impl FromStr for Paper {
    type Err = UnknownWord;

    fn from_str(typed: &str) -> Result<Self, UnknownWord> {
        match typed.to_ascii_lowercase().as_str() {
            "a4" => Ok(Self::A4),
            "a6" => Ok(Self::A6),
            _ => Err(UnknownWord {
                typed: typed.into(),
                known: "a4, a6",
            }),
        }
    }
}

impl FromStr for Language {
    type Err = UnknownWord;

    fn from_str(typed: &str) -> Result<Self, UnknownWord> {
        match typed.to_ascii_lowercase().as_str() {
            "ja" => Ok(Self::Ja),
            "en" => Ok(Self::En),
            _ => Err(UnknownWord {
                typed: typed.into(),
                known: "ja, en",
            }),
        }
    }
}

/// The dealer's office, which the customer may ask.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Supplier {
    /// 会社名; also the author in the file's properties.
    pub company: String,
    /// 電話番号.
    pub phone: Option<String>,
    /// メールアドレス.
    pub email: Option<String>,
}

/// What goes into one file, in order.
#[derive(Clone, PartialEq, Debug)]
pub struct Batch {
    /// How the documents lie on the pages.
    pub layout: Layout,
    /// The language of its words.
    pub language: Language,
    /// The date in the file's properties.
    pub printed_at: DateTime<Utc>,
    /// Where registration keys are obtained: printed, and put into the codes; `None` where the office wants no address on paper.
    pub address: Option<PublicAddress>,
    /// Whom the customer may ask.
    pub supplier: Supplier,
    /// Only the last four digits of what is secret show, and there are no codes: for a file that is sent by mail.
    pub masked: bool,
    /// A first page that lists the documents: it makes them the set of one customer.
    pub contents: Option<Contents>,
    /// The documents.
    pub items: Vec<Item>,
}

impl Batch {
    /// The most documents of one file. Larger files make viewers and printers slow; print more as several files.
    pub const MOST_ITEMS: usize = 1_000;
}

/// A finished file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Why a batch is not printed.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum PrintError {
    /// There is nothing to print.
    #[error("there is nothing to print")]
    Empty,
    /// More than [`Batch::MOST_ITEMS`].
    #[error("{found} sheets are too many for one file, at most {} fit", Batch::MOST_ITEMS)]
    TooMany {
        /// How many were asked for.
        found: usize,
    },
    /// The document is not made for that paper (see [`papers`]), or is no card where cards or labels are asked for.
    #[error("{document} is not made for that paper")]
    PaperNotOffered {
        /// The document.
        document: Document,
    },
    /// A registration key sheet has 1 to [`Registration::MOST_KEYS`] keys (KMS-4).
    #[error("a registration key sheet has 1 to {} keys, not {found}", Registration::MOST_KEYS)]
    Keys {
        /// How many were asked for.
        found: usize,
    },
    /// There is no such label on the sheet, or it leaves no room for anything.
    #[error("this is no usable sheet of labels: {0}")]
    Labels(#[from] LabelsError),
    /// No face has these characters. Printing without them would show another name.
    #[error("these characters cannot be printed: {characters}")]
    MissingGlyphs {
        /// The characters, each once.
        characters: String,
        /// The document they stand on, from 0. `None`: on all.
        item: Option<usize>,
    },
    /// A text is so long that it would be too small to read.
    #[error("this is too long to be printed in a legible size: {text}")]
    TooLong {
        /// The text.
        text: String,
        /// The document it stands on, from 0. `None`: on all.
        item: Option<usize>,
    },
    /// The program's own parts do not fit together; nobody's input causes this.
    #[error("the file could not be made: {0}")]
    Broken(String),
}

impl PrintError {
    /// The document it is about, from 0, if it is about one.
    pub fn item(&self) -> Option<usize> {
        match self {
            Self::MissingGlyphs { item, .. } | Self::TooLong { item, .. } => *item,
            Self::Empty
            | Self::TooMany { .. }
            | Self::PaperNotOffered { .. }
            | Self::Keys { .. }
            | Self::Labels(_)
            | Self::Broken(_) => None,
        }
    }

    /// The same, said of one document.
    fn of_item(self, item: usize) -> Self {
        match self {
            Self::TooLong { text, .. } => Self::TooLong { text, item: Some(item) },
            Self::Empty
            | Self::TooMany { .. }
            | Self::PaperNotOffered { .. }
            | Self::Keys { .. }
            | Self::Labels(_)
            | Self::MissingGlyphs { .. }
            | Self::Broken(_) => self,
        }
    }
}

/// The characters of `text` that cannot be printed, each once: to be refused where the text is typed.
pub fn unprintable(text: &str) -> String {
    faces::missing(&text::tidy(text))
}

/// Makes the file of `batch`.
pub fn pdf(batch: &Batch) -> Result<Pdf, PrintError> {
    if batch.items.is_empty() {
        return Err(PrintError::Empty);
    }
    if batch.items.len() > Batch::MOST_ITEMS {
        return Err(PrintError::TooMany {
            found: batch.items.len(),
        });
    }
    for item in &batch.items {
        offered(&batch.layout, item)?;
    }
    let Set { sheets, outline, title } = document::lay_out(batch)?;
    let pages = sheets.pages.len();
    let about = file::About {
        title,
        author: &batch.supplier.company,
        at: batch.printed_at,
        language: batch.language,
        outline: &outline,
    };
    Ok(Pdf {
        bytes: file::assemble(&about, sheets)?,
        pages,
    })
}

/// Refuses a document that does not go with `layout`.
fn offered(layout: &Layout, item: &Item) -> Result<(), PrintError> {
    let document = item.facts.document();
    let is_offered = match layout {
        Layout::Page(paper) => papers(document).contains(paper),
        Layout::Cards(_) | Layout::Labels(_) => document == Document::StartupCard,
    };
    if !is_offered {
        return Err(PrintError::PaperNotOffered { document });
    }
    match &item.facts {
        Facts::Registration(sheet) if !(1..=Registration::MOST_KEYS).contains(&sheet.keys.len()) => {
            Err(PrintError::Keys {
                found: sheet.keys.len(),
            })
        }
        Facts::Sheet(_) | Facts::Card(_) | Facts::Registration(_) | Facts::Licence(_) | Facts::Letter(_) => Ok(()),
    }
}
