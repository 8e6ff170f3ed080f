//! What is being typed.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{DraftForm, DraftName, DraftView};
use tauri::State;

use crate::office::Office;

/// What was typed into a form and not sent.
#[tauri::command]
#[specta::specta]
pub async fn draft(office: State<'_, Office>, name: DraftName) -> Result<DraftView, Problem> {
    office.desk().await?.draft(name).await
}

/// Keeps what is typed, or drops it.
#[tauri::command]
#[specta::specta]
pub async fn save_draft(office: State<'_, Office>, form: DraftForm) -> Result<(), Problem> {
    office.desk().await?.save_draft(form).await
}
