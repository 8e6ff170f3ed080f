//! Looking a key up and printing it.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_desk::view::{DocumentKind, IssueForm};
use kagifuda_tests::office::{DEVICE, Office, line};
use kagifuda_tests::paper::form;
use kagifuda_tests::window::{Copied, Key, Window};

use crate::opened;

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_looked_up_and_printed_by_keyboard_alone_while_the_server_is_away() {
    let (office, pairs) = Office::with_keys(20).await;
    let site = Some(["福岡支店 会議室".to_owned(), String::new()]);
    let form = IssueForm {
        device: DEVICE.to_owned(),
        keys: vec![line(&pairs[3])],
        site,
        mail: None,
        draft: None,
    };
    office.desk.issue(form).await.expect("it is asked for");
    office.sync().await.expect("all is well");
    office.network.cut();

    let window = Window::open(office.home()).await;
    window.sees("オフライン").await;
    window.type_text("福岡").await;
    // The device that stands there, and its key.
    window.sees("2件").await;
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
async fn a_saved_filter_is_there_when_the_window_opens_again() {
    let (office, pairs) = Office::with_keys(3).await;
    office.apply(&pairs[..1], DEVICE).await.expect("it is issued");
    let window = opened(office.home()).await;
    window.type_text("登録:未登録 ").await;
    window.sees("登録：未登録").await;
    window.sees("2件").await;
    window.choose("この条件を保存").await;
    window.finds(".name input:focus").await;
    window.type_text("これから使うキー").await;
    window.press(Key::Enter).await;
    window.sees("これから使うキー").await;
    window.close().await;

    let window = opened(office.home()).await;
    window.press_ctrl('k').await;
    window.choose("これから使うキー").await;
    window.sees("登録：未登録").await;
    window.sees("2件").await;
    window.sees(&pairs[1].no.to_string()).await;
    window.sees(&pairs[2].no.to_string()).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_picture_of_a_card_is_pasted_and_judged_without_a_network() {
    let (office, pairs) = Office::with_keys(2).await;
    office.network.cut();
    let no = pairs[1].no.to_string();
    let card = form(DocumentKind::StartupCard, &[&no]);
    let seen = office.desk.preview(card, 0, 1_240).await.expect("it can be drawn");
    let png = STANDARD.decode(seen.image.trim_start_matches("data:image/png;base64,"));

    let window = opened(office.home()).await;
    window.choose("さがす").await;
    window.press_ctrl('k').await;
    let _copied = Copied::picture(&png.expect("it is a picture"));
    window.press_ctrl('v').await;
    window.sees("正しい書類です").await;
    let judged = window
        .finds(".scan-card.genuine")
        .await
        .text()
        .await
        .expect("it can be read");
    assert!(
        judged.contains(&no) && judged.contains("サーバーが署名した記録と一致しています"),
        "{judged}"
    );
    // What was read is looked up, too.
    window.sees("1件").await;
    window.is_accessible("a picture that was pasted").await;
    window.close().await;
}
