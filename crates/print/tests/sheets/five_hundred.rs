//! 500 cards with numbers and names as they come: everything on every one of them can be read back.

use std::path::Path;
use std::process::Command;

use crate::damage;
use crate::picture::{Found, Picture, on_all_processors, poppler, read_code};
use crate::reading_back::{expected, has_line_with};
use crate::support::{Numbers, crowd, numbers_on, print, texts};
use kagifuda_print::Pdf;

use lopdf::{Document, Object};

const CARDS: usize = 500;

/// Pages that are drawn at once.
const SHARE: usize = 20;

#[test]
fn every_number_of_500_cards_copies_out_exactly() {
    let batch = crowd(CARDS);
    let pdf = print(&batch);
    let pages = texts(&pdf);
    assert_eq!(pages.len(), CARDS);
    let runs = runs_by_lopdf(&pdf);
    for (i, page) in pages.iter().enumerate() {
        for number in numbers_on(&batch, i) {
            assert!(has_line_with(page, &number), "{number} in\n{page}");
            assert!(runs[i].contains(&number), "{number} in\n{:?}", runs[i]);
        }
    }
}

/// The texts of each page's own content, run by run, as lopdf reads them: with each face's way back to text.
fn runs_by_lopdf(pdf: &Pdf) -> Vec<Vec<String>> {
    let document = Document::load_mem(&pdf.bytes).expect("a PDF");
    let tree = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"Pages", &document)?.as_dict());
    let shared = tree.and_then(|tree| tree.get_deref(b"Resources", &document)?.as_dict());
    let fonts = shared.and_then(|shared| shared.get_deref(b"Font", &document)?.as_dict());
    let font = |name: &[u8]| {
        let font = fonts
            .as_ref()
            .ok()?
            .get_deref(name, &document)
            .and_then(Object::as_dict)
            .ok()?;
        font.get_font_encoding(&document).ok()
    };
    let page = |page| {
        let content = document.get_and_decode_page_content(page).expect("content");
        let (mut runs, mut encoding) = (Vec::new(), None);
        for operation in content.operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("Tf", [Object::Name(name), ..]) => encoding = font(name),
                ("Tj", [Object::String(glyphs, _)]) => {
                    let encoding = encoding.as_ref().expect("a face");
                    runs.push(Document::decode_text(encoding, glyphs).expect("text"));
                }
                _ => {}
            }
        }
        runs
    };
    document.page_iter().map(page).collect()
}

#[test]
fn every_code_of_500_cards_scans_at_150_and_at_300_dots_an_inch() {
    let batch = crowd(CARDS);
    let pdf = print(&batch);
    for dpi in [150, 300] {
        let shares = on_all_processors(CARDS / SHARE, |share| {
            let first = share * SHARE;
            let pages = poppler(&pdf, dpi, [first + 1, first + SHARE]);
            pages.iter().map(read_code).collect::<Vec<_>>()
        });
        let found: Vec<Option<Found>> = shares.into_iter().flatten().collect();
        assert_eq!(found.len(), CARDS);
        for (i, found) in found.into_iter().enumerate() {
            let text = found.map(|found| found.text);
            assert_eq!(text, Some(expected(&batch, i)), "card {i} at {dpi}");
        }
    }
}

/// The sample of 20 cards, spread over the whole batch: each drawn at 300 dots an inch, with the code in the middle.
fn sample() -> Vec<(String, Picture)> {
    let mut batch = crowd(CARDS);
    let nth = |(i, item)| (i % (CARDS / SHARE) == 0).then_some(item);
    batch.items = batch.items.into_iter().enumerate().filter_map(nth).collect();
    let pages = poppler(&print(&batch), 300, [1, SHARE]);
    let card = |(i, page): (usize, &Picture)| {
        let found = read_code(page).expect("a code on the page");
        (expected(&batch, i), page.square(found.middle, damage::CODE + 14.0))
    };
    pages.iter().enumerate().map(card).collect()
}

type Damage = fn(&Picture, &mut Numbers) -> Picture;

#[test]
fn damaged_codes_scan_too() {
    let sample = sample();
    let damages: [(&str, Damage); 7] = [
        ("blurred by 0.25 mm", |code, _| damage::blurred(code, 0.25)),
        ("noise of 40", |code, numbers| damage::noisy(code, 40.0, numbers)),
        ("10 % covered", |code, numbers| damage::covered(code, 0.1, numbers)),
        ("5 % stained", |code, numbers| damage::stained(code, 0.05, numbers)),
        ("JPEG of quality 30", |code, _| damage::squeezed(code, 30)),
        ("turned by 2°", |code, numbers| {
            damage::turned(code, if numbers.next().is_multiple_of(2) { 2.0 } else { -2.0 }, 1.0)
        }),
        ("a photocopy of a photocopy", |code, _| damage::photocopied(code)),
    ];
    let read = on_all_processors(damages.len() * SHARE, |i| {
        let (text, code) = &sample[i % SHARE];
        let damaged = (damages[i / SHARE].1)(code, &mut Numbers(i as u64));
        assert_ne!(damaged.pixels, code.pixels, "{}", damages[i / SHARE].0);
        read_code(&damaged).is_some_and(|found| found.text == *text)
    });
    for ((name, _), read) in damages.iter().zip(read.chunks(SHARE)) {
        assert_eq!(read.iter().filter(|read| **read).count(), SHARE, "{name}: {read:?}");
    }
}

#[test]
fn a_code_past_all_help_is_not_taken_for_read() {
    let (text, code) = sample().remove(0);
    assert_eq!(read_code(&code).map(|found| found.text), Some(text));
    for ruined in [
        damage::blurred(&code, 1.2),
        damage::noisy(&code, 400.0, &mut Numbers(1)),
        damage::covered(&code, 0.6, &mut Numbers(1)),
    ] {
        assert_eq!(read_code(&ruined), None);
    }
}

#[test]
fn other_readers_read_the_same() {
    let sample = sample();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pictures: Vec<_> = (0..SHARE).map(|i| folder.path().join(format!("{i:02}.pgm"))).collect();
    for (path, (_, code)) in pictures.iter().zip(&sample) {
        std::fs::write(path, code.to_pgm()).expect("room on the disk");
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = here.join("../../target/readers/bin/python");
    assert!(python.exists(), "{} is made by `cargo xtask setup`", python.display());
    let mut zxing = Command::new(python);
    zxing.arg(here.join("tests/sheets/read_codes.py"));
    let mut zbar = Command::new("zbarimg");
    zbar.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]);
    for reader in [&mut zxing, &mut zbar] {
        let output = reader.args(&pictures).output();
        let output = output.unwrap_or_else(|error| panic!("{reader:?} is needed: {error}"));
        let read = String::from_utf8(output.stdout).expect("UTF-8");
        let complaint = String::from_utf8_lossy(&output.stderr);
        let wanted: Vec<&str> = sample.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(read.lines().collect::<Vec<_>>(), wanted, "{reader:?}: {complaint}");
    }
}
