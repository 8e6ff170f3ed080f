//! Which camera a licence may go to.

use chrono::NaiveDate;

use super::{Licence, Path, Perpetual, Term};

/// Cameras that one contract user may have on the direct path. [policy: per contract user]
pub const DIRECT_CAMERAS: usize = 2;

/// The contract user has [`DIRECT_CAMERAS`] on the direct path already.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("at most {DIRECT_CAMERAS} cameras can be reached directly")]
pub struct TooManyDirect;

/// Whether a contract user with `direct` cameras on the direct path may have another camera, of `path`.
pub fn may_add_camera(path: Path, direct: usize) -> Result<(), TooManyDirect> {
    match path {
        Path::Direct if direct >= DIRECT_CAMERAS => Err(TooManyDirect),
        Path::Direct | Path::Edge => Ok(()),
    }
}

/// The camera has a perpetual licence, which would be lost with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the camera has a perpetual licence, which would be lost with it")]
pub struct PerpetualOnCamera;

/// Whether a camera with `licence` may be taken away, which `failed` or not. A licence of a term is free again. A perpetual one leaves its
/// camera for another one (**REM-8**), or because the camera failed (**REM-9**).
pub fn may_remove_camera<Id>(licence: Option<&Licence<Id>>, failed: bool) -> Result<(), PerpetualOnCamera> {
    match licence {
        Some(Licence::Perpetual(_)) if !failed => Err(PerpetualOnCamera),
        Some(Licence::Perpetual(_) | Licence::Term(_)) | None => Ok(()),
    }
}

/// What a clerk does with a licence for the customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placing {
    /// Puts it on a camera for the first time.
    Assign,
    /// 振替え: takes it from its camera to another.
    Move,
    /// Applies again for one whose camera failed.
    Reapply,
}

/// The camera that a licence is to go to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Target {
    /// Its path.
    pub path: Path,
    /// Whether it and the licence are the same contract user's.
    pub same_customer: bool,
    /// Whether it has a licence that runs.
    pub is_licensed: bool,
    /// Whether the licence was on it when it was reported failed.
    pub has_failed: bool,
}

/// Proof that a licence may go to a camera. Only [`place`] makes one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed {
    placing: Placing,
}

impl Placed {
    /// What is done.
    pub fn placing(&self) -> Placing {
        self.placing
    }
}

/// Why a licence does not go to a camera.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PlaceRefusal {
    /// Licence and camera are of two contract users.
    #[error("licence and camera are of two customers")]
    OtherCustomer,
    /// The licence is for cameras of the other path.
    #[error("the licence is for the other path")]
    OtherPath,
    /// One licence a camera.
    #[error("the camera has a licence")]
    CameraLicensed,
    /// It is allocated to nobody.
    #[error("the licence is in stock")]
    InStock,
    /// It is on a camera: it can only be moved.
    #[error("the licence is on a camera")]
    AlreadyAssigned,
    /// It is on no camera: there is nothing to move.
    #[error("the licence is on no camera")]
    NotAssigned,
    /// It is over.
    #[error("the licence was good until {expiry}")]
    Expired {
        /// Its last day.
        expiry: NaiveDate,
    },
    /// **REM-8** It can be moved no more.
    #[error("the licence could be moved until {last_day}")]
    MoveClosed {
        /// The last day on which it could.
        last_day: NaiveDate,
    },
    /// **REM-9** Its camera has not failed.
    #[error("only a licence whose camera failed is applied for again")]
    CameraNotFailed,
    /// **REM-9** Its camera failed: it has to be applied for again.
    #[error("the licence has to be applied for again")]
    CameraFailed,
    /// **REM-8** The camera is the one that was reported failed: the licence goes to another one.
    #[error("the camera was reported failed with this licence on it")]
    SameCamera,
    /// **REM-9** It can be applied for no more.
    #[error("the licence could be applied for again until {last_day}")]
    ReapplyClosed {
        /// The last day on which it could.
        last_day: NaiveDate,
    },
}

