//! i-PRO Remo: licences of cameras. All days are Japan's.
//!
//! `term` has licences that end and `succession` what follows on them, `perpetual` those that do not end and `card` where they come
//! from, `licence` the states of both and `place` the ways to a camera, `notice` who is told when, `service` what a camera does without a
//! licence, `account` the contract user's. Deliberately not here: counting the stock, and who may act for whom.

mod account;
mod card;
mod licence;
mod notice;
mod perpetual;
mod place;
mod service;
mod succession;
mod term;

pub use account::{
    Correction, LinkEnded, Name, NameRefusal, PROVISIONAL_LINK, Welcome, accept, confirms, may_be_corrected, welcome,
};
pub use card::{Card, CardRefusal, register_card};
pub use licence::{Licence, Perpetual, Term};
pub use notice::{
    EARLIEST_NOTICE, MOST_NOTICES, NOTICE_NIGHT, NOTICE_TIME, NoticeDays, NoticeDaysRefusal, Notices, PARTNER_NOTICES,
    Reader, USER_NOTICES, is_notice_time, notice_due, noticed_through, notices,
};
pub use perpetual::{Closed, MOST_CAMERAS, PACKS, TooManyCameras, move_licence, packs, reapply};
pub use place::{
    DIRECT_CAMERAS, PerpetualOnCamera, PlaceRefusal, Placed, Placing, Target, TooManyDirect, may_add_camera,
    may_remove_camera, place,
};
pub use service::{AFTER_EXPIRY, AfterExpiry};
pub use succession::{OnCamera, Succession, foreseen, successions};
pub use term::{Allocation, Unassigned, allocate, assign_by_itself, term};

use serde::{Deserialize, Serialize};

/// How a camera is reached. Licences of one path are not interchangeable with those of the other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// Through an edge storage.
    Edge,
    /// Straight to the camera.
    Direct,
}
