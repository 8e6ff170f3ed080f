//! The room of prints: many at once, and what was printed, once more.

use std::fs;

use kagifuda_desk::view::DocumentKind;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::paper::{form, into_a_file};
use kagifuda_tests::window::Key;

use crate::opened;

#[tokio::test(flavor = "multi_thread")]
async fn cards_that_a_filter_chooses_are_printed_into_one_file_without_a_network() {
    let (office, pairs) = Office::with_keys(3).await;
    office.apply(&pairs[..1], DEVICE).await.expect("it is asked for");
    office.sync().await.expect("all is well");
    office.network.cut();
    let window = opened(office.home()).await;
    window.press_ctrl('6').await;
    window.sees("3件を印刷する").await;
    let registration = window.field("登録").await;
    registration.select_by_label("未登録").await.expect("it can be chosen");
    window.choose("2件を印刷する").await;
    window.sees("2件を印刷しました（2ページ、ファイル1個）").await;
    window.is_accessible("what became of it").await;
    let mut files = fs::read_dir(office.file("prints")).expect("the folder is there");
    let file = files.next().expect("a file is in it").expect("it can be listed").path();
    assert!(files.next().is_none(), "one file for all");
    assert!(fs::read(&file).expect("it can be read").starts_with(b"%PDF"));
    window.choose("開く").await;
    window.choose("つづけて印刷する").await;
    assert_eq!(window.viewer.opened(), [file]);
    window.sees("2件を印刷する").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_1_what_was_printed_is_printed_again_as_the_next_copy() {
    let (office, pairs) = Office::with_keys(1).await;
    let card = form(DocumentKind::StartupCard, &[pairs[0].no]);
    let first = office.desk.print(card, into_a_file(), None).await;
    first.expect("it can be printed");
    office.network.cut();
    let window = opened(office.home()).await;
    window.press_ctrl('6').await;
    window.choose("印刷の記録").await;
    window.sees(&pairs[0].no.to_string()).await;
    window.sees("控え").await;
    window.choose("もう一度印刷").await;
    window.sees("次の番号の「再発行」").await;
    window.press(Key::Enter).await;
    window.sees("書類ができました（1ページ）").await;
    window.sees("開きました").await;
    assert_eq!(window.viewer.opened().len(), 1);
    window.press(Key::Enter).await;
    window.sees("再発行 2").await;
    // No other desk knows of it while there is no network.
    window.sees("未同期").await;
    window.is_accessible("the history of prints").await;
    window.close().await;
}
