//! What a licence is at an instant.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Closed, move_licence, reapply};
use crate::calendar::japan_day;

/// A licence that ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Term<Id> {
    /// Nobody's yet; it does not age (**REM-1**).
    Stock,
    /// A contract user's, on no camera.
    Allocated {
        /// Its last day.
        expiry: NaiveDate,
    },
    /// On a camera.
    Assigned {
        /// Its last day.
        expiry: NaiveDate,
        /// Which camera.
        camera: Id,
    },
    /// Over.
    Expired {
        /// Its last day.
        expiry: NaiveDate,
        /// The camera it ended on, if there was one and it is still there.
        camera: Option<Id>,
    },
}

impl<Id> Term<Id> {
    /// The state at `now` of a licence with the last day `expiry`, none as long as it is in stock, on `camera`.
    pub fn at(expiry: Option<NaiveDate>, camera: Option<Id>, now: DateTime<Utc>) -> Self {
        match (expiry, camera) {
            (None, _) => Self::Stock,
            (Some(expiry), camera) if expiry < japan_day(now) => Self::Expired { expiry, camera },
            (Some(expiry), Some(camera)) => Self::Assigned { expiry, camera },
            (Some(expiry), None) => Self::Allocated { expiry },
        }
    }
}

/// A licence that does not end. It comes of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Perpetual<Id> {
    /// A contract user's, never on a camera.
    Registered,
    /// On a camera, and still movable (**REM-8**).
    Assigned {
        /// Which camera.
        camera: Id,
        /// The last day on which it can be moved.
        movable_through: NaiveDate,
    },
    /// On its camera for good (**REM-8**).
    Fixed {
        /// Which camera.
        camera: Id,
        /// The last day on which it could be moved.
        movable_through: NaiveDate,
        /// The last day on which it can be applied for again, should the camera fail.
        reapplicable_through: NaiveDate,
    },
    /// Its camera failed: it can be applied for again (**REM-9**).
    Reapplicable {
        /// The last day on which it can.
        through: NaiveDate,
    },
    /// Its camera failed, and it is too late (**REM-9**).
    Spent {
        /// The last day on which it could have been applied for again.
        since: NaiveDate,
    },
}

impl<Id> Perpetual<Id> {
    /// The state at `now` of a licence that was first assigned at `assigned` and is on `camera`. Once assigned, it leaves a camera without
    /// going to another one only when the camera fails.
    pub fn at(assigned: Option<DateTime<Utc>>, camera: Option<Id>, now: DateTime<Utc>) -> Self {
        let Some(assigned) = assigned else {
            return Self::Registered;
        };
        let reapplicable = reapply(assigned, now);
        let Some(camera) = camera else {
            return match reapplicable {
                Ok(through) => Self::Reapplicable { through },
                Err(Closed { last_day }) => Self::Spent { since: last_day },
            };
        };
        match (move_licence(assigned, now), reapplicable) {
            (Ok(movable_through), _) => Self::Assigned {
                camera,
                movable_through,
            },
            (
                Err(Closed {
                    last_day: movable_through,
                }),
                Ok(last) | Err(Closed { last_day: last }),
            ) => Self::Fixed {
                camera,
                movable_through,
                reapplicable_through: last,
            },
        }
    }
}

/// A licence of either type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Licence<Id> {
    /// One that ends.
    Term(Term<Id>),
    /// One that does not.
    Perpetual(Perpetual<Id>),
}

impl<Id: Copy> Licence<Id> {
    /// The camera that has it and may use it.
    pub fn camera(&self) -> Option<Id> {
        match self {
            Self::Term(Term::Assigned { camera, .. })
            | Self::Perpetual(Perpetual::Assigned { camera, .. } | Perpetual::Fixed { camera, .. }) => Some(*camera),
            Self::Term(Term::Stock | Term::Allocated { .. } | Term::Expired { .. })
            | Self::Perpetual(Perpetual::Registered | Perpetual::Reapplicable { .. } | Perpetual::Spent { .. }) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(written: &str) -> DateTime<Utc> {
        written.parse().unwrap()
    }

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn a_term_licence_is_what_its_facts_say() {
        let (expiry, now) = (day("2026-03-31"), at("2026-03-31T23:59:59+09:00"));
        for (expiry, camera, now, state) in [
            (None, None, now, Term::Stock),
            (Some(expiry), None, now, Term::Allocated { expiry }),
            (Some(expiry), Some(1), now, Term::Assigned { expiry, camera: 1 }),
            (
                Some(expiry),
                Some(1),
                at("2026-04-01T00:00:00+09:00"),
                Term::Expired {
                    expiry,
                    camera: Some(1),
                },
            ),
            (
                Some(expiry),
                None,
                at("2026-04-01T00:00:00+09:00"),
                Term::Expired { expiry, camera: None },
            ),
        ] {
            assert_eq!(Term::at(expiry, camera, now), state);
        }
    }

    #[test]
    fn a_perpetual_licence_is_movable_then_fixed_and_reapplicable_then_spent() {
        let assigned = Some(at("2025-01-10T12:00:00+09:00"));
        let (movable_through, through) = (day("2025-02-09"), day("2030-01-10"));
        for (rule, assigned, camera, now, state) in [
            ("never", None, None, "2025-01-10T12:00:00+09:00", Perpetual::Registered),
            (
                "REM-8 day 30",
                assigned,
                Some(1),
                "2025-02-09T23:59:59+09:00",
                Perpetual::Assigned {
                    camera: 1,
                    movable_through,
                },
            ),
            (
                "REM-8 day 31",
                assigned,
                Some(1),
                "2025-02-10T00:00:00+09:00",
                Perpetual::Fixed {
                    camera: 1,
                    movable_through,
                    reapplicable_through: through,
                },
            ),
            (
                "REM-9 failed at once",
                assigned,
                None,
                "2025-01-10T12:00:01+09:00",
                Perpetual::Reapplicable { through },
            ),
            (
                "REM-9 five years",
                assigned,
                None,
                "2030-01-10T23:59:59+09:00",
                Perpetual::Reapplicable { through },
            ),
            (
                "REM-9 later",
                assigned,
                None,
                "2030-01-11T00:00:00+09:00",
                Perpetual::Spent { since: through },
            ),
        ] {
            assert_eq!(Perpetual::at(assigned, camera, at(now)), state, "{rule}");
        }
    }
}
