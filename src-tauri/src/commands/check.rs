//! What the rules say of what is typed into an account's forms. Asks nobody.

use kagifuda_desk::problem::{PasswordFault, Problem, ProfileField};
use kagifuda_desk::view::{DealerCheckView, DealerForm, SignUpForm, StaffRole, Typed};

/// The countries to choose from.
#[tauri::command]
#[specta::specta]
pub async fn countries() -> Result<Vec<String>, Problem> {
    Ok(kagifuda_desk::countries())
}

/// The fields of a sign-up that are not taken.
#[tauri::command]
#[specta::specta]
pub async fn check_sign_up(form: SignUpForm) -> Result<Vec<ProfileField>, Problem> {
    Ok(kagifuda_desk::check_sign_up(form))
}

/// What is to be said of a changed profile before it is sent.
#[tauri::command]
#[specta::specta]
pub async fn check_dealer(form: DealerForm, login: String, email: String) -> Result<DealerCheckView, Problem> {
    Ok(kagifuda_desk::check_dealer(form, login, email))
}

/// Whether this is no login.
#[tauri::command]
#[specta::specta]
pub async fn check_login(typed: String) -> Result<bool, Problem> {
    Ok(kagifuda_desk::check_login(typed))
}

/// Why a password is not taken, if it is not.
#[tauri::command]
#[specta::specta]
pub async fn check_password(typed: Typed) -> Result<Option<PasswordFault>, Problem> {
    Ok(kagifuda_desk::check_password(typed))
}

/// Whether the own password is shown for this change of a member.
#[tauri::command]
#[specta::specta]
pub async fn staff_wants_password(before: Option<StaffRole>, after: StaffRole, drops: bool) -> Result<bool, Problem> {
    Ok(kagifuda_desk::staff_wants_password(before, after, drops))
}
