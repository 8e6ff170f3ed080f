//! The real window, the real server, a keyboard.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};

use kagifuda_desk::view::IssueForm;
use kagifuda_tests::office::{DEVICE, Office, line};
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_tests::window::{Key, Window};

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

async fn sign_in(window: &Window, office: &Office, password: &str) {
    window.finds("[name=server]:focus").await;
    window.type_text(&office.network.url()).await;
    window.press(Key::Tab).await;
    window.type_text(LOGIN).await;
    window.press(Key::Tab).await;
    window.type_text(password).await;
    window.press(Key::Enter).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_looked_up_and_printed_by_keyboard_alone_while_the_server_is_away() {
    let (office, pairs) = Office::with_keys(20).await;
    let site = Some(["福岡支店 会議室".to_owned(), String::new()]);
    let form = IssueForm {
        device: DEVICE.to_owned(),
        keys: vec![line(&pairs[3])],
        site,
    };
    office.desk.issue(form).await.expect("it is asked for");
    office.sync().await.expect("all is well");
    office.network.cut();

    let window = Window::open(office.home()).await;
    window.sees("オフライン").await;
    window.type_text("福岡").await;
    window.sees("1件").await;
    window.press(Key::Enter).await;
    window.type_text("p").await;
    window.finds("dialog img").await;
    window.press(Key::Enter).await;

    window.sees("書類ができました").await;
    let file = window.finds(".file").await.text().await.expect("it can be read");
    assert!(
        fs::read(&file)
            .expect("the file is where the window says")
            .starts_with(b"%PDF-")
    );
    window.sees("開きました").await;
    assert_eq!(window.viewer.opened(), [PathBuf::from(file)]);

    window.press(Key::Enter).await;
    window.sees("控え").await;
    let details = window.finds(".details").await.text().await.expect("it can be read");
    assert!(details.contains(&pairs[3].no.to_string()), "{details}");
    assert!(
        !details.contains(&pairs[3].registration_id.to_string()),
        "it is shown only when asked for"
    );
    window.close().await;
}

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
    window.sees("手もとのキー").await;
    window.press_ctrl('3').await;
    window.choose("English").await;
    window.sees("This computer").await;
    window.close().await;

    let window = Window::open(office.home()).await;
    window.sees("Keys at hand").await;
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

#[tokio::test(flavor = "multi_thread")]
async fn every_page_suits_a_screen_reader_in_both_colours() {
    let office = Office::new().await;
    let window = Window::open(office.home()).await;
    window.finds("[name=server]:focus").await;
    window.is_accessible("signing in").await;
    window.close().await;

    office.server.mint(20).await;
    office
        .sign_in(LOGIN, PASSWORD)
        .await
        .expect("login and password are right");
    office.sync().await.expect("all is well");
    let window = Window::open(office.home()).await;
    for colours in ["明るい", "暗い"] {
        window.sees("手もとのキー").await;
        window.press_ctrl('3').await;
        window.choose(colours).await;
        window.is_accessible(&format!("settings, {colours}")).await;
        window.press_ctrl('1').await;
        window.sees("手もとのキー").await;
        window.is_accessible(&format!("home, {colours}")).await;
        window.press_ctrl('k').await;
        window.type_text("KX-VCS").await;
        window.sees("20件").await;
        window.is_accessible(&format!("look-up, {colours}")).await;
        window.press_ctrl('p').await;
        window.finds("dialog img").await;
        window.is_accessible(&format!("printing, {colours}")).await;
        window.press(Key::Escape).await;
        window.press_ctrl('1').await;
    }
    window.close().await;
}
