//! What is found by what, and in which order.

use kagifuda_wire::record::Record;

use crate::support::{Office, customer, device, key, product, registered};

/// A: free. B: on an MPR device. C: on a MAC device of the same customer. D: on a device without customer or site.
const A: &str = "A000-1111-2222-3333";
const B: &str = "B000-A000-4444-5555";
const C: &str = "C000-6666-7777-8888";
const D: &str = "D000-9999-0000-1234";

fn records() -> Vec<Record> {
    vec![
        product("KX-VCS101", "映像コミュニケーション拡張"),
        product("DG-JLE100W-A", "買い切り"),
        customer(1, "株式会社ヤマダ電機 100%_本店", "ﾔﾏﾀﾞﾃﾞﾝｷ"),
        device("1234-5678-90AB-CDEF", ["札幌支店", "3階 \"OR\" 会議室"], Some(1)),
        device("00:80:F0:12:AB:56", ["サーバー室", ""], Some(1)),
        device("FEDC-BA09-8765-4321", ["", ""], None),
        key(A, "0F0F-1E1E", "KX-VCS101"),
        registered(
            key(B, "2D2D-3C3C", "KX-VCS101"),
            "1234-5678-90AB-CDEF",
            "5A5A-6969-7878-8787",
        ),
        registered(
            key(C, "4B4B-5A5A", "DG-JLE100W-A"),
            "00:80:F0:12:AB:56",
            "B000-B1B1-C2C2-D3D3",
        ),
        registered(
            key(D, "B000-A000", "DG-JLE100W-A"),
            "FEDC-BA09-8765-4321",
            "0101-0202-0303-0404",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_found_by_any_fragment_of_any_field() {
    let office = Office::with(&records()).await;
    for (field, query, found) in [
        ("number", A, vec![A]),
        ("number without hyphens", "A000111122223333", vec![A]),
        (
            "number as pasted",
            "　Ａ０００－１１１１－２２２２－３３３３\r\n",
            vec![A],
        ),
        ("number typed with long vowels for hyphens", "A000ー1111ｰ2222", vec![A]),
        ("number with spaces", "A000 1111 2222 3333", vec![A]),
        ("inner digits across a hyphen", "1122-22", vec![A]),
        ("two inner digits", "23", vec![A, B, D]),
        ("registration id", "0f0f-1e1e", vec![A]),
        ("inner digits of a registration id", "d2d3c", vec![B]),
        ("registration key", "5A5A-6969-7878-8787", vec![B]),
        ("inner digits of a registration key", "96978", vec![B]),
        ("device", "1234-5678-90AB-CDEF", vec![B]),
        ("inner digits of a device", "890ABC", vec![B]),
        ("MAC address", "00:80:F0:12:AB:56", vec![C]),
        ("MAC address with hyphens", "00-80-f0-12-ab-56", vec![C]),
        ("full-width MAC address", "００：８０：ｆ０", vec![C]),
        ("inner octets", "F0:12:A", vec![C]),
        ("customer", "株式会社ヤマダ電機", vec![B, C]),
        ("inner characters of a customer", "ダ電", vec![B, C]),
        ("customer in hiragana", "やまだ電機", vec![B, C]),
        ("kana of a customer", "ヤマダデンキ", vec![B, C]),
        ("kana in hiragana", "まだでん", vec![B, C]),
        ("kana in half width", "ﾀﾞﾃﾞﾝ", vec![B, C]),
        ("site", "札幌支店", vec![B]),
        ("second line of a site", "会議", vec![B]),
        ("site in half-width kana", "ｻｰﾊﾞｰ", vec![C]),
        ("product code", "kx-vcs101", vec![A, B]),
        ("inner characters of a product code", "LE10", vec![C, D]),
        ("product name", "こみゅにけ", vec![A, B]),
        ("English product name", "PRODUCT DG", vec![C, D]),
        ("a number in brackets", "（0f0f-1e1e）", vec![A]),
        ("nothing", "E5E5", vec![]),
        ("nothing, in text", "北海道", vec![]),
        ("17 digits", "A00011112222333 3F", vec![]),
    ] {
        assert_eq!(office.find(query).await, found, "{field}: {query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_words_must_all_be_found_in_one_key() {
    let office = Office::with(&records()).await;
    for (query, found) in [
        ("ヤマダ 札幌", vec![B]),
        ("札幌　ヤマダ", vec![B]),
        ("ヤマダ KX-VCS101 5555", vec![B]),
        ("札幌 サーバー", vec![]),
        ("ヤマダ D000", vec![]),
        ("B000 3C", vec![B]),
        ("KX-VCS101 ・", vec![A, B]),
        ("-- ()", vec![]),
    ] {
        assert_eq!(office.find(query).await, found, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_means_something_to_a_database_is_plain_text() {
    let office = Office::with(&records()).await;
    for (query, found) in [
        ("100%_本", vec![B, C]),
        ("\"OR\"", vec![B]),
        ("ヤマ%機", vec![]),
        ("ヤマ_電機", vec![]),
        ("ヤマダ OR 存在しない", vec![]),
        ("ヤマダ NOT 札幌", vec![]),
        ("NEAR(ヤマダ 札幌)", vec![]),
        ("'; DROP TABLE activation_key; --", vec![]),
        ("ヤマダ*", vec![B, C]),
        ("no: A000", vec![]),
    ] {
        assert_eq!(office.find(query).await, found, "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn exact_comes_before_beginning_before_inside() {
    let office = Office::with(&records()).await;
    for (tiers, query, found) in [
        (
            "a whole registration id (D), then a beginning number (B)",
            "B000A000",
            vec![D, B],
        ),
        (
            "a beginning device (C), then inside in order of arrival",
            "00",
            vec![C, A, B, D],
        ),
        (
            "beginning: number (B), registration id (D), registration key (C)",
            "B000",
            vec![B, D, C],
        ),
        (
            "beginning number (A), then inside: in order of arrival",
            "A000",
            vec![A, B, D],
        ),
        (
            "a whole kana before a name inside of which it is",
            "やまだでんき",
            vec![B, C],
        ),
        ("a beginning site before an inner one", "サーバー", vec![C]),
    ] {
        assert_eq!(office.find(query).await, found, "{tiers}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_wanted_are_found_and_more_is_said() {
    let office = Office::with(&records()).await;
    for (limit, hits, more) in [(0, 0, true), (1, 1, true), (3, 3, true), (4, 4, false), (5, 4, false)] {
        let found = office.cache.find("00", limit).await.unwrap();
        assert_eq!((found.hits.len(), found.more), (hits, more), "limit {limit}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_of_one_character_finds_nothing() {
    let office = Office::with(&records()).await;
    for query in ["", " ", "A", " ヤ ", "\u{3000}"] {
        assert_eq!(office.find(query).await, Vec::<String>::new(), "{query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_is_found_as_it_is_and_no_longer_as_it_was() {
    let office = Office::with(&records()).await;
    let changes = [
        registered(
            key(A, "0F0F-1E1E", "KX-VCS101"),
            "FEDC-BA09-8765-4321",
            "E7E7-E8E8-E9E9-EAEA",
        ),
        device("FEDC-BA09-8765-4321", ["那覇営業所", ""], Some(1)),
        device("00:80:F0:12:AB:56", ["金沢", ""], Some(1)),
        customer(1, "みなと通信", "ミナトツウシン"),
        product("KX-VCS101", "機能拡張"),
    ];
    office.cache.apply(10, &changes).await.unwrap();
    for (query, found) in [
        ("7E7E8E", vec![A]),
        ("01111222", vec![A]),
        (A, vec![A]),
        ("那覇", vec![D, A]),
        ("サーバー", vec![]),
        ("金沢", vec![C]),
        ("ヤマダ", vec![]),
        ("なとつう", vec![B, D, A, C]),
        ("機能", vec![B, A]),
        ("映像", vec![]),
        ("F0:12:A", vec![C]),
    ] {
        let mut sorted = (office.find(query).await, found);
        sorted.0.sort();
        sorted.1.sort();
        assert_eq!(sorted.0, sorted.1, "{query}");
    }
}
