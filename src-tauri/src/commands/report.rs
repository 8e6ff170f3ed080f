//! Reports, and the files they are saved in.

use std::path::Path;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{PeriodForm, PeriodsView, QuotesView, ReportKind, ReportView, SavedView, SheetFormat};
use tauri::State;

use crate::office::Office;

/// The periods that people often ask for.
#[tauri::command]
#[specta::specta]
pub async fn periods(office: State<'_, Office>) -> Result<PeriodsView, Problem> {
    office.desk().await?.periods().await
}

/// What was registered within a period.
#[tauri::command]
#[specta::specta]
pub async fn report(office: State<'_, Office>, kind: ReportKind, period: PeriodForm) -> Result<ReportView, Problem> {
    office.desk().await?.report(kind, period).await
}

/// Saves what was registered within a period as CSV.
#[tauri::command]
#[specta::specta]
pub async fn save_report(
    office: State<'_, Office>,
    kind: ReportKind,
    period: PeriodForm,
) -> Result<SavedView, Problem> {
    let saved = office.desk().await?.save_report(kind, period).await?;
    Ok(office.remember(saved))
}

/// Licences to quote a renewal for.
#[tauri::command]
#[specta::specta]
pub async fn quotes(office: State<'_, Office>, period: PeriodForm) -> Result<QuotesView, Problem> {
    office.desk().await?.quotes(period).await
}

/// Saves the licences to quote a renewal for.
#[tauri::command]
#[specta::specta]
pub async fn save_quotes(
    office: State<'_, Office>,
    period: PeriodForm,
    format: SheetFormat,
) -> Result<SavedView, Problem> {
    let saved = office.desk().await?.save_quotes(period, format).await?;
    Ok(office.remember(saved))
}

/// Shows a file that this window made in its folder.
#[tauri::command]
#[specta::specta]
pub async fn show_in_folder(office: State<'_, Office>, file: String) -> Result<(), Problem> {
    let shown = office.has_printed(Path::new(&file)) && tauri_plugin_opener::reveal_item_in_dir(&file).is_ok();
    if shown {
        Ok(())
    } else {
        Err(Problem::FileAccess { path: file })
    }
}
