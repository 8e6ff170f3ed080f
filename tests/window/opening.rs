//! Signing in, and what stands in the way of opening.

use std::fs;
use std::path::Path;

use kagifuda_tests::office::Office;
use kagifuda_tests::server::PASSWORD;
use kagifuda_tests::window::Window;

use crate::sign_in;

#[tokio::test(flavor = "multi_thread")]
async fn a_dealer_signs_in_by_keyboard_and_the_first_sync_shows_how_far_it_is() {
    let office = Office::new().await;
    office.server.mint(300).await;
    let window = Window::open(office.home()).await;
    window.finds("[name=server]:focus").await;
    window.run(WATCH_FOR_BAR).await;
    sign_in(&window, &office, PASSWORD).await;

    window.sees("最新の状態です").await;
    window.sees("300").await;
    assert_eq!(
        window.run("return window.sawBar").await,
        true,
        "the first sync showed its bar"
    );
    assert!(window.status_line().await.contains("オンライン"));
    let focused = window.focused().await.attr("role").await.expect("it can be read");
    assert_eq!(focused.as_deref(), Some("combobox"), "the look-up field is ready");
    window.close().await;
}

/// The first sync of a small office is over before anyone could read its bar; this notices it.
const WATCH_FOR_BAR: &str = "window.sawBar = false;
    new MutationObserver(() => { window.sawBar ||= document.querySelector('[role=progressbar]') !== null; })
        .observe(document.body, { childList: true, subtree: true });";

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let office = Office::new().await;
    let window = Window::open(office.home()).await;
    sign_in(&window, &office, "another password").await;

    window.sees("登録IDまたはパスワードが違います").await;
    let password = window.finds("[name=password]").await;
    assert_eq!(
        password.attr("aria-invalid").await.expect("it can be read").as_deref(),
        Some("true")
    );
    assert_eq!(
        password.prop("value").await.expect("it can be read").as_deref(),
        Some("another password")
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_changes_at_once_and_stays() {
    let office = Office::signed_in().await;
    let window = Window::open(office.home()).await;
    window.sees("最新の状態です").await;
    window.press_ctrl('8').await;
    window.choose("表示").await;
    window.choose("English").await;
    window.sees("Settings").await;
    window.close().await;

    let window = Window::open(office.home()).await;
    window.sees("Everything is up to date").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_whose_data_is_damaged_opens_and_offers_to_begin_anew() {
    let (office, _) = Office::with_keys(1).await;
    office.desk.close().await;
    fs::write(office.file("cache.db"), [7; 65_536]).expect("it can be written");

    let window = Window::open(office.home()).await;
    window.sees("保管データを開けません").await;
    window.choose("取り置いて、取り込み直す").await;
    window.sees("送信待ちの申請は、読み出せませんでした").await;
    window.choose("続ける").await;
    sign_in(&window, &office, PASSWORD).await;
    window.sees("最新の状態です").await;
    assert!(is_set_aside(office.home()), "nothing is deleted");
    window.close().await;
}

fn is_set_aside(home: &Path) -> bool {
    let mut files = fs::read_dir(home)
        .expect("the home is there")
        .map(|file| file.expect("it can be listed"));
    files.any(|file| file.file_name().to_string_lossy().starts_with("cache.db.aside"))
}
