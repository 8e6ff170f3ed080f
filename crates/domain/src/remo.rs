//! i-PRO Remo: licences of cameras. All days are Japan's.
//!
//! `term` has licences that end, `perpetual` those that do not, `service` what a camera does without one, `account` the
//! contract user's. Deliberately not here: stock keeping, and who may act for whom.

mod account;
mod perpetual;
mod service;
mod term;

pub use account::{Correction, PROVISIONAL_LINK, Welcome, confirms, may_be_corrected, welcome};
pub use perpetual::{Closed, MOST_CAMERAS, PACKS, TooManyCameras, move_licence, packs, reapply};
pub use service::{AFTER_EXPIRY, AfterExpiry};
pub use term::{
    Allocation, NOTICE_TIME, Notices, PARTNER_NOTICES, USER_NOTICES, Unassigned, allocate, assign_by_itself, notices,
};

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

/// Cameras that one contract user may have on the direct path. [policy: per contract user]
pub const DIRECT_CAMERAS: usize = 2;

/// Why a licence is not assigned to a camera.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AssignRefusal {
    /// The licence is for cameras of the other path.
    #[error("the licence is for the other path")]
    OtherPath,
    /// The contract user has [`DIRECT_CAMERAS`] on the direct path already.
    #[error("at most {DIRECT_CAMERAS} cameras can be reached directly")]
    TooManyDirect,
}

/// Whether a licence of the path `licence` may be assigned to a camera of the path `camera`, where the contract user has so
/// many other cameras with licences on the direct path.
pub fn may_assign(licence: Path, camera: Path, other_direct: usize) -> Result<(), AssignRefusal> {
    if licence != camera {
        Err(AssignRefusal::OtherPath)
    } else if camera == Path::Direct && other_direct >= DIRECT_CAMERAS {
        Err(AssignRefusal::TooManyDirect)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_for_cameras_of_its_path_and_two_are_direct_at_most() {
        for (licence, camera, direct, decided) in [
            (Path::Edge, Path::Edge, 9, Ok(())),
            (Path::Edge, Path::Direct, 0, Err(AssignRefusal::OtherPath)),
            (Path::Direct, Path::Edge, 0, Err(AssignRefusal::OtherPath)),
            (Path::Direct, Path::Direct, 1, Ok(())),
            (Path::Direct, Path::Direct, 2, Err(AssignRefusal::TooManyDirect)),
        ] {
            assert_eq!(
                may_assign(licence, camera, direct),
                decided,
                "{licence:?} {camera:?} {direct}"
            );
        }
    }
}
