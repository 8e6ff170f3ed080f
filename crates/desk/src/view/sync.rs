//! How a sync goes.

use serde::Serialize;
use specta::Type;

use super::IntentView;
use crate::problem::Problem;

/// How a sync went. Applications are answered also in one that stopped.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncReport {
    /// What it did, or what stopped it.
    pub synced: Result<SyncedView, Problem>,
    /// The applications that the server answered, in the order in which they were asked for.
    pub answered: Vec<IntentView>,
}

/// What a sync did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SyncedView {
    /// The number of the last change applied.
    pub cursor: u32,
    /// Changes applied by this sync.
    pub applied: u32,
    /// Changes there are in all.
    pub total: u32,
}

/// How a sync goes on.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SyncEvent {
    /// Changes fetched and applied so far, of all this sync will apply.
    Progress {
        /// Applied.
        done: u32,
        /// To be applied.
        total: u32,
    },
    /// It finished.
    Finished {
        /// What it did.
        synced: SyncedView,
        /// Applications that the server answered during it.
        answered: u32,
    },
    /// It stopped; the cache is as after the last whole page.
    Stopped {
        /// Why.
        problem: Problem,
    },
}
