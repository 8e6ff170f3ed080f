//! The state of the office and what the window says about it.

use std::thread;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{Language, RecoveredView, StatusView};
use notify_rust::Notification;
use tauri::{AppHandle, State, WebviewWindow};

use crate::office::Office;

/// The state of the office, from what is known here.
#[tauri::command]
#[specta::specta]
pub async fn status(office: State<'_, Office>) -> Result<StatusView, Problem> {
    office.desk().await?.status().await
}

/// Moves a cache that does not open out of the way; nothing of it is deleted. Answers what could be carried over; nothing where it opens.
#[tauri::command]
#[specta::specta]
pub async fn set_aside(office: State<'_, Office>) -> Result<Option<RecoveredView>, Problem> {
    office.set_aside().await
}

/// Begins a sync, unless one is under way. What becomes of it is told by events.
#[tauri::command]
#[specta::specta]
pub async fn sync(office: State<'_, Office>) -> Result<(), Problem> {
    office.sync_wanted.notify_one();
    Ok(())
}

/// The language of the office.
#[tauri::command]
#[specta::specta]
pub async fn language(office: State<'_, Office>) -> Result<Language, Problem> {
    Ok(office.desk().await?.language())
}

/// Sets the language of the office.
#[tauri::command]
#[specta::specta]
pub async fn set_language(office: State<'_, Office>, language: Language) -> Result<(), Problem> {
    office.desk().await?.set_language(language).await
}

/// Shows everything at `percent` of its usual size.
#[tauri::command]
#[specta::specta]
pub async fn zoom(window: WebviewWindow, percent: u32) -> Result<(), Problem> {
    // A view that cannot be zoomed stays as it is, and can be read.
    window
        .set_zoom(f64::from(percent) / 100.0)
        .unwrap_or_else(|reason| tracing::warn!("not zoomed: {reason}"));
    Ok(())
}

/// Tells the person at the computer something while the window is out of sight.
#[tauri::command]
#[specta::specta]
pub async fn notify(app: AppHandle, title: String, body: String) -> Result<(), Problem> {
    let mut notification = Notification::new();
    notification
        .appname(&app.package_info().name)
        .summary(&title)
        .body(&body);
    // Without its own identity a notification on Windows would be PowerShell's.
    #[cfg(windows)]
    notification.app_id(&app.config().identifier);
    // A desktop may be slow to answer, or show no notifications at all: the state is in the window too.
    thread::spawn(move || {
        notification
            .show()
            .map(drop)
            .unwrap_or_else(|reason| tracing::debug!("not shown: {reason}"))
    });
    Ok(())
}
