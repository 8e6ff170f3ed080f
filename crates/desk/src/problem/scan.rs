//! What stands in the way of reading a picture of paper.

use serde::Serialize;
use specta::Type;

use super::{Kind, Problem};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ScanProblem {
    /// It is neither a PNG or JPEG picture nor a PDF file.
    ScanNoPicture,
    /// The file is larger than is read.
    ScanFileTooLarge {
        /// So much may be.
        megabytes: u32,
    },
    /// The picture has more pixels than are read.
    ScanPictureTooLarge {
        /// So many millions may be.
        megapixels: u32,
    },
    /// The PDF file opens with a password only.
    ScanLocked,
    /// The file is damaged.
    ScanDamaged,
}

impl From<ScanProblem> for Problem {
    fn from(problem: ScanProblem) -> Self {
        Self::Scan(problem)
    }
}

impl ScanProblem {
    /// Each of them was a file, and not one that can be read.
    pub(super) fn kind(&self) -> Kind {
        Kind::Refused
    }
}
