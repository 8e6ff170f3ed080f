//! The file itself: sound, small, the same every time, and nothing of one customer on another's page.

use std::num::NonZeroU32;

use crate::support::{OFFERED, batch, key_mut, print, texts, tool};
use kagifuda_domain::print::Document;
use kagifuda_print::{Batch, KeyPaper, Language, Paper, PrintError, pdf};
use lopdf::Object;

const CARD: (KeyPaper, Paper) = (KeyPaper::Card, Paper::A6);

/// The millimetres of a point.
const MM: f64 = 25.4 / 72.0;

#[test]
fn qpdf_finds_nothing_to_complain_about() {
    for offered in OFFERED {
        for language in [Language::Ja, Language::En] {
            tool("qpdf", &["--check", "FILE"], &print(&batch(offered, language, 3)));
        }
    }
}

#[test]
fn the_properties_say_what_it_is_who_made_it_and_in_which_language() {
    for (language, tag, title) in [
        (Language::Ja, "ja", "起動情報案内カード"),
        (Language::En, "en", "Startup-information card"),
    ] {
        let pdf = print(&batch(CARD, language, 1));
        let info = String::from_utf8(tool("pdfinfo", &["FILE"], &pdf)).expect("UTF-8");
        for (name, value) in [
            ("Title", title),
            ("Author", "株式会社みなと通信システム"),
            ("Creator", "Kagifuda"),
            ("CreationDate", "Fri Nov 20 15:00:00 2026 UTC"),
            ("Page size", "297.64 x 419.53 pts"),
        ] {
            let line = info
                .lines()
                .find(|line| line.starts_with(&format!("{name}:")))
                .expect(name);
            assert!(line.ends_with(value), "{line}");
        }
        let document = lopdf::Document::load_mem(&pdf.bytes).expect("a PDF");
        let lang = document
            .catalog()
            .and_then(|catalog| catalog.get(b"Lang"))
            .and_then(Object::as_str);
        assert_eq!(lang.expect("a language"), tag.as_bytes());
    }
}

#[test]
fn faces_are_embedded_as_parts_with_a_way_back_to_text() {
    let pdf = print(&batch(CARD, Language::Ja, 1));
    let fonts = String::from_utf8(tool("pdffonts", &["FILE"], &pdf)).expect("UTF-8");
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(fonts.len() >= 3, "{fonts:?}");
    for font in fonts {
        assert!(font.contains("yes yes yes"), "embedded, subset, with Unicode: {font}");
    }
    assert!(pdf.bytes.len() <= 60 * 1024, "{} bytes", pdf.bytes.len());
}

#[test]
fn the_same_batch_gives_the_same_bytes_and_another_one_another_id() {
    let one = batch(CARD, Language::Ja, 5);
    assert_eq!(print(&one), print(&one));
    let mut other = one.clone();
    other.items[0].mark.copy = NonZeroU32::MIN.saturating_add(1);
    let id = |batch: &Batch| {
        let document = lopdf::Document::load_mem(&print(batch).bytes).expect("a PDF");
        document.trailer.get(b"ID").cloned().expect("an id")
    };
    assert_ne!(id(&one), id(&other));
}

#[test]
fn a_page_taken_out_of_the_file_takes_no_other_number_along() {
    let document = lopdf::Document::load_mem(&print(&batch(CARD, Language::Ja, 3)).bytes).expect("a PDF");
    for page in document.page_iter() {
        let page = document.get_dictionary(page).expect("a page");
        assert!(page.get(b"Contents").and_then(Object::as_reference).is_ok());
        assert!(!page.has(b"Resources"), "what it shares stands once, above the pages");
    }
    let tree = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages"))
        .and_then(Object::as_reference);
    let tree = document.get_dictionary(tree.expect("pages")).expect("pages");
    let shared = tree
        .get(b"Resources")
        .and_then(Object::as_dict)
        .expect("shared resources");
    let forms = shared.get(b"XObject").and_then(Object::as_dict).expect("forms");
    let mut names: Vec<&[u8]> = forms.iter().map(|(name, _)| name.as_slice()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [b"D".as_slice(), b"L", b"S", b"U"],
        "what is the same on all pages, and empty boxes"
    );
}

