//! The account: registering, passwords, the profile, staff, second factors and sessions (ACC-1 to ACC-6).

use kagifuda_desk::problem::Problem;
use kagifuda_tests::authenticator::Authenticator;
use kagifuda_tests::office::Office;
use kagifuda_tests::other_desk::OtherDesk;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_tests::window::{Key, Window};

use crate::{goes_to_settings, opened, sign_in, signs_out};

const CLERK: &str = "clerk00001";
const CHOSEN: &str = "another good password";
const WRONG: &str = "登録IDまたはパスワードが違います";

/// A window where nobody ever signed in, with the server's address typed.
async fn never_signed_in(office: &Office) -> Window {
    let window = Window::open(office.home()).await;
    window.finds("[name=server]:focus").await;
    window.type_text(&office.network.url()).await;
    window
}

/// Types the link of `mail` where the focus is, and goes on.
async fn pastes_link(window: &Window, mail: &str) {
    let link = mail.lines().find(|line| line.contains("/account#"));
    window.finds("textarea:focus").await;
    window.type_text(link.expect("the mail has one").trim()).await;
    window.press(Key::Enter).await;
}

/// Types a new password twice, and goes on.
async fn chooses_password(window: &Window) {
    window.fill("新しいパスワード", CHOSEN).await;
    window.fill("新しいパスワード（確認用）", CHOSEN).await;
    window.press(Key::Enter).await;
}

