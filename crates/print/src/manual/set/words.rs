//! The words around the texts of the manual.

use crate::Language;

/// The words around the texts.
pub struct Words {
    pub title: &'static str,
    pub(super) lead: &'static str,
    pub(super) contents: &'static str,
    pub key: &'static str,
    pub does: &'static str,
}

impl Words {
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &Self {
                title: "鍵札 使いかた",
                lead: "事務所でキーをさがし、印刷し、発行を申請する",
                contents: "もくじ",
                key: "キー",
                does: "はたらき",
            },
            Language::En => &Self {
                title: "Kagifuda Manual",
                lead: "Look keys up, print them, have them issued",
                contents: "Contents",
                key: "Key",
                does: "What it does",
            },
        }
    }
}
