//! The real window, the real server, a keyboard.
#![cfg(target_os = "linux")]

use std::fs;

use kagifuda_tests::window::{Key, Office, PASSWORD, Window};

#[tokio::test(flavor = "multi_thread")]
async fn a_dealer_signs_in_by_keyboard_and_the_first_sync_shows_how_far_it_is() {
    let office = Office::with_keys(300).await;
    let window = Window::open(&office).await;
    window.sees("ログイン").await;
    window.run(WATCH_FOR_BAR).await;

    window.type_text(&office.address).await;
    window.press(Key::Tab).await;
    window.type_text("office01").await;
    window.press(Key::Tab).await;
    window.type_text(PASSWORD).await;
    window.press(Key::Enter).await;

    window.sees("最新の状態です").await;
    window.sees("300").await;
    assert_eq!(window.run("return window.sawBar").await, true, "the first sync showed its bar");
    assert!(window.status_line().await.contains("オンライン"));
    assert_eq!(window.focused().await.attr("role").await.expect("it has one").as_deref(), Some("combobox"));
    window.close().await;
}

/// The first sync of a small office is over before anyone could read its bar; this notices it.
const WATCH_FOR_BAR: &str = "window.sawBar = false;
    new MutationObserver(() => { window.sawBar ||= document.querySelector('[role=progressbar]') !== null; })
        .observe(document.body, { childList: true, subtree: true });";

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_looked_up_and_printed_by_keyboard_alone_while_the_server_is_away() {
    let mut office = Office::with_keys(20).await;
    let desk = office.desk_in_step().await;
    let key = office.register_one(&desk, "福岡支店 会議室").await;
    drop(desk);
    office.lose_server().await;

    let window = Window::open(&office).await;
    window.sees("オフライン").await;
    window.type_text("ふくおか").await;
    window.press(Key::Escape).await;
    window.type_text("福岡").await;
    window.sees("1件").await;
    window.press(Key::Enter).await;
    window.type_text("p").await;
    window.finds("dialog img").await;
    window.press(Key::Enter).await;

    window.sees("書類ができました").await;
    let file = window.finds(".file").await.text().await.expect("it can be read");
    let bytes = fs::read(&file).expect("the file is where the window says");
    assert!(bytes.starts_with(b"%PDF-"));
    window.sees("開きました").await;
    assert_eq!(window.viewer.opened(), [file.into()] as [std::path::PathBuf; 1]);

    window.press(Key::Enter).await;
    window.sees("控え").await;
    let details = window.finds(".details").await.text().await.expect("it can be read");
    assert!(details.contains(&key.activation_key), "{details}");
    assert!(!details.contains(&key.registration_id), "it is shown only when asked for");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let office = Office::with_keys(1).await;
    let window = Window::open(&office).await;
    window.sees("ログイン").await;
    window.type_text(&office.address).await;
    window.press(Key::Tab).await;
    window.type_text("office01").await;
    window.press(Key::Tab).await;
    window.type_text("another secret").await;
    window.press(Key::Enter).await;

    window.sees("登録IDまたはパスワードが違います").await;
    let password = window.finds("[name=password]").await;
    assert_eq!(password.attr("aria-invalid").await.expect("it can be read").as_deref(), Some("true"));
    assert_eq!(password.prop("value").await.expect("it can be read").as_deref(), Some("another secret"));
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_changes_at_once_and_stays() {
    let office = Office::with_keys(1).await;
    drop(office.desk_in_step().await);
    let window = Window::open(&office).await;
    window.sees("今日").await;
    window.press_ctrl('3').await;
    window.choose("English").await;
    window.sees("This computer").await;
    window.close().await;

    let window = Window::open(&office).await;
    window.sees("Keys at hand").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_whose_data_is_damaged_opens_and_says_what_to_do() {
    let office = Office::with_keys(1).await;
    drop(office.desk_in_step().await);
    let damaged = damage_cache(&office);
    let window = Window::open(&office).await;
    window.sees("保管データを開けません").await;

    fs::rename(&damaged, office.beside("damaged.db")).expect("it can be set aside");
    window.press(Key::Enter).await;
    window.sees("ログイン").await;
    window.close().await;
}

/// Overwrites the office's cache, as a dying disk might, and tells which file that is.
fn damage_cache(office: &Office) -> std::path::PathBuf {
    let files = fs::read_dir(office.home()).expect("the home is there");
    let cache = files
        .map(|file| file.expect("it can be listed").path())
        .find(|file| file.extension().is_some_and(|extension| extension == "db"))
        .expect("there is a cache");
    fs::write(&cache, [7; 65_536]).expect("it can be written");
    cache
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_can_be_used_with_a_screen_reader_in_both_colours() {
    let office = Office::with_keys(20).await;
    let window = Window::open(&office).await;
    window.sees("ログイン").await;
    assert_eq!(window.accessibility_problems().await, [""; 0], "signing in");
    window.close().await;

    let desk = office.desk_in_step().await;
    office.register_one(&desk, "本社").await;
    drop(desk);
    let window = Window::open(&office).await;
    for colours in ["明るい", "暗い"] {
        window.sees("手もとのキー").await;
        assert_eq!(window.accessibility_problems().await, [""; 0], "home, {colours}");
        window.press_ctrl('3').await;
        window.choose(colours).await;
        assert_eq!(window.accessibility_problems().await, [""; 0], "settings, {colours}");
        window.press_ctrl('k').await;
        window.type_text("KX-VCS").await;
        window.sees("20件").await;
        assert_eq!(window.accessibility_problems().await, [""; 0], "look-up, {colours}");
        window.press_ctrl('p').await;
        window.finds("dialog img").await;
        assert_eq!(window.accessibility_problems().await, [""; 0], "printing, {colours}");
        window.press(Key::Escape).await;
        window.press_ctrl('1').await;
    }
    window.close().await;
}
