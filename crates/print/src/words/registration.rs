//! The words of the registration key sheet.

use crate::Language;

/// The words in one language.
pub struct RegistrationWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub device: &'static str,
    pub mac: &'static str,
    pub keys: &'static str,
    pub connection: &'static str,
    pub until: &'static str,
    /// Beside the number of the activation key.
    pub activation_key: &'static str,
    pub steps: &'static str,
    /// The captions of the pictures, in order: menu, settings, signing in, software upgrade, the key, the question, the restart.
    pub captions: [&'static str; 7],
    /// Names on the buttons in the pictures.
    pub menu: &'static str,
    pub green: &'static str,
    pub yes: &'static str,
    pub code: &'static str,
    pub refused: &'static str,
}

const JA: RegistrationWords = RegistrationWords {
    title: "レジストレーションキーシート",
    lead: "下の機器だけで使えるキーです。|ほかの機器には使えません。|大切に保管してください。",
    device: "MPR ID",
    mac: "MACアドレス",
    keys: "レジストレーションキー",
    connection: "接続番号",
    until: "利用期限",
    activation_key: "アクティベーションキー",
    steps: "機器への入力のしかた",
    captions: [
        "メニューを|開きます。",
        "「設定／保守を|する」を|選びます。",
        "「管理者で|ログイン」。|4〜10桁。|出荷時は|00000000",
        "「ソフトウェア|の拡張」を選び、|緑を押します。",
        "キー16桁を|入力し、|緑を押します。",
        "「はい」を|選びます。",
        "再起動を|待ちます。|入力したキーに|印を付けます。",
    ],
    menu: "メニュー",
    green: "緑",
    yes: "はい",
    code: "二次元コードを|読み取ると、|この紙の番号が|画面に出ます。",
    refused: "キーが|受け付けられないときは|もう一度入力し、|それでも受け付けられなければ|下のお問い合わせ先へ。",
};

const EN: RegistrationWords = RegistrationWords {
    title: "Registration key sheet",
    lead: "These keys work on the device below and on no other. Please keep this sheet safe.",
    device: "MPR ID",
    mac: "MAC address",
    keys: "Registration keys",
    connection: "Connection number",
    until: "Can be used until",
    activation_key: "Activation key",
    steps: "How to enter them on the device",
    captions: [
        "Open the menu.",
        "Choose settings and maintenance.",
        "Log in as administrator (4–10 digits; at first 00000000).",
        "Choose software upgrade, then press green.",
        "Enter the 16 digits, then press green.",
        "Choose “yes”.",
        "Wait for the restart, and tick the key off.",
    ],
    menu: "Menu",
    green: "G",
    yes: "Yes",
    code: "Scan the code to see the numbers of this sheet.",
    refused: "If a key is refused, enter it once more; if it is refused again, ask the contact below.",
};

/// The words on a sheet of one key.
const EN_ONE: RegistrationWords = RegistrationWords {
    lead: "This key works on the device below and on no other. Please keep this sheet safe.",
    keys: "Registration key",
    steps: "How to enter it on the device",
    refused: "If the key is refused, enter it once more; if it is refused again, ask the contact below.",
    ..EN
};

impl RegistrationWords {
    /// The words in `language` on a sheet of `keys` keys.
    pub const fn of(language: Language, keys: usize) -> &'static Self {
        match (language, keys) {
            (Language::Ja, _) => &JA,
            (Language::En, 1) => &EN_ONE,
            (Language::En, _) => &EN,
        }
    }
}

impl Language {
    /// One key after the other: how often the steps are gone through (KMS-7).
    pub(crate) fn rounds(self, keys: usize) -> String {
        match (self, keys) {
            (Self::Ja, 1) => "キーは1本です。|1から7までを|1回行います。".into(),
            (Self::Ja, _) => format!("一度に入力できるキーは|1本です。|1から7までを|{keys}回くり返します。"),
            (Self::En, 1) => "There is one key: go through 1 to 7 once.".into(),
            (Self::En, _) => format!("The device takes one key at a time: repeat 1 to 7 for each of the {keys} keys."),
        }
    }

    /// Which keys a code holds, from 1.
    pub(crate) fn keys_of_code(self, first: usize, last: usize) -> String {
        match (self, first == last) {
            (Self::Ja, true) => format!("キー {first}"),
            (Self::Ja, false) => format!("キー {first}〜{last}"),
            (Self::En, true) => format!("Key {first}"),
            (Self::En, false) => format!("Keys {first}–{last}"),
        }
    }
}
