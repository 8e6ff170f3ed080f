//! From key to paper.

use std::path::Path;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{PreviewView, PrintForm, PrintedView, PrintsView};
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

/// Prints into a file of the office's folder for prints.
#[tauri::command]
#[specta::specta]
pub async fn print(office: State<'_, Office>, form: PrintForm) -> Result<PrintedView, Problem> {
    let printed = office.desk().await?.print(form, None).await?;
    office.remember_print(&printed.file);
    Ok(printed)
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
