//! Looking up, on this computer alone.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{FindView, KeyView};
use tauri::State;

use crate::office::Office;

/// Activation keys that `query` finds in any field, best first.
#[tauri::command]
#[specta::specta]
pub async fn find(office: State<'_, Office>, query: String, limit: u32) -> Result<FindView, Problem> {
    office.desk().await?.find(&query, limit).await
}

/// One activation key with all that is known of it.
#[tauri::command]
#[specta::specta]
pub async fn key(office: State<'_, Office>, activation_key: String) -> Result<KeyView, Problem> {
    office.desk().await?.key(&activation_key).await
}
