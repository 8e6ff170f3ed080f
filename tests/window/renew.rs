//! つながるねっと: extending at the counter, with the network and without, and applying anew.

use kagifuda_desk::view::{DetailView, EventWhat, ThingKind};
use kagifuda_domain::kms::Pair;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::server::LOGIN;
use kagifuda_tests::window::{Key, Window};

const YEAR: &str = "KX-VCS701W";

async fn office(cards: usize) -> (Office, Vec<Pair>) {
    let office = Office::signed_in().await;
    let pairs = office.server.mint_for(LOGIN, YEAR, cards).await;
    office.sync().await.expect("all is well");
    (office, pairs)
}

async fn at_counter(office: &Office) -> Window {
    let window = crate::opened(office.home()).await;
    window.press_ctrl('4').await;
    window.sees("期間の延長").await;
    window
}

/// Puts the caret into the first box in sight: forms behind other tabs are there, too.
const FIRST_BOX: &str =
    "[...document.querySelectorAll('.number-field input')].find((box) => box.offsetParent !== null).focus()";

/// Types numbers as they stand on paper, from where the caret is.
async fn types(window: &Window, numbers: &[&str]) {
    window.finds(".number-field input:focus").await;
    for number in numbers {
        window.type_text(&number.replace('-', "")).await;
    }
}

/// Reads and accepts the terms, by keyboard.
async fn accepts_terms(window: &Window) {
    window.sees("利用条件を読み、承諾します").await;
    window.finds("input[type=checkbox]:focus").await;
    window.type_text(" ").await;
    window.choose("承諾して次へ").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_applies_anew_chooses_a_number_and_then_extends_offline() {
    let (office, pairs) = office(2).await;
    let window = at_counter(&office).await;
    window.choose("新規申請").await;
    window.sees("契約のない機器に").await;
    window.run(FIRST_BOX).await;
    types(
        &window,
        &[DEVICE, &pairs[0].no.to_string(), &pairs[0].registration_id.to_string()],
    )
    .await;
    window.choose("次へ").await;
    accepts_terms(&window).await;
    window.sees("取り置いています").await;
    window.finds("input[type=radio]:focus").await;
    window.type_text(" ").await;
    window.choose("次へ").await;
    window.sees("申請すると取り消せません").await;
    window.type_text(&DEVICE[DEVICE.len() - 4..]).await;
    window.press(Key::Enter).await;
    window.sees("登録しました").await;
    let subscribed = office
        .desk
        .subscription(DEVICE)
        .await
        .expect("it is here")
        .expect("there is one");
    window.sees(&subscribed.connection_no).await;

    office.network.cut();
    window.choose("この機器を続けて延長").await;
    window.sees("番号を入力すると、延長の前と後の期限を表示します").await;
    window.sees("まだ接続していません").await;
    types(
        &window,
        &[&pairs[1].no.to_string(), &pairs[1].registration_id.to_string()],
    )
    .await;
    window.press(Key::Enter).await;
    accepts_terms(&window).await;
    window.sees("現在の利用期限").await;
    window.sees("初回利用時から2年").await;
    window.type_text(&DEVICE[DEVICE.len() - 4..]).await;
    window.press(Key::Enter).await;
    window.sees("延長の申請をお預かりしました").await;
    office.network.mend();
    office.sync().await.expect("the network is back");
    let extended = office
        .desk
        .subscription(DEVICE)
        .await
        .expect("it is here")
        .expect("there is one");
    assert_eq!(extended.standing.months, 24);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_13_a_subscription_is_searched_by_its_three_numbers_and_planned_with() {
    let (office, pairs) = office(1).await;
    let subscribed = office.subscribe(&pairs[0]).await;
    let window = at_counter(&office).await;
    window.choose("検索").await;
    window.sees("3つの番号で").await;
    window.run(FIRST_BOX).await;
    types(
        &window,
        &[DEVICE, &pairs[0].no.to_string(), &pairs[0].registration_id.to_string()],
    )
    .await;
    window.press(Key::Enter).await;
    window.sees("••••-••••-••••-••••").await;
    window.sees(&subscribed.connection_no).await;
    window.choose("表示").await;
    window.sees(&subscribed.registration_key).await;
    let key = office.desk.thing(ThingKind::Key, &pairs[0].no.to_string()).await;
    let DetailView::Key(detail) = key.expect("it is here") else {
        panic!("a key")
    };
    let looks = detail
        .history
        .iter()
        .filter(|event| matches!(event.what, EventWhat::Shown { .. }));
    assert_eq!(looks.count(), 1, "{:?}", detail.history);

    office.network.cut();
    window.choose("試算").await;
    window.fill("ライセンスから入力", &subscribed.connection_no).await;
    window.choose(&format!("本社 3階会議室 {DEVICE} を使う")).await;
    window.holds("1つ目の月数", "12").await;
    window.fill("足す月数", "60").await;
    window.sees("できます").await;
    window.fill("足す月数", "61").await;
    window.sees("6年").await;
    window.close().await;
}
