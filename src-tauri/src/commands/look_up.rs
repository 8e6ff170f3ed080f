//! Looking up, on this computer alone.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    DetailView, LookUpForm, LookUpView, ProductChoice, ScanForm, ScanView, SecretKind, ThingKind,
};
use tauri::State;

use crate::clipboard::Clipboard;
use crate::office::Office;

/// Everything that is asked for, best first.
#[tauri::command]
#[specta::specta]
pub async fn look_up(office: State<'_, Office>, form: LookUpForm, limit: u32) -> Result<LookUpView, Problem> {
    office.desk().await?.look_up(form, limit).await
}

/// One thing with all that is known of it.
#[tauri::command]
#[specta::specta]
pub async fn thing(office: State<'_, Office>, kind: ThingKind, id: String) -> Result<DetailView, Problem> {
    office.desk().await?.thing(kind, &id).await
}

/// The products that there are to choose from.
#[tauri::command]
#[specta::specta]
pub async fn products(office: State<'_, Office>) -> Result<Vec<ProductChoice>, Problem> {
    office.desk().await?.products().await
}

/// What the codes in a picture of paper say, and whether that is so.
#[tauri::command]
#[specta::specta]
pub async fn scan(office: State<'_, Office>, form: ScanForm) -> Result<ScanView, Problem> {
    office.desk().await?.scan_form(form).await
}

/// What is masked of an activation key. That it was asked for is on record.
#[tauri::command]
#[specta::specta]
pub async fn reveal(office: State<'_, Office>, secret: SecretKind, activation_key: String) -> Result<String, Problem> {
    office.desk().await?.reveal(secret, &activation_key).await
}

/// Copies `text`; it is taken back in so many seconds, if it is still in the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy(clipboard: State<'_, Clipboard>, text: String) -> Result<u32, Problem> {
    clipboard.copy(text).map_err(|reason| {
        tracing::warn!(%reason, "not copied");
        Problem::ClipboardClosed
    })
}
