//! The words of the renewal letter.

use chrono::NaiveDate;
use kagifuda_domain::catalogue::Programme;

use crate::Language;

/// The words in one language.
pub struct LetterWords {
    pub title: &'static str,
    pub greeting: &'static str,
    pub device: &'static str,
    pub product: &'static str,
    pub expiry: &'static str,
    pub window: &'static str,
    pub order: &'static str,
    pub deadline: &'static str,
    /// Before the last day, where it can be renewed at once.
    pub at_once: &'static str,
    /// In place of the window, where there is none.
    pub any_time: &'static str,
    /// Beside an end that is past.
    pub ended: &'static str,
    /// In place of a deadline that is past.
    pub soon: &'static str,
    pub ask: &'static str,
    pub effects: &'static str,
    pub service: &'static str,
    pub stops: &'static str,
    pub stays: &'static str,
    pub how_title: &'static str,
    pub how: &'static str,
    pub continued: &'static str,
}

/// What becomes of a service at its end.
pub struct Effects {
    pub programme: &'static str,
    pub stops: &'static str,
    pub stays: &'static str,
}

const JA: LetterWords = LetterWords {
    title: "更新のご案内",
    greeting: "いつもお世話になっております。|ご利用のサービスに、|期限が近いもの、|または終了したものがございます。|引き続きお使いになる場合は、|下の締切までにご注文ください。",
    device: "機器",
    product: "現在",
    expiry: "期限",
    window: "更新できる期間",
    order: "ご注文品",
    deadline: "ご注文の締切",
    at_once: "本日から",
    any_time: "いつでも",
    ended: "終了しました",
    soon: "お早めに",
    ask: "お問い合わせください",
    effects: "更新しないとどうなるか",
    service: "サービス",
    stops: "期限で止まること",
    stays: "続くこと・残るもの",
    how_title: "ご注文・お問い合わせ",
    how: "ご注文の際は、|文書番号をお知らせください。|二次元コードは|文書番号を表しています。|すでにご注文済みの場合は、|行き違いをお許しください。",
    continued: "（続き）",
};

const EN: LetterWords = LetterWords {
    title: "Renewal notice",
    greeting: "Thank you for using our services. Some of them end soon or have ended. If you wish to keep using them, please order by \
               the date below.",
    device: "Device",
    product: "Now",
    expiry: "Ends",
    window: "Renewable",
    order: "What to order",
    deadline: "Order by",
    at_once: "from today",
    any_time: "at any time",
    ended: "has ended",
    soon: "as soon as possible",
    ask: "please ask us",
    effects: "What happens without renewal",
    service: "Service",
    stops: "Stops at the end",
    stays: "Goes on, or is kept",
    how_title: "Orders and questions",
    how: "Please mention the document number when you order; the code holds it. If you have ordered already, please disregard this \
          letter.",
    continued: "(continued)",
};

impl LetterWords {
    /// The words in `language`.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &JA,
            Language::En => &EN,
        }
    }
}

impl Language {
    /// What becomes of a service of `programme` at its end (TSU-5, TSU-6, MIE-3 to 5, REM-6); nothing ends in KMS.
    pub(crate) const fn effects(self, programme: Programme) -> Option<&'static Effects> {
        match (programme, self) {
            (Programme::Kms, _) => None,
            (Programme::Tsunagaru, Self::Ja) => Some(&Effects {
                programme: "つながるねっと",
                stops: "つながるねっとを使った|通信と接続",
                stays: "接続番号は、|期限から6か月以内の延長で|そのまま使えます。|その後は新しい申請になります。",
            }),
            (Programme::Tsunagaru, Self::En) => Some(&Effects {
                programme: "Tsunagarunet",
                stops: "Communication and connections over Tsunagarunet",
                stays: "The connection number stays if you extend within 6 months; after that a new application is needed.",
            }),
            (Programme::Miemasu, Self::Ja) => Some(&Effects {
                programme: "みえますねっと|年間パック",
                stops: "ライブ画像、|ダイナミックDNS、|接続通知、|センサー通知、|録画",
                stays: "ドメイン名と録画は、|期限の翌々月26日まで残り、|それまでは更新できます。|27日に機器ごと削除されます。",
            }),
            (Programme::Miemasu, Self::En) => Some(&Effects {
                programme: "Miemasunet Annual Pack",
                stops: "Live view, dynamic DNS, connection notice, sensor notice, recording",
                stays: "Domain name and recordings are kept, and renewal is possible, until the 26th of the second month after; on \
                        the 27th the device is deleted.",
            }),
            (Programme::Remo, Self::Ja) => Some(&Effects {
                programme: "i-PRO Remo",
                stops: "録画、|離れた場所からの|ライブ・再生・イベント・保守",
                stays: "HDMIモニターでの|ライブ・再生・通知、|SDカードからの|録画の取り出し。|ライセンスを割り当てると|すべて元に戻ります。",
            }),
            (Programme::Remo, Self::En) => Some(&Effects {
                programme: "i-PRO Remo",
                stops: "Recording, and everything remote: live view, playback, events, maintenance",
                stays: "The HDMI monitor (live, playback, notices) and taking recordings from the SD card. Assigning a licence \
                        restores everything.",
            }),
        }
    }

    /// From a day on, as it is written.
    pub(crate) fn from(self, day: NaiveDate) -> String {
        match self {
            Self::Ja => format!("{}から", self.date(day)),
            Self::En => format!("from {}", self.date(day)),
        }
    }

    /// Until a day, as it is written.
    pub(crate) fn to(self, day: NaiveDate) -> String {
        match self {
            Self::Ja => format!("{}まで", self.date(day)),
            Self::En => format!("until {}", self.date(day)),
        }
    }

    /// To whom a letter is written.
    pub(crate) fn addressee(self, name: &str) -> String {
        // A name that carries its own form of address keeps it.
        let is_addressed = ["様", "御中", "殿", "先生"]
            .iter()
            .any(|form| name.trim_end().ends_with(form));
        match self {
            Self::Ja if !is_addressed => format!("{name} 様"),
            Self::Ja | Self::En => name.into(),
        }
    }
}
