//! Reports, and the files they are saved in.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::DueView;

/// A period as typed: a day in any form people write it, nothing for an open end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Type)]
pub struct PeriodForm {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
}

/// Periods that people often ask for, as of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PeriodsView {
    /// For what was registered.
    pub registered: Vec<PresetView>,
    /// For what ends.
    pub ending: Vec<PresetView>,
}

/// A period with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PresetView {
    /// Which one.
    pub name: PeriodName,
    /// The first day; nothing for an open end.
    pub from: Option<String>,
    /// The last day; nothing for an open end.
    pub to: Option<String>,
}

/// The names of periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PeriodName {
    /// The month it is.
    ThisMonth,
    /// The month before.
    LastMonth,
    /// The month after.
    NextMonth,
    /// 今年度, from April.
    ThisFiscalYear,
    /// Whatever is to be done now: what has ended and can still be renewed, and what ends within 90 days.
    Pressing,
    /// Everything there is.
    Everything,
}

/// What a report of registrations tells (KMS-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// 登録実績集計: keys issued a day.
    Totals,
    /// 登録履歴: one line a key.
    History,
}

/// A report of registrations, as it would be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReportView {
    /// 登録実績集計.
    Totals {
        /// Keys in all.
        keys: u32,
        /// Days on which any were issued.
        days: u32,
        /// The latest of those days first; at most so many that a window can show.
        latest: Vec<DayTotal>,
    },
    /// 登録履歴.
    History {
        /// Keys in all.
        keys: u32,
        /// The latest first; at most so many that a window can show.
        latest: Vec<IssuedView>,
    },
}

/// The keys of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DayTotal {
    /// The day in Japan.
    pub day: String,
    /// How many were issued.
    pub keys: u32,
}

/// A key that was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct IssuedView {
    /// 発行日時.
    pub issued_at: String,
    /// MPR ID or MAC address, grouped.
    pub device: String,
    /// 設置先情報, as one line.
    pub site: String,
    /// The activation key number, grouped.
    pub activation_key: String,
    /// 品番.
    pub product: String,
    /// 登録ID of whoever had it issued.
    pub issued_by: String,
}

/// 更新見積一覧: licences to quote a renewal for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct QuotesView {
    /// How many there are.
    pub total: u32,
    /// The first of them, by customer; at most so many that a window can show.
    pub first: Vec<QuoteView>,
}

/// A licence to quote a renewal for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct QuoteView {
    /// The licence.
    pub due: DueView,
    /// 品番 of what it can be renewed with, the shortest first.
    pub suggested: Vec<String>,
    /// つながるねっと: the most months that can be added now (TSU-7).
    pub months_that_fit: Option<u32>,
}

/// The file formats of the list of renewals to quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SheetFormat {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SavedView {
    /// Where it lies.
    pub file: String,
    /// How many lines or events it has.
    pub lines: u32,
}
