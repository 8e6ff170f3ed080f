//! Registering, and the links in mails.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    ChooseKnownForm, ConsentView, Language, LinkAskedView, LinkForm, LinkView, SetPasswordForm, SignUpForm,
};
use tauri::State;

use crate::office::Office;

/// What a person who registers agrees to.
#[tauri::command]
#[specta::specta]
pub async fn consent(office: State<'_, Office>, server: String, language: Language) -> Result<ConsentView, Problem> {
    office.desk().await?.consent(&server, language).await
}

/// Asks to be registered.
#[tauri::command]
#[specta::specta]
pub async fn sign_up(office: State<'_, Office>, form: SignUpForm) -> Result<LinkAskedView, Problem> {
    office.desk().await?.sign_up(form).await
}

/// Asks for a link to set a new password.
#[tauri::command]
#[specta::specta]
pub async fn password_forgotten(
    office: State<'_, Office>,
    server: String,
    login: String,
) -> Result<LinkAskedView, Problem> {
    office.desk().await?.password_forgotten(&server, &login).await
}

/// What a link out of a mail opens.
#[tauri::command]
#[specta::specta]
pub async fn open_link(office: State<'_, Office>, form: LinkForm) -> Result<LinkView, Problem> {
    office.desk().await?.open_link(form).await
}

/// Registers with a link and a password.
#[tauri::command]
#[specta::specta]
pub async fn finish_sign_up(office: State<'_, Office>, form: SetPasswordForm) -> Result<String, Problem> {
    office.desk().await?.finish_sign_up(form).await
}

/// Does as the owner of a known address chose.
#[tauri::command]
#[specta::specta]
pub async fn choose_known(office: State<'_, Office>, form: ChooseKnownForm) -> Result<String, Problem> {
    office.desk().await?.choose_known(form).await
}

/// Sets a new password with a link.
#[tauri::command]
#[specta::specta]
pub async fn set_password(office: State<'_, Office>, form: SetPasswordForm) -> Result<(), Problem> {
    office.desk().await?.set_password(form).await
}

/// Confirms a new mail address with a link.
#[tauri::command]
#[specta::specta]
pub async fn confirm_address(office: State<'_, Office>, form: LinkForm) -> Result<(), Problem> {
    office.desk().await?.confirm_address(form).await
}
