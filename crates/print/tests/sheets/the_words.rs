//! What documents say of the case they are printed for: days of a renewal, keys that are registered, copies of a set.

use std::num::NonZeroU32;

use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::DocumentNo;
use kagifuda_print::{Facts, KeyPaper, Language, Layout, Letter, Line, Paper, Until};

use crate::samples::samples;
use crate::support::{OFFERED, batch, dense, first, of, print};

/// A service that goes on, whose renewal is open and ends.
fn line() -> Line {
    Line {
        programme: Programme::Tsunagaru,
        device: "1234-5678-90AB-CDEF".into(),
        place: None,
        product: "KX-VCS701W".parse().expect("a product code"),
        until: Until::Day(day("2027-01-31")),
        order_by: Some(day("2027-01-31")),
        opens: None,
        last_day: Some(day("2027-07-31")),
        order: vec!["KX-VCS703W".into()],
    }
}

fn day(written: &str) -> chrono::NaiveDate {
    written.parse().expect("a day")
}

/// What a letter printed on 21 November in Japan says of `line`: behind what it has now, up to the end of its row.
fn row(language: Language, line: Line) -> String {
    let letter = Letter {
        no: DocumentNo::from_bits(1),
        customer: "髙橋商店".into(),
        lines: vec![line],
    };
    let letter = of(Layout::Page(Paper::A4), language, vec![first(Facts::Letter(letter))]);
    let [page] = dense(&print(&letter)).try_into().expect("one page");
    let (_, after) = page.split_once("KX-VCS701W").expect("what it has now");
    let effects = match language {
        Language::Ja => "更新しないとどうなるか",
        Language::En => "Whathappenswithoutrenewal",
    };
    after.split_once(effects).expect("what stops comes next").0.to_owned()
}

#[test]
fn a_letter_says_until_when_to_order_and_between_which_days_or_that_the_service_has_ended() {
    for (why, line, ja, en) in [
        (
            "it is renewed at once",
            line(),
            "2027/01/31(日)まで本日から2027/07/31(土)まで2027/01/31(日)KX-VCS703W",
            "31Jan2027fromtodayuntil31Jul202731Jan2027KX-VCS703W",
        ),
        (
            "MIE-1: not before its window",
            Line {
                until: Until::Month("2027-01".parse().expect("a month")),
                opens: Some(day("2026-12-01")),
                last_day: Some(day("2027-03-26")),
                ..line()
            },
            "2027年1月末まで2026/12/01(火)から2027/03/26(金)まで2027/01/31(日)KX-VCS703W",
            "endofJan2027from1Dec2026until26Mar202731Jan2027KX-VCS703W",
        ),
        (
            "TSU-9: the day of Greenwich is not over when that of Japan is",
            Line {
                until: Until::GmtDay(day("2026-11-20")),
                order_by: Some(day("2026-11-20")),
                last_day: Some(day("2027-05-20")),
                ..line()
            },
            "2026-11-20(GMT)日本時間2026-11-2108:59まで本日から2027/05/20(木)まで2026/11/20(金)KX-VCS703W",
            "2026-11-20(GMT)until2026-11-2108:59inJapanfromtodayuntil20May202720Nov2026KX-VCS703W",
        ),
        (
            "TSU-5: it has ended and can still be extended",
            Line {
                until: Until::Day(day("2026-11-10")),
                order_by: None,
                last_day: Some(day("2027-05-10")),
                ..line()
            },
            "2026/11/10(火)まで終了しました本日から2027/05/10(月)までお早めにKX-VCS703W",
            "10Nov2026hasendedfromtodayuntil10May2027assoonaspossibleKX-VCS703W",
        ),
        (
            "REM-6: it has ended, can be renewed at any time, and nothing fits",
            Line {
                until: Until::Day(day("2026-11-10")),
                order_by: None,
                last_day: None,
                order: Vec::new(),
                ..line()
            },
            "2026/11/10(火)まで終了しましたいつでもお早めにお問い合わせください",
            "10Nov2026hasendedatanytimeassoonaspossiblepleaseaskus",
        ),
    ] {
        assert_eq!(row(Language::Ja, line.clone()), ja, "{why}");
        assert_eq!(row(Language::En, line), en, "{why}");
    }
}

#[test]
fn the_paper_of_a_registered_key_says_how_to_use_it_and_of_another_how_to_get_it() {
    for (paper, language, used, wanted) in [
        (
            KeyPaper::Card,
            Language::Ja,
            ["解除キー番号の使い方", "ほかの機器には使えません。"],
            [
                "解除キー番号の受け取り方",
                "機器ID番号を、下のお問い合わせ先に伝えます。",
            ],
        ),
        (
            KeyPaper::Card,
            Language::En,
            ["Howtousetheunlockkeynumber", "Itworksonnoother."],
            ["Howtogettheunlockkeynumber", "Tellboth"],
        ),
        (
            KeyPaper::Sheet,
            Language::Ja,
            ["レジストレーションキーの使い方", "ほかの機器には使えません。"],
            [
                "レジストレーションキーの受け取り方と使い方",
                "下のお問い合わせ先に伝えます。",
            ],
        ),
        (
            KeyPaper::Sheet,
            Language::En,
            ["Howtousetheregistrationkey", "Itworksonnootherdevice."],
            ["Howtogetandusetheregistrationkey", "Tellboth"],
        ),
    ] {
        for offered in OFFERED.into_iter().filter(|(of, _)| *of == paper) {
            // What pages share is drawn once for each kind, so both kinds stand in one file, every other one registered.
            let pages = dense(&print(&batch(offered, language, 4)));
            for (i, page) in pages.iter().enumerate() {
                let (said, unsaid) = if i % 2 == 0 { (used, wanted) } else { (wanted, used) };
                assert!(said.iter().all(|words| page.contains(words)), "{said:?}: {page}");
                assert!(!unsaid.iter().any(|words| page.contains(words)), "{unsaid:?}: {page}");
            }
        }
    }
}

#[test]
fn prn_1_every_page_of_a_set_is_marked_as_a_copy_of_the_set_and_the_same_documents_alone_as_their_own() {
    for (language, copy, of_set, alone) in [
        (Language::Ja, 1, "一式の控え", "控え"),
        (Language::Ja, 2, "一式の再発行2", "再発行2"),
        (Language::En, 1, "Copyofset", "Copy"),
        (Language::En, 2, "Reprint2ofset", "Reprint2"),
    ] {
        let sample = samples(language)
            .into_iter()
            .find(|sample| sample.name == "customer-set");
        let mut set = sample.expect("there is such a sample").batch;
        for item in &mut set.items {
            item.mark.copy = NonZeroU32::new(copy).expect("from 1");
        }
        // The mark is drawn last, and behind it stands who printed it.
        let printed = match language {
            Language::Ja => "印刷2026/11/21(土)tanaka01",
            Language::En => "Printed21Nov2026tanaka01",
        };
        let (of_set, alone) = (format!("{of_set}{printed}"), format!("{alone}{printed}"));
        let pages = dense(&print(&set));
        assert!(pages.len() > set.items.len(), "the contents have a page of their own");
        for (page, nth) in pages.iter().zip(1..) {
            assert!(page.ends_with(&of_set), "page {nth}: {page}");
        }
        set.contents = None;
        for page in dense(&print(&set)) {
            assert!(page.ends_with(&alone) && !page.ends_with(&of_set), "{page}");
        }
    }
}
