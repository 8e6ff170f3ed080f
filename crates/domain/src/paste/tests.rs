use super::*;

const DEVICE: &str = "1234-5678-90AB-CDEF";
const KEY: &str = "0123-4567-89AB-CDEF";
const ID: &str = "0123-4567";

/// What was found, as text: `d` devices, `k` keys, `?` numbers without a name.
fn found(text: &str) -> Vec<String> {
    let found = find(text);
    let devices = found.devices.iter().map(|id| format!("d {id}"));
    let keys = found.keys.iter().map(|key| match key.registration_id {
        Some(id) => format!("k {} {id}", key.no),
        None => format!("k {}", key.no),
    });
    let unnamed = found.unnamed.iter().map(|bits| format!("? {}", DeviceId::Mpr(*bits)));
    devices.chain(keys).chain(unnamed).collect()
}

#[test]
fn a_number_is_found_whatever_its_hyphens_and_width() {
    for written in [
        "0123-4567-89AB-CDEF",
        "0123456789abcdef",
        "0123 4567 89AB CDEF",
        "0123\u{3000}4567\u{3000}89AB\u{3000}CDEF",
        "０１２３－４５６７－８９ＡＢ－ＣＤＥＦ",
        "0123‐4567‑89ab—cdef",
        "0123ー4567ｰ89AB−CDEF",
        "0123 - 4567 - 89AB - CDEF",
        "0123-4567-\n89AB-CDEF",
        "\u{FEFF}0123-4567-89AB-CDEF\r\n",
        "「0123-4567-89AB-CDEF」",
        "番号は0123-4567-89AB-CDEFです。",
        "\"0123-4567-89AB-CDEF\",",
    ] {
        assert_eq!(found(written), [format!("? {KEY}")], "{written}");
    }
}

#[test]
fn a_registration_id_is_found_beside_its_key() {
    let pair = vec![format!("k {KEY} {ID}")];
    for (text, expected) in [
        (format!("{KEY} {ID}"), pair.clone()),
        (format!("{KEY}\t{ID}"), pair.clone()),
        (format!("{KEY}, {ID}"), pair.clone()),
        (format!("{KEY}：{ID}"), pair.clone()),
        (format!("{KEY}\n{ID}"), pair.clone()),
        (format!("{KEY}\r\n\r\n{ID}"), pair.clone()),
        ("0123456789ABCDEF 01234567".into(), pair.clone()),
        (format!("{KEY} {ID} 伝票 00012345"), pair.clone()),
        (format!("{KEY} {ID}\n注文番号 12345678 2026-11-22"), pair.clone()),
        ("0123 4567 89AB CDEF 0123 4567".into(), pair.clone()),
        (format!("起動ID番号 {KEY}\n暗号ID番号 {ID}"), pair.clone()),
        (format!("{KEY} (KX-VCS101) {ID}"), pair.clone()),
        (format!("{KEY}\nよろしくお願いします。\n{ID}"), vec![format!("? {KEY}")]),
        (format!("{KEY}\nTEL {ID}"), vec![format!("? {KEY}")]),
        (format!("{KEY} 20261121"), vec![format!("? {KEY}")]),
        (format!("{KEY} 登録ID 20261121"), vec![format!("? {KEY}")]),
        (
            format!("{KEY} レジストレーションID 20261121"),
            vec![format!("k {KEY} 2026-1121")],
        ),
        (ID.into(), vec![]),
    ] {
        assert_eq!(found(&text), expected, "{text}");
    }
}

#[test]
fn several_pairs_are_found_with_their_device() {
    let (other, other_id) = ("FEDC-BA98-7654-3210", "89AB-CDEF");
    let both = vec![format!("k {KEY} {ID}"), format!("k {other} {other_id}")];
    let with_device = [vec![format!("? {DEVICE}")], both.clone()];
    let unnamed_device = [with_device[1].clone(), with_device[0].clone()].concat();
    let named_device = [vec![format!("d {DEVICE}")], both.clone()].concat();
    for (text, expected) in [
        (format!("{KEY} {ID}\n{other} {other_id}"), both.clone()),
        (format!("{KEY}\n{ID}\n{other}\n{other_id}"), both.clone()),
        (format!("{KEY}\n{other}\n{ID}\n{other_id}"), both.clone()),
        (
            format!("{DEVICE} {KEY} {ID}\n{other} {other_id}"),
            unnamed_device.clone(),
        ),
        (format!("{DEVICE}\n{KEY}\n{other}\n{ID}\n{other_id}"), unnamed_device),
        (
            format!("MPR ID: {DEVICE}\n1. {KEY} / {ID}\n2. {other} / {other_id}\n"),
            named_device.clone(),
        ),
        (
            format!(
                "機器ＩＤ番号　{DEVICE}\n品番\t起動ID番号\t暗号ID番号\nKX-VCS101\t{KEY}\t{ID}\nKX-VCS201\t{other}\t{other_id}"
            ),
            named_device,
        ),
        // Ids that could be of either are of none.
        (
            format!("{KEY}\n{other}\n{DEVICE}\n{ID}"),
            vec![format!("k {DEVICE} {ID}"), format!("? {KEY}"), format!("? {other}")],
        ),
        // Behind one number stands its own.
        (format!("{KEY} {ID} {other_id}"), vec![format!("k {KEY} {ID}")]),
    ] {
        assert_eq!(found(&text), expected, "{text}");
    }
}

