//! Perpetual licences: moved for a while, applied for again when a camera fails, and sold in packs.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::calendar::{japan_day, last_day_of_months};

/// **REM-8** Days for which a wrong assignment can be moved.
const MOVE_DAYS: u64 = 30;
/// **REM-9** Months within which a licence can be applied for again.
const REAPPLY_MONTHS: u32 = 60;
/// **REM-10** Cameras of the packs that are sold, the largest first.
pub const PACKS: [u32; 6] = [64, 32, 16, 8, 4, 1];
/// **REM-10** The most cameras that are planned for at once. [policy]
pub const MOST_CAMERAS: u32 = 10_000;

/// The time for it is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("it was possible until {last_day}")]
pub struct Closed {
    /// The last day on which it was possible.
    pub last_day: NaiveDate,
}

/// **REM-8** Whether a licence that was first assigned at `assigned` may still move to another camera: for 30 days, the day of assignment
/// being day 0. Moves do not restart the clock (**REM-9**). Answers the last day.
pub fn move_licence(assigned: DateTime<Utc>, now: DateTime<Utc>) -> Result<NaiveDate, Closed> {
    let first = japan_day(assigned);
    within(first.checked_add_days(Days::new(MOVE_DAYS)).unwrap_or(first), now)
}

/// **REM-9** Whether a licence that was first assigned at `assigned` may be applied for again because its camera failed: within five
/// years, warranty or not. Re-applications do not restart the clock. Answers the last day.
pub fn reapply(assigned: DateTime<Utc>, now: DateTime<Utc>) -> Result<NaiveDate, Closed> {
    within(last_day_of_months(japan_day(assigned), REAPPLY_MONTHS), now)
}

fn within(last_day: NaiveDate, now: DateTime<Utc>) -> Result<NaiveDate, Closed> {
    if japan_day(now) <= last_day {
        Ok(last_day)
    } else {
        Err(Closed { last_day })
    }
}

/// More than [`MOST_CAMERAS`], or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("packs are planned for 1 to {MOST_CAMERAS} cameras, not for {cameras}")]
pub struct TooManyCameras {
    /// The number asked for.
    pub cameras: u32,
}

/// **REM-10** The fewest packs for exactly so many cameras, the largest first. Each is a card with an id pair of its own.
pub fn packs(cameras: u32) -> Result<Vec<u32>, TooManyCameras> {
    if !(1..=MOST_CAMERAS).contains(&cameras) {
        return Err(TooManyCameras { cameras });
    }
    let mut left = cameras;
    let mut packs = Vec::new();
    for pack in PACKS {
        // Each pack is a multiple of the next smaller one, so the largest first gives the fewest.
        packs.extend(std::iter::repeat_n(pack, (left / pack) as usize));
        left %= pack;
    }
    Ok(packs)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Act = fn(DateTime<Utc>, DateTime<Utc>) -> Result<NaiveDate, Closed>;

    #[test]
    fn a_licence_moves_and_is_applied_for_again_for_a_time() {
        for (rule, act, assigned, now, is_open) in [
            (
                "REM-8 day 30",
                move_licence as Act,
                "2025-01-01T00:00:00+09:00",
                "2025-01-31T23:59:59+09:00",
                true,
            ),
            (
                "REM-8 day 31",
                move_licence,
                "2025-01-01T23:59:59+09:00",
                "2025-02-01T00:00:00+09:00",
                false,
            ),
            (
                "REM-9 last day",
                reapply,
                "2025-01-10T00:00:00+09:00",
                "2030-01-10T23:59:59+09:00",
                true,
            ),
            (
                "REM-9 the day after",
                reapply,
                "2025-01-10T23:59:59+09:00",
                "2030-01-11T00:00:00+09:00",
                false,
            ),
        ] {
            let decided = act(assigned.parse().unwrap(), now.parse().unwrap());
            assert_eq!(decided.is_ok(), is_open, "{rule}");
        }
    }

    #[test]
    fn rem_10_one_to_ten_thousand_cameras_are_planned_for() {
        assert_eq!(packs(0), Err(TooManyCameras { cameras: 0 }));
        assert_eq!(packs(MOST_CAMERAS + 1), Err(TooManyCameras { cameras: 10_001 }));
        assert!(packs(MOST_CAMERAS).is_ok());
    }

    #[test]
    fn rem_10_no_other_packs_are_fewer() {
        // By the textbook: the fewest for n are one more than the fewest for n less one pack.
        let mut fewest = vec![0_usize];
        for cameras in 1..=300_usize {
            let smaller = PACKS.iter().filter_map(|pack| cameras.checked_sub(*pack as usize));
            fewest.push(smaller.map(|left| fewest[left] + 1).min().unwrap());
            let planned = packs(cameras as u32).unwrap();
            assert_eq!(planned.len(), fewest[cameras], "{cameras}");
            assert_eq!(planned.iter().sum::<u32>() as usize, cameras);
        }
    }
}