/// Decides whether `placing` puts `licence`, which is for cameras of `path`, on the camera `target`.
///
/// - One licence a camera; edge and direct are not interchangeable.
/// - **REM-2** A term licence can be moved as long as it runs. Its expiry does not change by that.
/// - **REM-8** A perpetual one can be moved for 30 days.
/// - **REM-9** A perpetual one whose camera failed can be applied for again within five years, for another camera: were the
///   failed one to come back, a report of a failure would move what is fixed (**REM-8**).
pub fn place<Id>(placing: Placing, licence: &Licence<Id>, path: Path, target: Target) -> Result<Placed, PlaceRefusal> {
    match placing {
        Placing::Assign => may_be_assigned(licence),
        Placing::Move => may_be_moved(licence),
        Placing::Reapply => may_be_reapplied_for(licence),
    }?;
    if !target.same_customer {
        Err(PlaceRefusal::OtherCustomer)
    } else if target.path != path {
        Err(PlaceRefusal::OtherPath)
    } else if target.is_licensed {
        Err(PlaceRefusal::CameraLicensed)
    } else if target.has_failed && placing == Placing::Reapply {
        Err(PlaceRefusal::SameCamera)
    } else {
        Ok(Placed { placing })
    }
}

fn may_be_assigned<Id>(licence: &Licence<Id>) -> Result<(), PlaceRefusal> {
    match licence {
        Licence::Term(Term::Allocated { .. }) | Licence::Perpetual(Perpetual::Registered) => Ok(()),
        Licence::Term(Term::Stock) => Err(PlaceRefusal::InStock),
        Licence::Term(Term::Assigned { .. })
        | Licence::Perpetual(Perpetual::Assigned { .. } | Perpetual::Fixed { .. }) => {
            Err(PlaceRefusal::AlreadyAssigned)
        }
        Licence::Term(Term::Expired { expiry, .. }) => Err(PlaceRefusal::Expired { expiry: *expiry }),
        Licence::Perpetual(Perpetual::Reapplicable { .. }) => Err(PlaceRefusal::CameraFailed),
        Licence::Perpetual(Perpetual::Spent { since }) => Err(PlaceRefusal::ReapplyClosed { last_day: *since }),
    }
}

fn may_be_moved<Id>(licence: &Licence<Id>) -> Result<(), PlaceRefusal> {
    match licence {
        Licence::Term(Term::Assigned { .. }) | Licence::Perpetual(Perpetual::Assigned { .. }) => Ok(()),
        Licence::Term(Term::Stock) => Err(PlaceRefusal::InStock),
        Licence::Term(Term::Allocated { .. }) | Licence::Perpetual(Perpetual::Registered) => {
            Err(PlaceRefusal::NotAssigned)
        }
        Licence::Term(Term::Expired { expiry, .. }) => Err(PlaceRefusal::Expired { expiry: *expiry }),
        Licence::Perpetual(Perpetual::Fixed { movable_through, .. }) => Err(PlaceRefusal::MoveClosed {
            last_day: *movable_through,
        }),
        Licence::Perpetual(Perpetual::Reapplicable { .. }) => Err(PlaceRefusal::CameraFailed),
        Licence::Perpetual(Perpetual::Spent { since }) => Err(PlaceRefusal::ReapplyClosed { last_day: *since }),
    }
}

