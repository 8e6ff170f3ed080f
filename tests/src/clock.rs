//! A clock that a story can put forward or back.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_desk::SystemClock;
use kagifuda_domain::Clock;

/// The time of this computer, and what a story adds to it.
#[derive(Default)]
pub struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    /// Puts the clock forward by `by`, or back.
    pub fn shift(&self, by: TimeDelta) {
        self.0.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::seconds(self.0.load(Ordering::Relaxed))
    }
}
