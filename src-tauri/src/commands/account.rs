//! Signing in and out.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{SignInForm, StatusView};
use tauri::State;

use crate::office::Office;

/// Signs in, and begins the first sync.
#[tauri::command]
#[specta::specta]
pub async fn sign_in(office: State<'_, Office>, form: SignInForm) -> Result<StatusView, Problem> {
    let status = office.desk().await?.sign_in(form).await?;
    office.sync_wanted.notify_one();
    Ok(status)
}

/// Signs out.
#[tauri::command]
#[specta::specta]
pub async fn sign_out(office: State<'_, Office>) -> Result<StatusView, Problem> {
    office.desk().await?.sign_out().await
}
