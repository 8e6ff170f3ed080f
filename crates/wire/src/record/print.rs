//! A print, as the feed tells of one.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};
use kagifuda_domain::mail::Language;
use kagifuda_domain::print::{Document, Facts, Subject};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// **PRN-2** A print that was made. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    /// The print's id, drawn by the desk that made it.
    pub id: Uuid,
    /// What was printed.
    pub document: Document,
    /// What it is of.
    pub subject: Subject,
    /// The customer it was printed for, where known; it may have been merged with another one since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Uuid>,
    /// Which copy (PRN-1).
    pub copy: NonZeroU32,
    /// The language of its words.
    pub language: Language,
    /// When, by the clock of the desk.
    pub at: DateTime<Utc>,
    /// The login of the member who printed it.
    pub by: String,
    /// What the desk needs to print the same again.
    pub facts: Facts,
}