#[test]
fn later_prints_are_marked_with_their_number() {
    let mut batch = batch(CARD, Language::Ja, 3);
    for (item, copy) in batch.items.iter_mut().zip([1, 2, 13]) {
        item.mark.copy = NonZeroU32::new(copy).expect("from 1");
    }
    let pages = texts(&print(&batch));
    for (page, mark) in pages.iter().zip(["控え", "再発行 2", "再発行 13"]) {
        assert!(page.contains(mark), "{mark} in\n{page}");
    }
}

#[test]
fn a_character_that_no_face_has_is_refused_by_name() {
    let mut batch = batch(CARD, Language::Ja, 2);
    key_mut(&mut batch, 1).customer = Some("한국😀商事".into());
    let characters = "국한😀".into();
    let refused = PrintError::MissingGlyphs {
        characters,
        item: Some(1),
    };
    assert_eq!(pdf(&batch), Err(refused));
    batch.supplier.company = "😀商事".into();
    let on_all = PrintError::MissingGlyphs {
        characters: "😀".into(),
        item: None,
    };
    assert_eq!(pdf(&batch), Err(on_all));
}

#[test]
fn what_can_be_printed_is_known_before_printing() {
    for (typed, missing) in [
        ("本社 3階\u{E0100} Café カ\u{3099} 𠮷", ""),
        ("😀会議室한😀", "한😀"),
        ("👨\u{200D}👩", "👨👩"),
        ("ก", "ก"),
    ] {
        assert_eq!(kagifuda_print::unprintable(typed), missing, "{typed}");
    }
}

#[test]
fn what_cannot_be_printed_is_refused() {
    assert_eq!(pdf(&batch(CARD, Language::Ja, 0)), Err(PrintError::Empty));
    assert_eq!(
        pdf(&batch(CARD, Language::Ja, 1_001)),
        Err(PrintError::TooMany { found: 1_001 })
    );
    let document = Document::ActivationSheet;
    assert_eq!(
        pdf(&batch((KeyPaper::Sheet, Paper::A6), Language::Ja, 1)),
        Err(PrintError::PaperNotOffered { document })
    );
    let mut endless = batch(CARD, Language::Ja, 2);
    key_mut(&mut endless, 1).site = Some("あ".repeat(2_000));
    let met = pdf(&endless);
    assert!(matches!(met, Err(PrintError::TooLong { text, item: Some(1) }) if text.starts_with('あ')));
}

/// The boxes of all words, as `[left, top, right, bottom]` in mm.
fn word_boxes(batch: &Batch) -> Vec<[f64; 4]> {
    let xml = String::from_utf8(tool("pdftotext", &["-bbox", "FILE", "-"], &print(batch))).expect("UTF-8");
    let words = xml.lines().filter(|line| line.contains("<word"));
    words
        .map(|line| {
            let value = |name: &str| -> f64 {
                let from = line.find(name).expect(name) + name.len() + 2;
                line[from..]
                    .split('"')
                    .next()
                    .expect("a value")
                    .parse()
                    .expect("a number")
            };
            ["xMin", "yMin", "xMax", "yMax"].map(|name| value(name) * MM)
        })
        .collect()
}

#[test]
fn the_longest_names_stay_on_the_page_and_lose_nothing() {
    for offered in OFFERED {
        let mut batch = batch(offered, Language::Ja, 1);
        let long = |start: &str, count: usize| start.chars().cycle().take(count).collect::<String>();
        let name = long("株式会社髙橋セキュリティー・ホールディングス（九州）", 100);
        batch.supplier.company = long("みなと通信システム販売株式会社", 100);
        batch.supplier.email = Some(format!("{}@example.co.jp", "very-long-".repeat(6)));
        key_mut(&mut batch, 0).customer = Some(name.clone());
        key_mut(&mut batch, 0).product_name = long("多地点接続拡張キー", 60);
        key_mut(&mut batch, 0).site = Some(long("本社3階 会議室 ", 101));

        let boxes = word_boxes(&batch);
        assert!(boxes.len() > 20);
        let (width, height) = match offered.1 {
            Paper::A4 => (210.0, 297.0),
            Paper::A6 => (105.0, 148.0),
        };
        for [left, top, right, bottom] in boxes {
            let inside = left >= 5.0 && top >= 5.0 && right <= width - 5.0 && bottom <= height - 5.0;
            assert!(inside, "{left} {top} {right} {bottom}");
        }
        let copied: String = texts(&print(&batch)).concat();
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
        let (mut copied, wanted) = (letters(&copied).into_iter(), letters(&name));
        assert!(
            wanted.iter().all(|c| copied.any(|d| d == *c)),
            "every character of the name, in order"
        );
    }
}
