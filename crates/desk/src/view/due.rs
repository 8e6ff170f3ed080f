//! What is to be done, and what ends when.

use kagifuda_domain::due::Urgency;
use serde::Serialize;
use specta::Type;

use super::IntentView;

/// What is to be done today.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct TodayView {
    /// Licences that have ended or soon will, in groups, the most urgent first; no group is empty.
    pub due: Vec<DueGroup>,
    /// How many there are in all groups.
    pub total: u32,
    /// Requests that wait to be sent, the earliest first.
    pub waiting: Vec<IntentView>,
    /// Requests that were refused of late and not asked for again, the latest first.
    pub refused: Vec<IntentView>,
    /// Applications that waited and were done of late, the latest first: somebody may wait for word of them.
    pub done: Vec<IntentView>,
}

/// Licences of one urgency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DueGroup {
    /// How much they press.
    pub urgency: UrgencyView,
    /// How many there are.
    pub count: u32,
    /// The first of them.
    pub first: Vec<DueView>,
}

/// How much a licence presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyView {
    /// It has ended, and can still be renewed.
    Ended,
    /// It ends within 30 days.
    Days30,
    /// It ends within 60 days.
    Days60,
    /// It ends within 90 days.
    Days90,
}

impl From<Urgency> for UrgencyView {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Ended => Self::Ended,
            Urgency::Days30 => Self::Days30,
            Urgency::Days60 => Self::Days60,
            Urgency::Days90 => Self::Days90,
        }
    }
}

/// A licence that ends. Days are ISO 8601, in the zone of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DueView {
    /// Its own, and the same for ever.
    pub id: String,
    /// The programme: `tsunagaru`, `miemasu`, `remo`.
    pub programme: String,
    /// The customer's name, where known.
    pub customer: Option<String>,
    /// MPR ID or MAC address, grouped.
    pub device: String,
    /// What the device is called, where it has a name.
    pub name: Option<String>,
    /// 設置先情報, as one line.
    pub site: Option<String>,
    /// 品番 of the licence.
    pub product: String,
    /// Whether it is the free trial.
    pub trial: bool,
    /// The last day it covers.
    pub expiry: String,
    /// つながるねっと: its last minute on a clock in Japan (TSU-9), `2026-03-10T08:59`.
    pub expiry_in_japan: Option<String>,
    /// Days from today to the expiry; below zero once it has passed.
    pub days_left: i32,
    /// The day from which it can be renewed, if it cannot be yet (MIE-1).
    pub opens: Option<String>,
    /// The last day on which it can be renewed; nothing where it always can.
    pub last_day: Option<String>,
}

/// A month of expiries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MonthView {
    /// The month, `2026-11`.
    pub month: String,
    /// The one before.
    pub previous: String,
    /// The one after.
    pub next: String,
    /// Today, as a day in Japan.
    pub today: String,
    /// Its weeks, from Sunday to Saturday.
    pub weeks: Vec<Vec<DayView>>,
    /// What ends in it, or on the day asked for; at most so many that a window can show.
    pub ending: Vec<DueView>,
    /// How many end in it.
    pub total: u32,
    /// What ends in this month and the eleven after it, by day; at most so many that a window can show.
    pub year: Vec<DueView>,
    /// How many end in that year.
    pub year_total: u32,
}

/// A day in a month of expiries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DayView {
    /// The day.
    pub day: String,
    /// Its number in its month.
    pub number: u32,
    /// Whether it is of the month shown.
    pub inside: bool,
    /// Licences that end on it, by programme.
    pub ending: Vec<ProgrammeCount>,
    /// Licences that can be renewed on it for the last time.
    pub last_chances: u32,
}

/// How many of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ProgrammeCount {
    /// The programme: `tsunagaru`, `miemasu`, `remo`.
    pub programme: String,
    /// How many.
    pub count: u32,
}

/// Maintenance of the server that is announced (MNT-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MaintenanceView {
    /// Its first instant.
    pub from: String,
    /// The first instant after it.
    pub to: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Whether it is under way.
    pub now: bool,
    /// What the operator says about it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}
