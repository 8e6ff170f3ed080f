//! What is half typed outlives a crash of the window.

use kagifuda_desk::view::DraftName;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::window::{Key, Window};
use tokio::time::{Duration, sleep};

/// What stands in all boxes in sight, in their order.
const BOXES: &str = "return [...document.querySelectorAll('.number-field input')].filter((box) => box.offsetParent).map((box) => box.value).join('')";

async fn opened(office: &Office) -> Window {
    let window = Window::open(office.home()).await;
    window.finds("input[role=combobox]:focus").await;
    window.press_ctrl('3').await;
    window
}

async fn goes_on_to(window: &Window, text: &str) {
    window.press(Key::Enter).await;
    window.sees(text).await;
}

/// What is on disk of the application that is being typed.
async fn kept(office: &Office) -> Option<String> {
    let draft = office.desk.draft(DraftName::Issue).await.expect("it can be read");
    draft.kept.map(|kept| kept.text.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_typed_application_is_there_after_a_crash_and_gone_once_it_was_sent() {
    let (office, pairs) = Office::with_keys(1).await;
    let typed = pairs[0].no.to_string().replace('-', "") + &pairs[0].registration_id.to_string().replace('-', "");

    let window = opened(&office).await;
    window.sees("どの機器のキーですか").await;
    goes_on_to(&window, "機器の番号と設置先を入力してください").await;
    window.type_text(&DEVICE.replace('-', "")).await;
    window.sees("この機器の記録").await;
    goes_on_to(&window, "この機器でよろしいですか").await;
    goes_on_to(&window, "キーを入力してください").await;
    window.type_text(&typed).await;
    let last = &typed[typed.len() - 4..];
    while !kept(&office).await.is_some_and(|text| text.contains(last)) {
        sleep(Duration::from_millis(50)).await;
    }
    window.kill().await;

    let window = opened(&office).await;
    window.sees("途中まで入力した内容を戻しました").await;
    window.sees("キーを入力してください").await;
    window.is_accessible("a draft that is there again").await;
    assert_eq!(window.run(BOXES).await, typed);
    window.finds(".number-field input:focus").await;
    goes_on_to(&window, "このキーでよろしいですか").await;
    goes_on_to(&window, "取り消せません").await;
    assert!(window.text().await.contains(DEVICE));
    window.type_text(&DEVICE[DEVICE.len() - 4..]).await;
    goes_on_to(&window, "レジストレーションキーを1本発行しました").await;
    assert_eq!(kept(&office).await, None);
    window.kill().await;

    let window = opened(&office).await;
    window.sees("どの機器のキーですか").await;
    assert!(!window.text().await.contains("戻しました"));
    assert_eq!(office.server.registrations().await, 1);
    window.close().await;
}
