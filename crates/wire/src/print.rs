//! Telling of what was printed.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};
use kagifuda_domain::account::Login;
use kagifuda_domain::mail::Language;
use kagifuda_domain::print::{Document, Facts, Subject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Prints that one request may tell of.
pub const MOST_PRINTS: usize = 500;

/// Bytes that the body of one request may have: much more than any one print takes.
pub const PRINTS_LIMIT: usize = 1024 * 1024;

/// Body of `POST /v1/prints`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TellPrints {
    /// The dealer whose prints they are. What was printed for one dealer is told to no other, whoever has signed in at the desk by now.
    #[schema(example = "00000000-0000-4000-8000-000000000004")]
    pub dealer: Uuid,
    /// 1 to [`MOST_PRINTS`].
    #[schema(min_items = 1)]
    pub prints: Vec<MadePrint>,
}

/// A print that a desk has made (PRN-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadePrint {
    /// The print's id, drawn by the desk: however often it is told of, it is one print.
    pub id: Uuid,
    /// What was printed: `activation-sheet`, `startup-card`, `key-label`, `registration-sheet`, `licence-sheet`, `renewal-letter`, `customer-set`.
    #[schema(value_type = String, example = "startup-card")]
    pub document: Document,
    /// What it is of: the plain number of an activation key, the plain id of a device, the id of a licence key sheet, or the number of a letter or
    /// set. 1 to 64 letters, digits and signs of ASCII.
    #[schema(value_type = String, example = "0123456789ABCDEF")]
    pub subject: Subject,
    /// The customer it was printed for, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Uuid>,
    /// Which copy it says it is (PRN-1).
    #[schema(value_type = u32, minimum = 1, example = 1)]
    pub copy: NonZeroU32,
    /// The language of its words: `ja` or `en`.
    #[schema(value_type = String, example = "ja")]
    pub language: Language,
    /// When, by the clock of the desk.
    #[schema(example = "2026-11-21T00:00:00Z")]
    pub at: DateTime<Utc>,
    /// The member who printed it, where that is another one than who tells of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "tanaka01")]
    pub by: Option<Login>,
    /// What desks need to print the same again: one line of at most 16 KiB, kept as it is. No secret.
    #[schema(value_type = String, example = "{}")]
    pub facts: Facts,
}

/// Answer: the prints are in the history of the dealer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PrintsTold {
    /// How many of them were not known yet.
    pub recorded: u64,
}
