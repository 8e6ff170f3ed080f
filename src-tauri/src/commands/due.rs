//! What is to be done, and what ends when: on this computer alone.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{MaintenanceView, MonthView, SavedView, TodayView};
use tauri::State;

use crate::office::Office;

/// What is to be done today.
#[tauri::command]
#[specta::specta]
pub async fn today(office: State<'_, Office>) -> Result<TodayView, Problem> {
    office.desk().await?.today().await
}

/// What ends in a month, or else in the one it is; the list of it only on a day, if one is given.
#[tauri::command]
#[specta::specta]
pub async fn expiries(
    office: State<'_, Office>,
    month: Option<String>,
    day: Option<String>,
) -> Result<MonthView, Problem> {
    office.desk().await?.expiries(month, day).await
}

/// Saves what ends in a month and the eleven after it for other calendars.
#[tauri::command]
#[specta::specta]
pub async fn save_expiries(office: State<'_, Office>, month: Option<String>) -> Result<SavedView, Problem> {
    let saved = office.desk().await?.save_expiries(month).await?;
    Ok(office.remember(saved))
}

/// Maintenance that nobody at this computer was told of yet. Each is answered once.
#[tauri::command]
#[specta::specta]
pub async fn maintenance_news(office: State<'_, Office>) -> Result<Vec<MaintenanceView>, Problem> {
    office.desk().await?.maintenance_news().await
}
