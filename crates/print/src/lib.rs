//! Sheets for customers, as PDF: the activation key sheet (A4) and the startup-information card (起動情報案内カード, A6 and A4).
//!
//! Promised here:
//! - A number on paper is the number that was passed in, readable by eye, by copying the text out of the file, and by scanning.
//! - Every character shows. One that no face has is refused by name, never dropped.
//! - Long names shrink and wrap, and never leave the page.
//! - The same batch gives the same bytes, on every machine.
//! - A page holds the numbers of its own sheet only, so a page taken out of the file takes nobody else's along.
//!
//! The manual is set here, too, from the texts that the window shows.
//!
//! Deliberately not here: paths, printers, the network, a clock, and what may be printed by whom.

mod canvas;
mod code;
mod faces;
mod file;
pub mod manual;
mod measures;
mod preview;
mod read;
mod scan;
mod sheet;
mod svg;
mod text;
mod words;

use std::num::NonZeroU32;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};

pub use crate::preview::{PreviewError, preview};
pub use crate::read::{Found, LARGEST_FILE, MOST_PAGES, MOST_PIXELS, ReadError, Reading, codes_in};
pub use crate::scan::{AddressError, KeyPaper, ParseScanError, PublicAddress, Scanned};
pub use crate::svg::code_svg;

/// Which document is printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// The activation key sheet.
    ActivationSheet,
    /// The startup-information card (起動情報案内カード).
    StartupCard,
}

impl Kind {
    /// The papers this document is made for, its usual one first.
    pub const fn papers(self) -> &'static [Paper] {
        match self {
            Self::ActivationSheet => &[Paper::A4],
            Self::StartupCard => &[Paper::A6, Paper::A4],
        }
    }
}

/// The size of a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 105 × 148 mm.
    A6,
}

/// The language of the words on the page. Numbers and names stay as they are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(typed: &str) -> Result<Self, UnknownWord> {
        match typed {
            "activation-sheet" => Ok(Self::ActivationSheet),
            "startup-card" => Ok(Self::StartupCard),
            _ => Err(UnknownWord {
                typed: typed.into(),
                known: "activation-sheet, startup-card",
            }),
        }
    }
}

/// The dealer's office, which the customer may ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Supplier {
    /// 会社名; also the author in the file's properties.
    pub company: String,
    /// 電話番号.
    pub phone: Option<String>,
    /// メールアドレス.
    pub email: Option<String>,
}

/// One sheet: an activation key and what is known about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// アクティベーションキーナンバー, 起動ID番号.
    pub activation_key: ActivationKeyNo,
    /// レジストレーションID, 暗号ID番号.
    pub registration_id: RegistrationId,
    /// 品番.
    pub product: ProductCode,
    /// 品名, in the language of the batch.
    pub product_name: String,
    /// 用途, in the language of the batch.
    pub product_use: String,
    /// MPR ID, 機器ID番号. Without it there are boxes to write it into.
    pub device: Option<DeviceId>,
    /// レジストレーションキー, 解除キー番号. Without it there are boxes to write it into.
    pub registration_key: Option<RegistrationKey>,
    /// 設置先, in one line.
    pub site: Option<String>,
    /// お客様.
    pub customer: Option<String>,
    /// When the registration key was issued.
    pub issued_at: Option<DateTime<Utc>>,
    /// Which print of this sheet this is: the first is marked 控え, a later one 再発行 with this number.
    pub copy: NonZeroU32,
}

/// What goes into one file: a page for each item, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Batch {
    /// The document.
    pub kind: Kind,
    /// The size of its pages.
    pub paper: Paper,
    /// The language of its words.
    pub language: Language,
    /// When it is printed; shown as a date in Japan.
    pub printed_at: DateTime<Utc>,
    /// Where registration keys are obtained.
    pub address: PublicAddress,
    /// Whom the customer may ask.
    pub supplier: Supplier,
    /// One for each page.
    pub items: Vec<Item>,
}

impl Batch {
    /// The most pages of one file. Larger files make viewers and printers slow; print more as several files.
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
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
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
    /// The document is not made for that paper; see [`Kind::papers`].
    #[error("{kind:?} is not made for {paper:?} paper")]
    PaperNotOffered {
        /// The document.
        kind: Kind,
        /// The paper asked for.
        paper: Paper,
    },
    /// No face has these characters. Printing without them would show another name.
    #[error("these characters cannot be printed: {characters}")]
    MissingGlyphs {
        /// The characters, each once.
        characters: String,
        /// The sheet they stand on. `None`: on all.
        activation_key: Option<ActivationKeyNo>,
    },
    /// A text is so long that it would be too small to read.
    #[error("this is too long to be printed in a legible size: {text}")]
    TooLong {
        /// The text.
        text: String,
        /// The sheet it stands on. `None`: on all.
        activation_key: Option<ActivationKeyNo>,
    },
    /// The program's own parts do not fit together; nobody's input causes this.
    #[error("the file could not be made: {0}")]
    Broken(String),
}

impl PrintError {
    /// The same, said of the sheet of `no`.
    fn on_sheet_of(self, no: ActivationKeyNo) -> Self {
        match self {
            Self::TooLong { text, .. } => Self::TooLong {
                text,
                activation_key: Some(no),
            },
            Self::Empty
            | Self::TooMany { .. }
            | Self::PaperNotOffered { .. }
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
    if !batch.kind.papers().contains(&batch.paper) {
        return Err(PrintError::PaperNotOffered {
            kind: batch.kind,
            paper: batch.paper,
        });
    }
    let sheets = sheet::lay_out(batch)?;
    let bytes = file::assemble(&file::About::batch(batch), sheets)?;
    Ok(Pdf {
        bytes,
        pages: batch.items.len(),
    })
}
