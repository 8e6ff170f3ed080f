//! The manual and the policies. They are there whatever becomes of the desk.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{Language, ManualFileView, PageView};
use tauri::State;

use crate::office::Office;

/// The pages of the manual, in order.
#[tauri::command]
#[specta::specta]
pub async fn manual(language: Language) -> Result<Vec<PageView>, Problem> {
    Ok(kagifuda_desk::manual(language))
}

/// The terms of use and what is said of privacy.
#[tauri::command]
#[specta::specta]
pub async fn policies(language: Language) -> Result<Vec<PageView>, Problem> {
    Ok(kagifuda_desk::policies(language))
}

/// Makes the manual as a file, which can be opened then.
#[tauri::command]
#[specta::specta]
pub async fn print_manual(office: State<'_, Office>, language: Language) -> Result<ManualFileView, Problem> {
    let printed = office.desk().await?.print_manual(language).await?;
    office.remember_print(&printed.file);
    Ok(printed)
}

/// The version of this program.
#[tauri::command]
#[specta::specta]
pub async fn version() -> Result<String, Problem> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}
