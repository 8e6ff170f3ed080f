//! The words of the licence key sheet of みえますねっと年間パック.

use kagifuda_domain::miemasu::Services;

use crate::Language;
use crate::frame::How;

/// The words in one language.
pub struct LicenceWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub key: &'static str,
    /// Under each symbol of the key: a capital, a small letter, a digit.
    pub symbols: [&'static str; 3],
    pub case: &'static str,
    pub term: &'static str,
    pub services: &'static str,
    pub device: &'static str,
    pub expiry: &'static str,
    pub how: How,
    /// For a key that was used.
    pub used: How,
}

const JA: LicenceWords = LicenceWords {
    title: "ライセンスキーシート",
    lead: "みえますねっと年間パックの|登録と更新に使うキーです。|使えるのは一度だけです。|大切に保管してください。",
    key: "ライセンスキー",
    symbols: ["大", "小", "数"],
    case: "大文字と小文字を区別します。|印刷のとおりに入力してください。|文字の下は、|大＝大文字、|小＝小文字、|数＝数字です。",
    term: "期間",
    services: "サービス",
    device: "使った機器",
    expiry: "利用期限",
    how: How {
        title: "ライセンスキーの使い方",
        steps: &[
            "左の二次元コードを|読み取ると、|ライセンスキーが画面に出ます。|書き写すときの|間違いを防げます。",
            "みえますねっとの|ご契約者のページで、|機器の登録または更新を選びます。",
            "キーを入力し、|更新の前と後を|見比べてから|確定します。|確定すると取り消せません。",
        ],
        notes: &["ご不明な点は、|下のお問い合わせ先へ。"],
    },
    used: How {
        title: "使用済みのライセンスキー",
        steps: &[],
        notes: &[
            "このキーは使用済みです。|もう一度は使えません。",
            "左の二次元コードを|読み取ると、|ライセンスキーが画面に出ます。",
            "ご不明な点は、|下のお問い合わせ先へ。",
        ],
    },
};

const EN: LicenceWords = LicenceWords {
    title: "Licence key sheet",
    lead: "This key registers or renews a device of Miemasunet Annual Pack. It works once. Please keep it safe.",
    key: "Licence key",
    symbols: ["cap", "low", "num"],
    case: "Capital and small letters differ: enter the key exactly as printed. Below each character: cap = capital letter, \
           low = small letter, num = digit.",
    term: "Term",
    services: "Services",
    device: "Used for",
    expiry: "Valid until",
    how: How {
        title: "How to use the licence key",
        steps: &[
            "Scan the code on the left to see the key on your screen: that avoids mistakes in copying it.",
            "On the contractor's page of Miemasunet, choose to register or to renew a device.",
            "Enter the key, compare before and after, then confirm. This cannot be undone.",
        ],
        notes: &["Questions? Ask the contact below."],
    },
    used: How {
        title: "This licence key was used",
        steps: &[],
        notes: &[
            "This key is used and does not work again.",
            "Scan the code on the left to see the key on your screen.",
            "Questions? Ask the contact below.",
        ],
    },
};

impl LicenceWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &JA,
            Language::En => &EN,
        }
    }
}

impl Language {
    /// A number of months, as it is written.
    pub(crate) fn months(self, months: u32) -> String {
        match (self, months) {
            (Self::Ja, _) => format!("{months}か月"),
            (Self::En, 1) => "1 month".into(),
            (Self::En, _) => format!("{months} months"),
        }
    }

    /// What a licence serves.
    pub(crate) fn services(self, services: Services) -> String {
        let basic = match self {
            Self::Ja => "ライブ画像、ダイナミックDNS、接続通知、センサー通知",
            Self::En => "Live view, dynamic DNS, connection notice, sensor notice",
        };
        let Some(recording) = services.recording else {
            return basic.into();
        };
        let (days, hours) = (recording.days, u32::from(recording.days) * 24);
        let (kbps, stream) = (recording.kbps, recording.stream);
        match self {
            Self::Ja => format!("{basic}、録画{days}日間（{hours}時間、{kbps} kbps、ストリーム{stream}）"),
            Self::En => format!("{basic}, recording of {days} days ({hours} hours, {kbps} kbps, stream {stream})"),
        }
    }
}
