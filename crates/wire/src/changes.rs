//! The change feed of a dealer: gapless, in commit order, paged.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Query of `GET /v1/changes`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ChangesAfter {
    /// The number of the last change already applied; 0 for none.
    pub after: u64,
    /// Changes wanted, at most [`MAX_PAGE`].
    pub limit: u32,
}

/// Changes a page may have. A desk commits each page, and every commit writes index pages anew: half as many changes a page
/// make a first sync a third slower, twice as many take memory instead.
pub const MAX_PAGE: u32 = 10_000;

/// A page of the feed: the changes `after + 1`, `after + 2`, … without a gap.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ChangePage {
    /// The number of the dealer's latest change. Nothing new: equal to `after`, and `changes` is empty.
    pub head: u64,
    /// The changes, in commit order.
    pub changes: Vec<Change>,
}

/// One change: a record, whole, as it stands after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// Its number in the dealer's feed, from 1.
    pub number: u64,
    /// The record as JSON text (see `Record`), exactly as it was signed.
    pub record: String,
    /// Which of the server's keys signed it.
    pub signed_by: u32,
    /// Ed25519 signature in base64 over the bytes that `signing::signed_bytes` lays out.
    pub signature: String,
}
