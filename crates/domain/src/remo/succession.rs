//! What happens by itself when licences on cameras end.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};

use super::{Path, Unassigned, assign_by_itself};
use crate::calendar::{JST, japan_day, next_day};

/// A licence of a term on its camera.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnCamera<Id> {
    /// The licence.
    pub licence: Id,
    /// The camera.
    pub camera: Id,
    /// The path of both.
    pub path: Path,
    /// The licence's last day.
    pub expiry: NaiveDate,
}

/// Proof that a licence has ended on its camera, and what takes its place. Only [`successions`] makes one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Succession<Id> {
    ended: OnCamera<Id>,
    at: DateTime<Utc>,
    successor: Option<Id>,
}

impl<Id: Copy> Succession<Id> {
    /// What ended.
    pub fn ended(&self) -> OnCamera<Id> {
        self.ended
    }

    /// When: at 00:00 in Japan of the day after its last day.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// The licence that the camera has from then on, if there was one.
    pub fn successor(&self) -> Option<Id> {
        self.successor
    }
}

/// **REM-2** What has happened by itself until `now` to one contract user's cameras: whenever a licence ended, the unassigned one of the
/// same path that expires first took its place, in order of the days on which they ended; of two cameras on one day, the one that
/// stands first in `on_cameras` comes first. A successor that has ended meanwhile has a successor of its own.
pub fn successions<Id: Copy + Ord>(
    on_cameras: &[OnCamera<Id>],
    unassigned: &[Unassigned<Id>],
    now: DateTime<Utc>,
) -> Vec<Succession<Id>> {
    let today = japan_day(now);
    let (mut running, mut unassigned) = (on_cameras.to_vec(), unassigned.to_vec());
    let mut happened = Vec::new();
    while let Some(first) = first_to_end(&running, today) {
        let ended = running[first];
        let day = next_day(ended.expiry);
        let successor = assign_by_itself(ended.path, &unassigned, day);
        match unassigned.iter().position(|licence| Some(licence.id) == successor) {
            Some(found) => {
                let licence = unassigned.swap_remove(found);
                let expiry = licence.expiry.unwrap_or(NaiveDate::MAX);
                running[first] = OnCamera {
                    licence: licence.id,
                    expiry,
                    ..ended
                };
            }
            None => drop(running.remove(first)),
        }
        happened.push(Succession {
            ended,
            at: beginning(day),
            successor,
        });
    }
    happened
}

/// **REM-5** What will follow by itself on the licences that end on `expiry`, if nobody does anything until that day is over.
pub fn foreseen<Id: Copy + Ord>(
    on_cameras: &[OnCamera<Id>],
    unassigned: &[Unassigned<Id>],
    expiry: NaiveDate,
) -> Vec<Succession<Id>> {
    let all = successions(on_cameras, unassigned, beginning(next_day(expiry)));
    all.into_iter().filter(|one| one.ended.expiry == expiry).collect()
}

fn first_to_end<Id>(running: &[OnCamera<Id>], today: NaiveDate) -> Option<usize> {
    let ended = running.iter().enumerate().filter(|(_, licence)| licence.expiry < today);
    ended
        .min_by_key(|(place, licence)| (licence.expiry, *place))
        .map(|(place, _)| place)
}

/// The instant at which `day` begins in Japan.
fn beginning(day: NaiveDate) -> DateTime<Utc> {
    let begins = JST.from_local_datetime(&day.and_time(NaiveTime::MIN)).single();
    begins.map_or(DateTime::<Utc>::MAX_UTC, |begins| begins.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn on(licence: u32, camera: u32, expiry: &str) -> OnCamera<u32> {
        OnCamera {
            licence,
            camera,
            path: Path::Edge,
            expiry: day(expiry),
        }
    }

    fn free(id: u32, expiry: Option<&str>) -> Unassigned<u32> {
        Unassigned {
            id,
            path: Path::Edge,
            expiry: expiry.map(day),
        }
    }

    /// Camera, what ended, what took its place.
    fn told(cameras: &[OnCamera<u32>], unassigned: &[Unassigned<u32>], now: &str) -> Vec<(u32, u32, Option<u32>)> {
        let happened = successions(cameras, unassigned, now.parse().unwrap());
        happened
            .iter()
            .map(|one| (one.ended().camera, one.ended().licence, one.successor()))
            .collect()
    }

    #[test]
    fn rem_2_a_successor_comes_at_midnight_in_japan_after_the_last_day() {
        let (cameras, spare) = ([on(1, 10, "2026-03-31")], [free(2, Some("2027-03-31"))]);
        assert_eq!(told(&cameras, &spare, "2026-03-31T14:59:59Z"), []);
        assert_eq!(told(&cameras, &spare, "2026-03-31T15:00:00Z"), [(10, 1, Some(2))]);
        let happened = successions(&cameras, &spare, "2026-09-01T00:00:00Z".parse().unwrap());
        assert_eq!(
            happened[0].at(),
            "2026-03-31T15:00:00Z".parse::<DateTime<Utc>>().unwrap()
        );
    }

    #[test]
    fn rem_5_what_will_follow_is_foreseen_by_the_same_rule() {
        let cameras = [
            on(1, 10, "2026-03-31"),
            on(2, 11, "2026-03-31"),
            on(3, 12, "2026-02-28"),
        ];
        let spare = [free(4, Some("2026-03-31")), free(5, Some("2027-03-31"))];
        let seen = |expiry: &str| -> Vec<_> {
            let all = foreseen(&cameras, &spare, day(expiry));
            all.iter()
                .map(|one| (one.ended().camera, one.ended().licence, one.successor()))
                .collect()
        };
        assert_eq!(seen("2026-02-28"), [(12, 3, Some(4))]);
        assert_eq!(
            seen("2026-03-31"),
            [(10, 1, Some(5)), (11, 2, None), (12, 4, None)],
            "one waits for three, and the third has its own successor until then"
        );
        assert_eq!(seen("2026-04-30"), []);
    }

    #[test]
    fn rem_2_years_without_anybody_looking_are_caught_up_in_order() {
        let cameras = [
            on(1, 10, "2026-03-31"),
            on(2, 11, "2026-02-28"),
            on(3, 12, "2026-03-31"),
        ];
        let spare = [
            free(4, Some("2026-04-30")),
            free(5, Some("2027-04-30")),
            free(6, None),
            free(7, Some("2026-03-15")),
        ];
        assert_eq!(
            told(&cameras, &spare, "2028-01-01T00:00:00Z"),
            [
                (11, 2, Some(7)),
                (11, 7, Some(4)),
                (10, 1, Some(5)),
                (12, 3, None),
                (11, 4, None),
                (10, 5, None)
            ],
            "never the perpetual one"
        );
    }
}
