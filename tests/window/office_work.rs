//! The rest of an office's day: customers, reports, help, and looking up what one has just written down.

use std::fs;

use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::window::Key;

use crate::opened;

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_written_down_without_a_network_and_found_at_once() {
    let (office, _) = Office::with_keys(1).await;
    office.network.cut();
    let window = opened(office.home()).await;
    window.press_ctrl('5').await;
    window.sees("お客様はまだ登録されていません").await;
    window.choose("新しいお客様").await;
    window.finds("input:focus").await;
    window.type_text("株式会社ミナト計器").await;
    window.press(Key::Tab).await;
    window.type_text("ミナトケイキ").await;
    window.choose("保存").await;
    window.sees("このパソコンに保存しました").await;
    window.sees("送信待ち").await;
    office.network.mend();
    office.sync().await.expect("the network is back");
    let customers = office.desk.customers("みなと", 0, 10).await.expect("they are here");
    assert_eq!(customers.rows.len(), 1);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_9_a_report_is_seen_and_saved_without_a_network() {
    let (office, pairs) = Office::with_keys(2).await;
    office.apply(&pairs, DEVICE).await.expect("it is asked for");
    office.sync().await.expect("all is well");
    office.network.cut();
    let window = opened(office.home()).await;
    window.press_ctrl('7').await;
    window.sees("登録実績集計").await;
    window.choose("登録履歴").await;
    window.sees(&pairs[0].no.to_string()).await;
    window.choose("CSVで保存").await;
    window.sees(".csv").await;
    let saved = fs::read_dir(office.file("prints")).expect("the folder is there").next();
    let saved = saved.expect("a file is in it").expect("it can be listed").path();
    let text = fs::read_to_string(saved).expect("it can be read");
    assert_eq!(text.lines().count(), 3);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_leads_to_its_place_and_goes_into_a_calendar_and_a_list_to_quote() {
    let office = Office::demo().await;
    let window = opened(office.home()).await;
    let today = office.desk.today().await.expect("it is known here");
    let first = &today.due[0].first[0];
    window.sees(first.customer.as_deref().expect("it has a customer")).await;

    window.press_ctrl('7').await;
    window.choose("期限カレンダー").await;
    window.choose("カレンダー（.ics）で保存").await;
    window.sees("expiries-").await;
    window.choose("更新見積").await;
    window.choose("すべて").await;
    window.choose("Excelで保存").await;
    window.sees("renewals-to-quote-").await;
    let saved = fs::read_dir(office.file("prints")).expect("the folder is there");
    let mut saved: Vec<_> = saved.map(|file| file.expect("it can be listed").path()).collect();
    saved.sort_by_key(|path| path.extension().map(ToOwned::to_owned));
    let [calendar, quotes] = &saved[..] else {
        panic!("{saved:?}")
    };
    let calendar = fs::read_to_string(calendar).expect("it can be read");
    assert!(calendar.starts_with("BEGIN:VCALENDAR") && calendar.contains("BEGIN:VEVENT"));
    assert!(
        fs::read(quotes).expect("it can be read").starts_with(b"PK"),
        "a zipped sheet"
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_is_one_key_away_and_the_window_grows() {
    let (office, _) = Office::with_keys(1).await;
    let window = opened(office.home()).await;
    let width = window.run("return innerWidth").await.as_f64().expect("a number");
    window.type_text(&char::from(Key::F1).to_string()).await;
    window.sees("使いかた").await;
    window.finds("dialog[open]").await;
    window.press(Key::Escape).await;
    window.press_ctrl('+').await;
    window.press_ctrl('+').await;
    let grown = async || window.run("return innerWidth").await.as_f64().expect("a number") < width / 1.4;
    for _ in 0..50 {
        if grown().await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(grown().await, "one and a half times as large");
    window.close().await;
}
