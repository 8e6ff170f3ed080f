//! What stands in files that leave the house: headings, in both languages.

use kagifuda_domain::catalogue::Programme;

use crate::view::Language;

/// Headings and names in one language.
pub(crate) struct Words {
    pub calendar: &'static str,
    pub expires: &'static str,
    pub last_chance: &'static str,
    pub in_japan: &'static str,
    pub quotes: &'static str,
    pub customer: &'static str,
    pub site: &'static str,
    pub name: &'static str,
    pub device: &'static str,
    pub programme: &'static str,
    pub product: &'static str,
    pub trial: &'static str,
    pub expiry: &'static str,
    pub expiry_in_japan: &'static str,
    pub opens: &'static str,
    pub last_day: &'static str,
    pub suggested: &'static str,
    pub months: &'static str,
    programmes: [&'static str; 4],
}

impl Words {
    pub fn programme(&self, programme: Programme) -> &'static str {
        let [kms, tsunagaru, miemasu, remo] = self.programmes;
        match programme {
            Programme::Kms => kms,
            Programme::Tsunagaru => tsunagaru,
            Programme::Miemasu => miemasu,
            Programme::Remo => remo,
        }
    }
}

static JA: Words = Words {
    calendar: "ライセンスの期限",
    expires: "有効期限",
    last_chance: "更新できる最終日",
    in_japan: "日本時間",
    quotes: "更新見積一覧",
    customer: "お客様",
    site: "設置先",
    name: "機器名",
    device: "MPR ID／MACアドレス",
    programme: "サービス",
    product: "現在の品番",
    trial: "お試し",
    expiry: "有効期限",
    expiry_in_japan: "有効期限（日本時間）",
    opens: "更新受付の開始日",
    last_day: "更新できる最終日",
    suggested: "更新の品番",
    months: "追加できる月数",
    programmes: [
        "ソフトウェア拡張",
        "つながるねっと",
        "みえますねっと年間パック",
        "i-PRO Remo",
    ],
};

static EN: Words = Words {
    calendar: "Licence expiries",
    expires: "Expires",
    last_chance: "Last day to renew",
    in_japan: "in Japan",
    quotes: "Renewals to quote",
    customer: "Customer",
    site: "Site",
    name: "Device name",
    device: "MPR ID / MAC address",
    programme: "Service",
    product: "Product now",
    trial: "trial",
    expiry: "Expiry",
    expiry_in_japan: "Expiry (Japan time)",
    opens: "Renewal opens",
    last_day: "Last day to renew",
    suggested: "Renew with",
    months: "Months that fit",
    programmes: [
        "Software extension",
        "Tsunagaru-net",
        "Miemasu-net annual pack",
        "i-PRO Remo",
    ],
};

/// The words of `language`.
pub(crate) fn words(language: Language) -> &'static Words {
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}
