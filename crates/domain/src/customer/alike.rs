//! Which customers are probably one.

use unicode_normalization::UnicodeNormalization;

use super::{Details, Field};
use crate::text::fold;

/// Legal forms that a name is written with or without, as they read after NFKC (which makes `(株)` of `㈱`). The longer stand before what
/// they contain. [policy]
const FORMS: [&str; 38] = [
    "特定非営利活動法人",
    "医療法人社団",
    "医療法人財団",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "社会福祉法人",
    "npo法人",
    "医療法人",
    "学校法人",
    "宗教法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "合名会社",
    "合資会社",
    "(株)",
    "(有)",
    "(同)",
    "(名)",
    "(資)",
    "(社)",
    "(財)",
    "(医)",
    "(学)",
    "(福)",
    "(カ)",
    "カ)",
    "ユ)",
    "カブシキガイシャ",
    "カブシキカイシャ",
    "ユウゲンガイシャ",
    "かぶしきがいしゃ",
    "ゆうげんがいしゃ",
    "co., ltd.",
    "co.,ltd.",
    "inc.",
];

/// Kanji of names that are typed in either form. [policy]
const VARIANTS: [(char, char); 10] = [
    ('髙', '高'),
    ('﨑', '崎'),
    ('嵜', '崎'),
    ('濵', '浜'),
    ('濱', '浜'),
    ('邊', '辺'),
    ('邉', '辺'),
    ('齋', '斎'),
    ('澤', '沢'),
    ('廣', '広'),
];

/// Digits that a telephone number must have to tell one customer from another. [policy: fewer are extensions]
const TELLING_DIGITS: usize = 9;

/// What customers are compared by.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Likeness {
    /// The name without its legal form, spaces, width and case.
    pub name: String,
    /// The kana likewise; nothing where there is none.
    pub kana: Option<String>,
    /// The digits of the telephone number; nothing where they do not tell enough.
    pub phone: Option<String>,
}

impl Likeness {
    /// Of a customer.
    pub fn of(details: &Details) -> Self {
        Self {
            name: name(details.get(Field::Name)),
            kana: Some(name(details.get(Field::Kana))).filter(|kana| !kana.is_empty()),
            phone: Some(phone_digits(details.get(Field::Phone))).filter(|digits| digits.len() >= TELLING_DIGITS),
        }
    }

    /// **CUS-4** Whether both are probably one customer: the same name, kana or telephone number.
    pub fn is_like(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
        (!self.name.is_empty() && self.name == other.name)
            || same(&self.kana, &other.kana)
            || same(&self.phone, &other.phone)
    }
}

/// **CUS-4** A name as it is compared. One that is nothing but a legal form is compared whole.
pub fn name(written: &str) -> String {
    let plain: String = written.nfkc().flat_map(char::to_lowercase).map(variant).collect();
    let bare = FORMS.iter().fold(plain.clone(), |name, form| name.replace(form, " "));
    let folded = fold(&bare);
    if folded.is_empty() { fold(&plain) } else { folded }
}

/// The digits of a telephone number, those of the country in their domestic form.
pub fn phone_digits(phone: &str) -> String {
    let digits: String = phone.nfkc().filter(char::is_ascii_digit).collect();
    let abroad = phone.nfkc().find(|c| !c.is_whitespace()) == Some('+');
    match digits.strip_prefix("81") {
        Some(rest) if abroad => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        Some(_) | None => digits,
    }
}

fn variant(c: char) -> char {
    VARIANTS.iter().find(|(old, _)| *old == c).map_or(c, |(_, new)| *new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cus_4_a_name_is_compared_without_what_people_leave_out() {
        for (one, other, same) in [
            ("株式会社山田商店", "㈱ 山田商店", true),
            ("山田商店（株）", "山田商店株式会社", true),
            ("有限会社やまだ", "ヤマダ㈲", true),
            ("カ)ヤマダ", "ヤマダ", true),
            ("ﾔﾏﾀﾞ", "ヤマダ", true),
            ("Yamada Co., Ltd.", "YAMADA", true),
            ("髙田商会", "高田商会", true),
            ("社会福祉法人 光の園", "光の園", true),
            ("山田商店", "山田商会", false),
            ("株式会社", "有限会社", false),
            ("株式会社", "㍿", true),
        ] {
            assert_eq!(name(one) == name(other), same, "{one} {other}");
        }
    }

    #[test]
    fn cus_4_one_of_name_kana_and_telephone_is_enough() {
        let of = |name: &str, kana: &str, phone: &str| {
            let fields = [(Field::Name, name), (Field::Kana, kana), (Field::Phone, phone)];
            Likeness::of(&Details::kept(fields.map(|(field, text)| (field, text.to_owned()))))
        };
        let known = of("㈱山田商店", "ヤマダショウテン", "092-123-4567");
        for (other, alike) in [
            (of("山田商店", "", ""), true),
            (of("やまだ", "やまだしょうてん", ""), true),
            (of("別の店", "", "(092)123-4567"), true),
            (of("別の店", "", "+81 92-123-4567"), true),
            (of("別の店", "", "123-4567"), false),
            (of("別の店", "ベツノミセ", "092-123-4568"), false),
        ] {
            assert_eq!(known.is_like(&other), alike, "{other:?}");
        }
        for (one, other) in [("甲", "乙"), ("", "")] {
            assert!(
                !of(one, "", "").is_like(&of(other, "", "")),
                "what is empty says nothing"
            );
        }
    }
}
