//! The real window, the real server, a keyboard.
#![cfg(target_os = "linux")]

mod access;
mod account;
mod customers;
mod drafts;
mod issue;
mod look_up;
mod office_work;
mod opening;
mod print;
mod renew;

use std::path::Path;

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

/// The window of the office whose home is `home`, ready to look something up.
async fn opened(home: &Path) -> Window {
    let window = Window::open(home).await;
    window.finds("input[role=combobox]:focus").await;
    window
}

/// Goes to the page of the settings that is called `name`.
async fn goes_to_settings(window: &Window, name: &str) {
    window.press_ctrl('8').await;
    window.choose(name).await;
}

/// Signs out.
async fn signs_out(window: &Window) {
    goes_to_settings(window, "このパソコン").await;
    window.choose("ログアウト").await;
    window.sees("サーバーに登録したIDでログインします").await;
}
