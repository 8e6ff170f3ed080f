//! つながるねっと: subscriptions and what becomes of them.

use serde::Serialize;
use specta::Type;

/// A subscription that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SubscribedView {
    /// 接続番号.
    pub connection_no: String,
    /// What to enter on the device, grouped.
    pub registration_key: String,
    /// 利用期限.
    pub standing: StandingView,
    /// Whether this pair had been applied with before, and nothing changed.
    pub again: bool,
}

/// A subscription that was extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExtendedView {
    /// 現在の利用期限.
    pub before: StandingView,
    /// 申請後の利用期限.
    pub after: StandingView,
    /// Whether this pair had extended it before, and nothing changed.
    pub again: bool,
}

/// Where a subscription stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct StandingView {
    /// The state, in one word: `unregistered`, `not_started`, `trial`, `active`, `grace`, `lapsed`.
    pub state: String,
    /// The months of all periods together.
    pub months: u32,
    /// The last day, through 23:59:59 in Greenwich; not there before first use (TSU-2, TSU-9).
    pub expiry: Option<String>,
    /// The last minute of that day on a clock in Japan, `2026-03-10T08:59:00` (TSU-9).
    pub expiry_in_japan: Option<String>,
    /// The last day in Greenwich on which it can be extended (TSU-5).
    pub grace_ends: Option<String>,
    /// The most months that can be added now (TSU-7).
    pub months_that_fit: u32,
}
