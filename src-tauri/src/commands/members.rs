//! The dealer's account and its members. All of it needs the network.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    AddStaffForm, DealerForm, DealerView, PasswordForm, SecondFactorBegunView, SecondFactorView, SessionView,
    StaffForm, StaffView, Typed,
};
use tauri::State;

use crate::office::Office;

/// What is said of the dealer.
#[tauri::command]
#[specta::specta]
pub async fn dealer(office: State<'_, Office>) -> Result<DealerView, Problem> {
    office.desk().await?.dealer().await
}

/// Changes what is said of the dealer.
#[tauri::command]
#[specta::specta]
pub async fn change_dealer(office: State<'_, Office>, form: DealerForm) -> Result<DealerView, Problem> {
    office.desk().await?.change_dealer(form).await
}

/// Changes the own password.
#[tauri::command]
#[specta::specta]
pub async fn change_password(office: State<'_, Office>, form: PasswordForm) -> Result<u32, Problem> {
    office.desk().await?.change_password(form).await
}

/// Everybody of the staff.
#[tauri::command]
#[specta::specta]
pub async fn staff(office: State<'_, Office>) -> Result<Vec<StaffView>, Problem> {
    office.desk().await?.staff().await
}

/// Adds a member.
#[tauri::command]
#[specta::specta]
pub async fn add_staff(office: State<'_, Office>, form: AddStaffForm) -> Result<(), Problem> {
    office.desk().await?.add_staff(form).await
}

/// Changes a member.
#[tauri::command]
#[specta::specta]
pub async fn change_staff(office: State<'_, Office>, form: StaffForm) -> Result<(), Problem> {
    office.desk().await?.change_staff(form).await
}

/// Removes a member.
#[tauri::command]
#[specta::specta]
pub async fn remove_staff(office: State<'_, Office>, id: String) -> Result<(), Problem> {
    office.desk().await?.remove_staff(&id).await
}

/// Where the member stands with their second factor.
#[tauri::command]
#[specta::specta]
pub async fn second_factor(office: State<'_, Office>) -> Result<SecondFactorView, Problem> {
    office.desk().await?.second_factor().await
}

/// Begins with a second factor.
#[tauri::command]
#[specta::specta]
pub async fn begin_second_factor(office: State<'_, Office>, password: Typed) -> Result<SecondFactorBegunView, Problem> {
    office.desk().await?.begin_second_factor(password).await
}

/// Turns on what was begun.
#[tauri::command]
#[specta::specta]
pub async fn confirm_second_factor(office: State<'_, Office>, code: Typed) -> Result<(), Problem> {
    office.desk().await?.confirm_second_factor(code).await
}

/// Turns the second factor off.
#[tauri::command]
#[specta::specta]
pub async fn drop_second_factor(office: State<'_, Office>, code: Typed) -> Result<(), Problem> {
    office.desk().await?.drop_second_factor(code).await
}

/// Demands a second factor of everybody, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn demand_second_factor(office: State<'_, Office>, demanded: bool) -> Result<(), Problem> {
    office.desk().await?.demand_second_factor(demanded).await
}

/// The sessions that are open.
#[tauri::command]
#[specta::specta]
pub async fn sessions(office: State<'_, Office>) -> Result<Vec<SessionView>, Problem> {
    office.desk().await?.sessions().await
}

/// Ends a session.
#[tauri::command]
#[specta::specta]
pub async fn end_session(office: State<'_, Office>, id: String) -> Result<(), Problem> {
    office.desk().await?.end_session(&id).await
}

/// Ends the own sessions but this one.
#[tauri::command]
#[specta::specta]
pub async fn end_other_sessions(office: State<'_, Office>) -> Result<u32, Problem> {
    office.desk().await?.end_other_sessions().await
}
