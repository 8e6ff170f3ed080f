//! Questions that a member keeps.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{LookUpForm, SavedFilterView};
use tauri::State;

use crate::office::Office;

/// The member's filters, by name.
#[tauri::command]
#[specta::specta]
pub async fn saved_filters(office: State<'_, Office>) -> Result<Vec<SavedFilterView>, Problem> {
    office.desk().await?.saved_filters().await
}

/// Keeps a filter under a name that is free.
#[tauri::command]
#[specta::specta]
pub async fn save_filter(
    office: State<'_, Office>,
    name: String,
    form: LookUpForm,
) -> Result<Vec<SavedFilterView>, Problem> {
    office.desk().await?.save_filter(&name, form).await
}

/// Gives a filter another name.
#[tauri::command]
#[specta::specta]
pub async fn rename_filter(
    office: State<'_, Office>,
    from: String,
    to: String,
) -> Result<Vec<SavedFilterView>, Problem> {
    office.desk().await?.rename_filter(&from, &to).await
}

/// Drops a filter.
#[tauri::command]
#[specta::specta]
pub async fn delete_filter(office: State<'_, Office>, name: String) -> Result<Vec<SavedFilterView>, Problem> {
    office.desk().await?.delete_filter(&name).await
}
