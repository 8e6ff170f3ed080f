//! Names of customers and sites for the demo: made up, but as varied as real ones, with the characters that give trouble.

use kagifuda_domain::site::Site;
use kagifuda_wire::record::Customer;
use uuid::Uuid;

/// Places, with their reading.
const PLACES: [(&str, &str); 20] = [
    ("髙松", "たかまつ"),
    ("﨑山", "さきやま"),
    ("茅ヶ原", "ちがはら"),
    ("鶴ヶ丘", "つるがおか"),
    ("博多", "はかた"),
    ("北糸島", "きたいとしま"),
    ("龍ノ口", "たつのくち"),
    ("八女川", "やめがわ"),
    ("みどり台", "みどりだい"),
    ("渡邊町", "わたなべまち"),
    ("齋宮", "さいみや"),
    ("長﨑東", "ながさきひがし"),
    ("霧ヶ峰西", "きりがみねにし"),
    ("日向灘", "ひゅうがなだ"),
    ("ニュータウン青葉", "にゅーたうんあおば"),
    ("佐賀ノ浜", "さがのはま"),
    ("四ツ谷口", "よつやぐち"),
    ("桜ヶ丘", "さくらがおか"),
    ("大濠", "おおほり"),
    ("壱岐ノ島", "いきのしま"),
];

/// Kinds of customers: before the place, after it, and the same two as they are read.
const KINDS: [(&str, &str, &str, &str); 16] = [
    ("株式会社", "製作所", "かぶしきがいしゃ", "せいさくしょ"),
    ("", "市役所", "", "しやくしょ"),
    ("", "総合病院", "", "そうごうびょういん"),
    ("", "市立第一小学校", "", "しりつだいいちしょうがっこう"),
    ("", "フーズ株式会社", "", "ふーずかぶしきがいしゃ"),
    ("", "町役場", "", "まちやくば"),
    ("医療法人", "クリニック", "いりょうほうじん", "くりにっく"),
    ("", "高等学校", "", "こうとうがっこう"),
    ("有限会社", "モーター", "ゆうげんがいしゃ", "もーたー"),
    ("学校法人", "学園", "がっこうほうじん", "がくえん"),
    ("", "信用金庫", "", "しんようきんこ"),
    ("社会福祉法人", "ケアセンター", "しゃかいふくしほうじん", "けあせんたー"),
    ("", "ロジスティクス株式会社", "", "ろじすてぃくすかぶしきがいしゃ"),
    ("", "大学附属図書館", "", "だいがくふぞくとしょかん"),
    ("株式会社ホテル", "", "かぶしきがいしゃほてる", ""),
    ("", "漁業協同組合", "", "ぎょぎょうきょうどうくみあい"),
];

const BUILDINGS: [&str; 12] = [
    "本社",
    "東館",
    "西館",
    "新館",
    "本庁舎",
    "別棟",
    "第二ビル",
    "研修センター",
    "サテライトオフィス",
    "倉庫棟",
    "管理棟",
    "南支店",
];

const ROOMS: [&str; 10] = [
    "大会議室",
    "会議室A",
    "会議室B",
    "役員室",
    "講堂",
    "視聴覚室",
    "応接室",
    "サーバー室",
    "カンファレンスルーム",
    "多目的ホール",
];

/// The n-th customer. The first 320 have different names.
pub(super) fn customer(id: Uuid, n: usize) -> Customer {
    let (place, place_kana) = PLACES[n % PLACES.len()];
    let (before, after, before_kana, after_kana) = KINDS[(n + n / PLACES.len()) % KINDS.len()];
    Customer {
        id,
        name: format!("{before}{place}{after}"),
        kana: format!("{before_kana}{place_kana}{after_kana}"),
        ..Customer::default()
    }
}

/// The n-th site.
pub(super) fn site(n: usize) -> Site {
    let (building, room) = (BUILDINGS[n % BUILDINGS.len()], ROOMS[n % ROOMS.len()]);
    let floor = format!("{}階", n * 7 % 11 + 1);
    Site::new([&format!("{building} {floor}"), room]).expect("the words are short")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighty_customers_have_eighty_names_with_their_readings() {
        let customers: Vec<Customer> = (0..80).map(|n| customer(Uuid::nil(), n)).collect();
        let mut names: Vec<&str> = customers.iter().map(|customer| customer.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 80);
        assert!(customers.iter().all(|customer| !customer.kana.is_empty()));
        for trouble in ["髙", "﨑", "ヶ", "ー"] {
            assert!(names.iter().any(|name| name.contains(trouble)), "{trouble}");
        }
    }
}
