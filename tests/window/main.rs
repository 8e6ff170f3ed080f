//! The real window, the real server, a keyboard.
#![cfg(target_os = "linux")]

mod access;
mod drafts;
mod issue;
mod look_up;
mod office_work;
mod opening;
mod renew;

use kagifuda_tests::office::Office;
use kagifuda_tests::server::LOGIN;
use kagifuda_tests::window::{Key, Window};

/// Fills the sign-in form by keyboard.
async fn sign_in(window: &Window, office: &Office, password: &str) {
    window.finds("[name=server]:focus").await;
    window.type_text(&office.network.url()).await;
    window.press(Key::Tab).await;
    window.type_text(LOGIN).await;
    window.press(Key::Tab).await;
    window.type_text(password).await;
    window.press(Key::Enter).await;
}