fn may_be_reapplied_for<Id>(licence: &Licence<Id>) -> Result<(), PlaceRefusal> {
    match licence {
        Licence::Perpetual(Perpetual::Reapplicable { .. }) => Ok(()),
        Licence::Perpetual(Perpetual::Spent { since }) => Err(PlaceRefusal::ReapplyClosed { last_day: *since }),
        Licence::Term(Term::Stock) => Err(PlaceRefusal::InStock),
        Licence::Term(Term::Expired { expiry, .. }) => Err(PlaceRefusal::Expired { expiry: *expiry }),
        Licence::Term(Term::Allocated { .. } | Term::Assigned { .. })
        | Licence::Perpetual(Perpetual::Registered | Perpetual::Assigned { .. } | Perpetual::Fixed { .. }) => {
            Err(PlaceRefusal::CameraNotFailed)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: Target = Target {
        path: Path::Edge,
        same_customer: true,
        is_licensed: false,
        has_failed: false,
    };

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn each_state_has_one_way_to_a_camera_at_most() {
        use PlaceRefusal::{AlreadyAssigned, CameraFailed, CameraNotFailed, InStock, NotAssigned};
        let last_day = day("2026-03-31");
        let (expired, closed) = (
            PlaceRefusal::Expired { expiry: last_day },
            PlaceRefusal::ReapplyClosed { last_day },
        );
        let fixed = Perpetual::Fixed {
            camera: 1,
            movable_through: last_day,
            reapplicable_through: last_day,
        };
        for (licence, assign, moved, reapplied) in [
            (Licence::Term(Term::Stock), Some(InStock), Some(InStock), Some(InStock)),
            (
                Licence::Term(Term::Allocated { expiry: last_day }),
                None,
                Some(NotAssigned),
                Some(CameraNotFailed),
            ),
            (
                Licence::Term(Term::Assigned {
                    expiry: last_day,
                    camera: 1,
                }),
                Some(AlreadyAssigned),
                None,
                Some(CameraNotFailed),
            ),
            (
                Licence::Term(Term::Expired {
                    expiry: last_day,
                    camera: Some(1),
                }),
                Some(expired),
                Some(expired),
                Some(expired),
            ),
            (
                Licence::Perpetual(Perpetual::Registered),
                None,
                Some(NotAssigned),
                Some(CameraNotFailed),
            ),
            (
                Licence::Perpetual(Perpetual::Assigned {
                    camera: 1,
                    movable_through: last_day,
                }),
                Some(AlreadyAssigned),
                None,
                Some(CameraNotFailed),
            ),
            (
                Licence::Perpetual(fixed),
                Some(AlreadyAssigned),
                Some(PlaceRefusal::MoveClosed { last_day }),
                Some(CameraNotFailed),
            ),
            (
                Licence::Perpetual(Perpetual::Reapplicable { through: last_day }),
                Some(CameraFailed),
                Some(CameraFailed),
                None,
            ),
            (
                Licence::Perpetual(Perpetual::Spent { since: last_day }),
                Some(closed),
                Some(closed),
                Some(closed),
            ),
        ] {
            for (placing, refusal) in [
                (Placing::Assign, assign),
                (Placing::Move, moved),
                (Placing::Reapply, reapplied),
            ] {
                let decided = place(placing, &licence, Path::Edge, FREE);
                assert_eq!(decided.err(), refusal, "{placing:?} {licence:?}");
            }
        }
    }

    #[test]
    fn a_licence_is_for_one_free_camera_of_its_path_and_customer() {
        let licence: Licence<u32> = Licence::Perpetual(Perpetual::Registered);
        for (path, target, refusal) in [
            (Path::Edge, FREE, None),
            (Path::Direct, FREE, Some(PlaceRefusal::OtherPath)),
            (
                Path::Edge,
                Target {
                    path: Path::Direct,
                    ..FREE
                },
                Some(PlaceRefusal::OtherPath),
            ),
            (
                Path::Edge,
                Target {
                    is_licensed: true,
                    ..FREE
                },
                Some(PlaceRefusal::CameraLicensed),
            ),
            (
                Path::Edge,
                Target {
                    same_customer: false,
                    ..FREE
                },
                Some(PlaceRefusal::OtherCustomer),
            ),
        ] {
            assert_eq!(
                place(Placing::Assign, &licence, path, target).err(),
                refusal,
                "{target:?}"
            );
        }
    }

    #[test]
    fn rem_8_a_licence_does_not_return_to_the_camera_that_was_reported_failed() {
        let failed = Target {
            has_failed: true,
            ..FREE
        };
        let through = day("2026-03-31");
        let perpetual: Licence<u32> = Licence::Perpetual(Perpetual::Reapplicable { through });
        let again = |target| place(Placing::Reapply, &perpetual, Path::Edge, target).map(|placed| placed.placing());
        assert_eq!(again(failed), Err(PlaceRefusal::SameCamera));
        assert_eq!(again(FREE), Ok(Placing::Reapply));
        let term: Licence<u32> = Licence::Term(Term::Allocated { expiry: through });
        let repaired = place(Placing::Assign, &term, Path::Edge, failed);
        assert!(repaired.is_ok(), "one for a term was free all the while");
    }

    #[test]
    fn a_camera_with_a_perpetual_licence_goes_only_when_it_failed() {
        let perpetual: Licence<u32> = Licence::Perpetual(Perpetual::Registered);
        let term = Licence::Term(Term::Stock);
        for (licence, failed, goes) in [
            (None, false, true),
            (Some(&term), false, true),
            (Some(&perpetual), false, false),
            (Some(&perpetual), true, true),
        ] {
            assert_eq!(may_remove_camera(licence, failed).is_ok(), goes, "{licence:?} {failed}");
        }
    }

    #[test]
    fn two_cameras_are_direct_at_most() {
        for (path, direct, fits) in [(Path::Direct, 1, true), (Path::Direct, 2, false), (Path::Edge, 2, true)] {
            assert_eq!(may_add_camera(path, direct).is_ok(), fits, "{path:?} {direct}");
        }
    }
}
