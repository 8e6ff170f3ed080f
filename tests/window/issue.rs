//! Applying for registration keys (KMS): the usual way, a refusal, and no network.

use std::cell::Cell;

use kagifuda_domain::ids::RegistrationId;
use kagifuda_domain::kms::Pair;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::window::{Key, Window};

/// From home to a printed registration key, beyond the digits of the numbers themselves.
const MOST_PRESSES: u32 = 12;

/// A clerk who never reaches for the mouse. Key presses are counted, digits of numbers are not.
struct Clerk<'a> {
    window: &'a Window,
    presses: Cell<u32>,
}

impl<'a> Clerk<'a> {
    fn at(window: &'a Window) -> Self {
        Self {
            window,
            presses: Cell::new(0),
        }
    }

    /// Goes to the room of applications.
    async fn goes_to_issue(&self) {
        self.presses.set(self.presses.get() + 1);
        self.window.press_ctrl('3').await;
        self.window.sees("どの機器のキーですか").await;
    }

    /// Presses Enter, after which `text` is seen.
    async fn goes_on_to(&self, text: &str) {
        self.presses.set(self.presses.get() + 1);
        self.window.press(Key::Enter).await;
        self.window.sees(text).await;
    }

    /// Types a number as it is on a card, without hyphens.
    async fn types(&self, number: &str) {
        self.window.type_text(&number.replace('-', "")).await;
    }

    async fn types_pair(&self, pair: &Pair) {
        self.types(&pair.no.to_string()).await;
        self.types(&pair.registration_id.to_string()).await;
    }

    /// Up to the review of `pair` on [`DEVICE`], with its digits typed again.
    async fn fills_in(&self, pair: &Pair) {
        self.goes_to_issue().await;
        self.goes_on_to("機器の番号と設置先を入力してください").await;
        self.types(DEVICE).await;
        self.window.sees("この機器の記録").await;
        self.goes_on_to("この機器でよろしいですか").await;
        self.goes_on_to("キーを入力してください").await;
        self.types_pair(pair).await;
        self.goes_on_to("このキーでよろしいですか").await;
        self.goes_on_to("取り消せません").await;
        self.types(&DEVICE[DEVICE.len() - 4..]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_goes_from_home_to_a_printed_registration_key_in_twelve_presses_without_a_mouse() {
    let (office, pairs) = Office::with_keys(3).await;
    let window = Window::open(office.home()).await;
    window.finds("input[role=combobox]:focus").await;
    let clerk = Clerk::at(&window);
    clerk.fills_in(&pairs[0]).await;
    clerk.goes_on_to("レジストレーションキーを1本発行しました").await;
    let issued = office.look_up(&pairs[0]).await.registration_key.expect("it is issued");
    window.sees(&issued).await;
    clerk.goes_on_to("印刷する").await;
    window.finds("dialog img").await;
    clerk.goes_on_to("書類ができました").await;
    window.sees("開きました").await;
    assert_eq!(window.viewer.opened().len(), 1, "it is opened to be printed");
    assert!(
        clerk.presses.get() <= MOST_PRESSES,
        "{} key presses",
        clerk.presses.get()
    );
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_11_a_wrong_registration_id_is_said_beside_its_line_before_anything_is_sent() {
    let (office, pairs) = Office::with_keys(1).await;
    let wrong = Pair {
        registration_id: RegistrationId::from_bits(pairs[0].registration_id.bits() ^ 1),
        ..pairs[0]
    };
    let window = Window::open(office.home()).await;
    window.finds("input[role=combobox]:focus").await;
    let clerk = Clerk::at(&window);
    clerk.goes_to_issue().await;
    clerk.goes_on_to("機器の番号と設置先を入力してください").await;
    clerk.types(DEVICE).await;
    window.sees("この機器の記録").await;
    clerk.goes_on_to("この機器でよろしいですか").await;
    clerk.goes_on_to("キーを入力してください").await;
    clerk.types_pair(&wrong).await;
    clerk.goes_on_to("このままでは受け付けられない行があります").await;
    assert_eq!(office.server.registrations().await, 0);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_without_a_network_is_kept_and_its_keys_arrive_with_the_network() {
    let (office, pairs) = Office::with_keys(1).await;
    office.network.cut();
    let window = Window::open(office.home()).await;
    window.finds("input[role=combobox]:focus").await;
    let clerk = Clerk::at(&window);
    clerk.fills_in(&pairs[0]).await;
    clerk.goes_on_to("申請をお預かりしました").await;
    assert_eq!(office.server.registrations().await, 0);
    window.press_ctrl('1').await;
    window.sees("送信待ち").await;
    window.close().await;

    office.network.mend();
    let window = Window::open(office.home()).await;
    let issued = loop {
        if let Some(key) = office.look_up(&pairs[0]).await.registration_key {
            break key;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    };
    window.press_ctrl('k').await;
    window.type_text(&issued).await;
    window.finds("[role=row][aria-selected=true]").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_10_the_demonstration_runs_on_a_computer_where_nobody_ever_signed_in() {
    let office = Office::new().await;
    office.network.cut();
    let window = Window::open(office.home()).await;
    window.choose("デモを見る（ログイン不要）").await;
    for next in [
        "どの機器のキーですか",
        "機器の番号と設置先を入力してください",
        "この機器でよろしいですか",
        "キーを入力してください",
        "このキーでよろしいですか",
        "取り消せません",
        "3333-3333-3333-3333",
    ] {
        window.sees(next).await;
        window.press(Key::Enter).await;
    }
    assert_eq!(
        office.desk.status().await.expect("it is open").counts.keys,
        0,
        "nothing of it is kept"
    );
    window.close().await;
}
