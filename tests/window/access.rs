//! Every room, judged as a screen reader would meet it, in both languages and colours. The pages' own tests judge more of them, on an
//! invented desk.

use kagifuda_desk::view::Language;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_tests::window::{Key, Window};

#[tokio::test(flavor = "multi_thread")]
async fn every_room_suits_a_screen_reader_in_both_languages_and_colours() {
    let office = Office::new().await;
    let window = Window::open(office.home()).await;
    window.finds("[name=server]:focus").await;
    window.is_accessible("signing in").await;
    window.close().await;

    let pairs = office.server.mint(20).await;
    office
        .sign_in(LOGIN, PASSWORD)
        .await
        .expect("login and password are right");
    office.sync().await.expect("all is well");
    office.apply(&pairs[..2], DEVICE).await.expect("they are issued");
    for language in [Language::Ja, Language::En] {
        office.desk.set_language(language).await.expect("it can be kept");
        let window = Window::open(office.home()).await;
        window.finds("input[role=combobox]:focus").await;
        for colours in ["light", "dark"] {
            window
                .run(&format!("document.documentElement.dataset.theme = '{colours}'"))
                .await;
            rooms_are_accessible(&window, &format!("{language:?}, {colours}")).await;
        }
        window.close().await;
    }
}

async fn rooms_are_accessible(window: &Window, how: &str) {
    for room in '1'..='7' {
        window.press_ctrl(room).await;
        let entered = format!("nav li:nth-child({room}) [aria-current=page]");
        window.finds(&entered).await;
        window.is_accessible(&format!("room {room}, {how}")).await;
    }
    window.press_ctrl('k').await;
    window.type_text("KX-VCS").await;
    window.finds("[role=row][aria-selected=true]").await;
    window.is_accessible(&format!("look-up, {how}")).await;
    window.press_ctrl('p').await;
    window.finds("dialog img").await;
    window.is_accessible(&format!("printing, {how}")).await;
    window.press(Key::Escape).await;
}