/// What stands where numbers are shown.
async fn number_in(window: &Window, css: &str) -> String {
    window.finds(css).await.text().await.expect("it can be read")
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_1_a_dealer_registers_and_is_at_home_with_the_login_it_was_given() {
    const MAILBOX: &str = "minato@example.jp";
    let office = Office::new().await;
    let window = never_signed_in(&office).await;
    window.choose("新規登録").await;
    window.sees("お読みのうえ").await;
    window.choose("同意して次へ").await;

    window.fill("会社名（必須）", "ミナト計器株式会社").await;
    window.fill("所在地1", "福岡市中央区").await;
    window.fill("メールアドレス（必須）", MAILBOX).await;
    window.fill("メールアドレス（確認用）", "minato@example.com").await;
    window.press(Key::Enter).await;
    window.sees("2つのメールアドレスが違います").await;
    window.fill("メールアドレス（確認用）", MAILBOX).await;
    window.press(Key::Enter).await;
    window.sees("この内容で申し込みますか").await;
    window.sees("ミナト計器株式会社").await;
    window.press(Key::Enter).await;
    window.sees("メールをお送りしました").await;

    let mail = office.server.mail_with_link(MAILBOX, &[]).await;
    pastes_link(&window, &mail).await;
    window.sees("パスワードを決めて、登録を完了します").await;
    chooses_password(&window).await;
    window.sees("登録が完了しました").await;
    let login = number_in(&window, ".issued .number").await;
    window.press(Key::Enter).await;
    window.sees("最新の状態です").await;
    window.finds("input[role=combobox]:focus").await;

    let other = OtherDesk::of(&office).await;
    assert_eq!(other.sign_in(&login, CHOSEN, None).await.as_deref(), Ok("Owner"));
    let dealer = other.desk.dealer().await.expect("it is an owner");
    assert_eq!(dealer.profile.company, "ミナト計器株式会社");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_3_a_forgotten_password_is_replaced_through_the_mail() {
    let office = Office::new().await;
    let window = never_signed_in(&office).await;
    window.choose("パスワードを忘れたとき").await;
    window.finds("[name=login]:focus").await;
    window.type_text(LOGIN).await;
    window.press(Key::Enter).await;
    window
        .sees("登録されているメールアドレスにリンクをお送りしました")
        .await;

    let mail = office.server.mail_with_link("desk@example.jp", &[]).await;
    pastes_link(&window, &mail).await;
    window.sees("新しいパスワードを決めます").await;
    chooses_password(&window).await;
    window.sees("パスワードを決めました").await;
    window.press(Key::Enter).await;
    window.sees("最新の状態です").await;

    let other = OtherDesk::of(&office).await;
    let old = other.sign_in(LOGIN, PASSWORD, None).await;
    assert_eq!(old, Err(Problem::WrongCredentials));
    other
        .sign_in(LOGIN, CHOSEN, None)
        .await
        .expect("it is the password now");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_1_a_changed_profile_is_there_after_coming_back_and_at_another_desk() {
    let (office, _) = Office::with_keys(1).await;
    let other = OtherDesk::signed_in(&office, LOGIN).await;
    let window = opened(office.home()).await;
    goes_to_settings(&window, "プロフィール").await;
    window.holds("会社名（必須）", "福岡販売株式会社").await;
    window.fill("会社名（必須）", "博多販売株式会社").await;
    window.fill("担当者", "山田 花子").await;
    window.choose("保存する").await;
    // Whoever was added at the server has none yet.
    window.sees("1行目は必須です").await;
    window.finds("[name=address]:focus").await;
    window.type_text("福岡市博多区").await;
    window.choose("保存する").await;
    window.sees("保存しました。").await;
    window.choose("このパソコン").await;
    window.sees("博多販売株式会社").await;
    window.close().await;

    let window = opened(office.home()).await;
    goes_to_settings(&window, "プロフィール").await;
    window.holds("会社名（必須）", "博多販売株式会社").await;
    window.holds("担当者", "山田 花子").await;
    let profile = other.desk.dealer().await.expect("it is an owner").profile;
    assert_eq!(
        (&*profile.company, &*profile.contact),
        ("博多販売株式会社", "山田 花子")
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_4_the_own_password_is_changed_and_only_the_new_one_signs_in() {
    let (office, _) = Office::with_keys(1).await;
    let other = OtherDesk::signed_in(&office, LOGIN).await;
    let window = opened(office.home()).await;
    goes_to_settings(&window, "パスワード").await;
    window.fill("今のパスワード", "not the one").await;
    chooses_password(&window).await;
    window.sees("パスワードが違います").await;
    window.finds("[name=old]:focus").await;
    window.fill("今のパスワード", PASSWORD).await;
    window.press(Key::Enter).await;
    window.sees("ほかのログイン1件を終わらせました").await;
    assert_eq!(other.sync().await, Err(Problem::SessionEnded));

    signs_out(&window).await;
    sign_in(&window, &office, PASSWORD).await;
    window.sees(WRONG).await;
    window.finds("[name=password]:focus").await;
    window.fill("パスワード", CHOSEN).await;
    window.press(Key::Enter).await;
    window.sees("最新の状態です").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_an_owner_adds_a_member_changes_the_role_and_removes_them() {
    let (office, _) = Office::with_keys(1).await;
    let member = OtherDesk::of(&office).await;
    let window = opened(office.home()).await;
    goes_to_settings(&window, "スタッフ").await;
    window.choose("スタッフを加える").await;
    window.finds("dialog [name=login]:focus").await;
    window.type_text(CLERK).await;
    window.choose("仮のパスワードを今決める").await;
    window.fill("仮のパスワード", PASSWORD).await;
    window.press(Key::Enter).await;
    window.sees(&format!("{CLERK} を加えました")).await;
    window.sees("2人").await;
    assert_eq!(member.sign_in(CLERK, PASSWORD, None).await.as_deref(), Ok("Clerk"));

    window.choose(&format!("{CLERK} を変更")).await;
    window.choose("閲覧のみ").await;
    window.choose("保存する").await;
    window.sees(&format!("{CLERK} を変更しました")).await;
    window.sees("閲覧のみ").await;
    assert_eq!(member.sign_in(CLERK, PASSWORD, None).await.as_deref(), Ok("Viewer"));

    window.choose(&format!("{CLERK} を外す")).await;
    window.sees(&format!("{CLERK} を外しますか")).await;
    window.choose("外す").await;
    window.sees(&format!("{CLERK} を外しました")).await;
    window.sees("1人").await;
    assert_eq!(member.sync().await, Err(Problem::SessionEnded));
    assert_eq!(
        member.sign_in(CLERK, PASSWORD, None).await,
        Err(Problem::WrongCredentials)
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_6_a_second_factor_is_set_up_asked_for_at_the_next_sign_in_and_dropped() {
    let (office, _) = Office::with_keys(1).await;
    let other = OtherDesk::of(&office).await;
    let window = opened(office.home()).await;
    goes_to_settings(&window, "2段階認証").await;
    window.choose("設定を始める").await;
    window.finds("dialog [name=password]:focus").await;
    window.type_text(PASSWORD).await;
    window.press(Key::Enter).await;
    window.sees("アプリで二次元コードを読み取り").await;
    let secret = number_in(&window, "dialog .secret .number").await;
    let app = Authenticator::scanning(&office.server, &secret, Vec::new());
    window.finds("dialog [name=code]:focus").await;
    window.type_text(&app.code()).await;
    window.press(Key::Enter).await;
    window.sees("リカバリーコードは、ここで一度しか表示しません").await;
    window.choose("リカバリーコードを保管しました").await;
    window.choose("完了").await;
    window.sees("有効です").await;

    signs_out(&window).await;
    sign_in(&window, &office, PASSWORD).await;
    window.sees("2段階認証の確認コード").await;
    window.finds("[name=code]:focus").await;
    window.type_text(&app.next_code()).await;
    window.press(Key::Enter).await;
    window.sees("最新の状態です").await;
    let without = other.sign_in(LOGIN, PASSWORD, None).await;
    assert_eq!(without, Err(Problem::SecondFactorWanted));

    goes_to_settings(&window, "2段階認証").await;
    window.choose("解除する").await;
    window.finds("dialog [name=code]:focus").await;
    window.type_text(&app.next_code()).await;
    window.press(Key::Enter).await;
    window.sees("設定されていません").await;
    other
        .sign_in(LOGIN, PASSWORD, None)
        .await
        .expect("the password is enough again");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_a_session_of_another_desk_is_seen_and_ended_and_that_desk_signs_in_again() {
    let (office, _) = Office::with_keys(1).await;
    let other = OtherDesk::in_step(&office, LOGIN).await;
    let window = opened(office.home()).await;
    goes_to_settings(&window, "セッション").await;
    window.sees("このパソコンのログインを終わらせるには").await;
    window.choose("終わらせる").await;
    window.sees("終わらせました。").await;
    assert_eq!(other.sync().await, Err(Problem::SessionEnded));
    office.sync().await.expect("the own session goes on");
    window.close().await;

    let window = Window::open(other.home()).await;
    window.choose("ログインし直す").await;
    window.finds("dialog [name=password]:focus").await;
    window.type_text(PASSWORD).await;
    window.press(Key::Enter).await;
    window.sees("最新の状態です").await;
    other.sync().await.expect("it is signed in again");
    window.close().await;
}
