//! From key to paper.

use std::path::Path;

use kagifuda_desk::Desk;
use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    BatchForm, BatchProgress, BatchView, DestinationForm, DocumentKind, LabelSheetView, PreviewView, PrintForm,
    PrintSettings, PrintedView, PrinterView, PrintsView, SelectForm, SelectionView,
};
use tauri::State;

use crate::office::Office;

/// One page of the document as it would be printed.
#[tauri::command]
#[specta::specta]
pub async fn preview(
    office: State<'_, Office>,
    form: PrintForm,
    page: u32,
    width: u32,
) -> Result<PreviewView, Problem> {
    office.desk().await?.preview(form, page, width).await
}

/// Prints into a file of the office's folder for prints, or onto a printer.
#[tauri::command]
#[specta::specta]
pub async fn print(office: State<'_, Office>, form: PrintForm, to: DestinationForm) -> Result<PrintedView, Problem> {
    let printed = office.desk().await?.print(form, to, None).await?;
    Ok(office.remember_printed(printed))
}

/// Prints what the print `id` was of once more, as it was then.
#[tauri::command]
#[specta::specta]
pub async fn reprint(office: State<'_, Office>, id: String, to: DestinationForm) -> Result<PrintedView, Problem> {
    let printed = office.desk().await?.reprint(&id, to, None).await?;
    Ok(office.remember_printed(printed))
}

/// The documents that a filter chooses.
#[tauri::command]
#[specta::specta]
pub async fn select_prints(office: State<'_, Office>, form: SelectForm) -> Result<SelectionView, Problem> {
    office.desk().await?.select(form).await
}

/// Prints many documents; one batch at a time.
#[tauri::command]
#[specta::specta]
pub async fn print_batch(office: State<'_, Office>, form: BatchForm) -> Result<BatchView, Problem> {
    let batching = office.begin_batch();
    let done = office.desk().await?.print_batch(form, &batching).await?;
    for printed in &done.printed {
        office.remember_printed(printed.clone());
    }
    office.remember_print(&done.folder);
    Ok(done)
}

/// How far the batch is that was begun last.
#[tauri::command]
#[specta::specta]
pub fn batch_progress(office: State<'_, Office>) -> Result<BatchProgress, Problem> {
    Ok(office.batch().progress())
}

/// Stops that batch: what is being made is finished, nothing more is begun.
#[tauri::command]
#[specta::specta]
pub fn cancel_batch(office: State<'_, Office>) -> Result<(), Problem> {
    office.batch().cancel();
    Ok(())
}

/// What the first file of a batch would be called, for a customer of the name `customer`.
#[tauri::command]
#[specta::specta]
pub async fn batch_name(
    office: State<'_, Office>,
    pattern: String,
    document: DocumentKind,
    customer: String,
) -> Result<String, Problem> {
    Ok(office.desk().await?.batch_name(&pattern, document, &customer))
}

/// Whether a file can have this password.
#[tauri::command]
#[specta::specta]
pub fn check_file_password(password: String) -> Result<(), Problem> {
    Desk::check_file_password(&password)
}

/// The printers of this computer.
#[tauri::command]
#[specta::specta]
pub async fn printers(office: State<'_, Office>) -> Result<Vec<PrinterView>, Problem> {
    office.desk().await?.printers().await
}

/// The sheets of labels that can be printed on.
#[tauri::command]
#[specta::specta]
pub async fn label_sheets(office: State<'_, Office>) -> Result<Vec<LabelSheetView>, Problem> {
    office.desk().await?.label_sheets().await
}

/// What the office has set for printing.
#[tauri::command]
#[specta::specta]
pub async fn print_settings(office: State<'_, Office>) -> Result<PrintSettings, Problem> {
    office.desk().await?.print_settings().await
}

/// Sets it.
#[tauri::command]
#[specta::specta]
pub async fn set_print_settings(office: State<'_, Office>, settings: PrintSettings) -> Result<PrintSettings, Problem> {
    office.desk().await?.set_print_settings(settings).await
}

/// At most `limit` prints of all desks, the latest first; with `before`, the id of a print, those made before it.
#[tauri::command]
#[specta::specta]
pub async fn prints(office: State<'_, Office>, before: Option<String>, limit: u32) -> Result<PrintsView, Problem> {
    office.desk().await?.prints(before, limit).await
}

/// Opens a file that this window printed, in the system's viewer.
#[tauri::command]
#[specta::specta]
pub async fn open_printed(office: State<'_, Office>, file: String) -> Result<(), Problem> {
    let opened = office.has_printed(Path::new(&file)) && tauri_plugin_opener::open_path(&file, None::<&str>).is_ok();
    if opened {
        Ok(())
    } else {
        Err(Problem::FileAccess { path: file })
    }
}
