//! i-PRO Remo: customer accounts, cameras, licences from stock and from cards, and who was told what.
//!
//! Promises: whatever concerns a contract user is written in a [`crate::Writing`] of its dealer, and what changes is told to the desks. Another
//! dealer's ids are as unknown as none.

mod camera;
mod card;
mod customer;
mod due;
mod licence;
mod notice;
mod stock;

pub use due::{DueCustomer, LastDay};
pub use licence::{Event, Held};
pub use notice::{ChosenNotices, NearestSent, NoticeSent, preset_notices};

use kagifuda_domain::mail::Language;
use kagifuda_domain::remo::Path;

use crate::error::Error;

fn path_name(path: Path) -> &'static str {
    match path {
        Path::Edge => "edge",
        Path::Direct => "direct",
    }
}

fn read_path(table: &'static str, row: &str, stored: &str) -> Result<Path, Error> {
    let path = [Path::Edge, Path::Direct]
        .into_iter()
        .find(|path| path_name(*path) == stored);
    path.ok_or_else(|| Error::unreadable(table, "path", row, "it is neither edge nor direct"))
}

fn read_language(table: &'static str, row: &str, stored: &str) -> Result<Language, Error> {
    crate::read::parse(table, "language", row, stored)
}
