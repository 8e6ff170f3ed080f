//! Every page, judged as a screen reader would meet it. The pages' own tests judge more of them, on an invented desk.

use kagifuda_tests::office::Office;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_tests::window::{Key, Window};

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
        window.press_ctrl('7').await;
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
