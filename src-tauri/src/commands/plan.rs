//! The what-if planner, on this computer alone.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{LicenceView, PlanForm, PlanView};
use tauri::State;

use crate::office::Office;

/// What would come of an act.
#[tauri::command]
#[specta::specta]
pub async fn plan(form: PlanForm) -> Result<PlanView, Problem> {
    kagifuda_desk::what_if(&form)
}

/// Licences of all programmes in which every word of `query` is found.
#[tauri::command]
#[specta::specta]
pub async fn licences(office: State<'_, Office>, query: String, limit: u32) -> Result<Vec<LicenceView>, Problem> {
    office.desk().await?.licences(&query, limit).await
}
