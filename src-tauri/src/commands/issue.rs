//! Applying for registration keys.

use kagifuda_desk::problem::{Field, Problem};
use kagifuda_desk::view::{
    DemoView, DeviceFactsView, ForeseenView, FoundNumbersView, IntentView, IssueForm, IssueLine, MadeApplicationView,
    NumberView, SiteView, SubmitView,
};
use tauri::State;

use crate::office::Office;

/// What was typed of a number so far.
#[tauri::command]
#[specta::specta]
pub fn read_number(field: Field, typed: String) -> Result<NumberView, Problem> {
    Ok(kagifuda_desk::read_number(field, &typed))
}

/// The numbers in a text of any kind.
#[tauri::command]
#[specta::specta]
pub async fn find_numbers(office: State<'_, Office>, text: String) -> Result<FoundNumbersView, Problem> {
    office.desk().await?.find_numbers(&text).await
}

/// What this computer knows of a device.
#[tauri::command]
#[specta::specta]
pub async fn device_facts(office: State<'_, Office>, device: String) -> Result<DeviceFactsView, Problem> {
    office.desk().await?.device_facts(&device).await
}

/// A site as it would be saved.
#[tauri::command]
#[specta::specta]
pub async fn read_site(office: State<'_, Office>, device: String, site: [String; 2]) -> Result<SiteView, Problem> {
    office.desk().await?.read_site(&device, &site)
}

/// Saves where a device stands.
#[tauri::command]
#[specta::specta]
pub async fn save_site(office: State<'_, Office>, device: String, site: [String; 2]) -> Result<SubmitView, Problem> {
    office
        .desk()
        .await?
        .save_site(&device, site)
        .await
        .map(|answer| office.asked(answer))
}

/// What is to be expected of each line, before it is sent.
#[tauri::command]
#[specta::specta]
pub async fn foresee_keys(
    office: State<'_, Office>,
    device: String,
    keys: Vec<IssueLine>,
) -> Result<Vec<ForeseenView>, Problem> {
    office.desk().await?.foresee_keys(&device, &keys).await
}

/// Applies for registration keys.
#[tauri::command]
#[specta::specta]
pub async fn issue(office: State<'_, Office>, form: IssueForm) -> Result<SubmitView, Problem> {
    office
        .desk()
        .await?
        .issue(form)
        .await
        .map(|answer| office.asked(answer))
}

/// What waits, or was refused and not put away since.
#[tauri::command]
#[specta::specta]
pub async fn applications(office: State<'_, Office>) -> Result<Vec<IntentView>, Problem> {
    office.desk().await?.applications().await
}

/// An application, to be corrected and sent again.
#[tauri::command]
#[specta::specta]
pub async fn application(office: State<'_, Office>, intent: String) -> Result<MadeApplicationView, Problem> {
    office.desk().await?.application(&intent).await
}

/// Takes a refused request off the lists.
#[tauri::command]
#[specta::specta]
pub async fn put_away(office: State<'_, Office>, intent: String) -> Result<(), Problem> {
    office.desk().await?.put_away(&intent).await
}

/// Everything that the demonstration shows.
#[tauri::command]
#[specta::specta]
pub fn demo() -> Result<DemoView, Problem> {
    Ok(kagifuda_desk::demonstration())
}