#[test]
fn a_number_is_what_the_text_calls_it() {
    for (text, expected) in [
        (format!("MPR ID {DEVICE}"), vec![format!("d {DEVICE}")]),
        (format!("機器ID番号：{DEVICE}"), vec![format!("d {DEVICE}")]),
        (
            format!("アクティベーションキーナンバー {KEY}"),
            vec![format!("k {KEY}")],
        ),
        (format!("ｱｸﾃｨﾍﾞｰｼｮﾝｷｰﾅﾝﾊﾞｰ {KEY}"), vec![format!("k {KEY}")]),
        (format!("Activation Key No. {KEY}"), vec![format!("k {KEY}")]),
        (format!("レジストレーションキー {KEY}"), vec![]),
        (
            format!("解除キー番号 {KEY}\n機器ID番号 {DEVICE}"),
            vec![format!("d {DEVICE}")],
        ),
        (
            format!("Activation Key {KEY}\nRegistration Key {DEVICE}"),
            vec![format!("k {KEY}")],
        ),
        (
            format!("[福岡支店:{DEVICE}] Registration Key for MPR ID/MAC ADDRESS"),
            vec![format!("? {DEVICE}")],
        ),
    ] {
        assert_eq!(found(&text), expected, "{text}");
    }
}

#[test]
fn mac_addresses_are_found_in_every_writing() {
    for written in [
        "00:80:F0:12:34:56",
        "00-80-f0-12-34-56",
        "0080.F012.3456",
        "0080F0123456",
        "００：８０：Ｆ０：１２：３４：５６",
        "MACアドレス 0080-F012-3456",
        "MAC:00:80:F0:12:34:56",
    ] {
        assert_eq!(found(written), ["d 00:80:F0:12:34:56"], "{written}");
    }
}

#[test]
fn what_only_looks_alike_is_left_where_it_is() {
    for text in [
        "TEL 03-1234-5678 FAX 0120-123-456",
        "090-1234-5678",
        "電話 1234-5678",
        "2026-11-21 12:34:56",
        "2026/11/21 14:05",
        "20261121",
        "接続番号 111-1234-5678",
        "接続番号 11112345678",
        "〒812-0011",
        "KX-VCS101 DG-JLE100W-A",
        "請求番号 123456789012",
        "0123-4567-89AB-CDEF-0123",
        "0123-4567-89AB-CDEF0",
        "X0123-4567-89AB-CDEF",
        "0123-4567-89AB-CDEG",
        "0123 4567 89AB",
        "https://example.jp/0123456789abcdef0",
        "12:34:56:78",
        "",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_whole_mail_gives_its_device_and_its_keys() {
    let mail = "\
From: 田中 <tanaka@example.jp>
Date: 2026/11/21 14:05
件名: 登録のお願い（福岡支店）

いつもお世話になっております。下記の登録をお願いいたします。

　ＭＰＲ　ＩＤ　：　１２３４－５６７８－９０ＡＢ－ＣＤＥＦ
　① KX-VCS101
　　アクティベーションキーナンバー：0123-4567-89AB-CDEF
　　レジストレーションID：0123-4567
　② KX-VCS201
　　アクティベーションキーナンバー：FEDC-BA98-7654-3210
　　レジストレーションID：89AB-CDEF

------------------------------------------
株式会社ミナト計器  TEL 092-123-4567 / 090-1234-5678
〒812-0011 福岡市博多区1-2-3 (2026-11-21)
";
    assert_eq!(
        found(mail),
        [
            "d 1234-5678-90AB-CDEF",
            "k 0123-4567-89AB-CDEF 0123-4567",
            "k FEDC-BA98-7654-3210 89AB-CDEF"
        ]
    );
}

proptest::proptest! {
    #[test]
    fn whatever_is_pasted_nothing_breaks(text in "(?s).{0,200}") {
        let _ = find(&text);
    }

    #[test]
    fn a_printed_pair_is_found_in_any_japanese_text(no: u64, id: u32, before in "[ぁ-んァ-ヶ一-龠。、]{0,20}", after in "[ぁ-んァ-ヶ一-龠。、]{0,20}") {
        let (no, id) = (ActivationKeyNo::from_bits(no), RegistrationId::from_bits(u64::from(id)));
        let text = format!("{before} {no}\n{id} {after}");
        proptest::prop_assert_eq!(find(&text).keys, vec![FoundKey { no, registration_id: Some(id) }]);
    }
}
