//! What three renderers put on paper: the same amount of ink, away from the edges, and no word on another.

use crate::picture::{Picture, Renderer, on_all_processors};
use crate::samples::samples;
use crate::support::{batch, key_mut, print, tool};
use kagifuda_print::{Cut, KeyPaper, Language, Layout, Paper, Pdf};

/// Printers do not reach the edges of the paper.
const MARGIN: f64 = 5.0;

/// Near what office printers print. On coarser pages poppler draws hairlines a whole dot wide, which shows on a small card.
const DPI: u32 = 400;

/// How much the ink of renderers may differ. They draw edges of letters differently, and hairlines more so.
const DIFFERENCE: f64 = 0.02;

/// Every document on every paper, in both languages, with keys that are registered and keys that are not.
fn documents() -> Vec<(String, Pdf)> {
    let all = [Language::Ja, Language::En].into_iter().flat_map(|language| {
        samples(language)
            .into_iter()
            .map(move |sample| (format!("{} {language:?}", sample.name), print(&sample.batch)))
    });
    all.collect()
}

/// The most by which one of `inks` is above another, as a part.
fn difference(inks: [f64; 3]) -> f64 {
    let most = inks.into_iter().fold(0.0, f64::max);
    let least = inks.into_iter().fold(f64::INFINITY, f64::min);
    most / least - 1.0
}

#[test]
fn renderers_agree_on_the_ink_and_keep_it_off_the_edges() {
    let documents = documents();
    let wrong = on_all_processors(documents.len(), |i| {
        let (name, pdf) = &documents[i];
        let drawn = Renderer::ALL.map(|renderer| renderer.pages(pdf, DPI));
        let pages = (0..pdf.pages).map(|page| (page, drawn.each_ref().map(|pages| &pages[page])));
        let wrong = pages.filter_map(|(page, pictures)| {
            let inks = pictures.map(Picture::ink);
            let marks = pictures.map(|picture| picture.marks_near_edges(MARGIN));
            let good = inks[0] > 100.0 && difference(inks) <= DIFFERENCE && marks == [0; 3];
            (!good).then(|| format!("{name}, page {page}: {inks:?} mm² of ink, {marks:?} dots near the edge"))
        });
        wrong.collect::<Vec<_>>()
    });
    assert_eq!(wrong.concat(), [""; 0]);
}

#[test]
fn ink_that_is_missing_or_at_the_edge_is_noticed() {
    let page = Picture::white(500, 700, 150.0);
    assert_eq!((page.ink(), page.marks_near_edges(MARGIN)), (0.0, 0));
    let inked = |x: usize, y: usize| {
        let mut page = page.clone();
        page.pixels[y * page.width + x] = 254;
        page.marks_near_edges(MARGIN)
    };
    // 5 mm are 29.5 dots.
    for (x, y, marks) in [
        (28, 350, 1),
        (29, 350, 0),
        (471, 350, 1),
        (470, 350, 0),
        (250, 28, 1),
        (250, 29, 0),
        (250, 671, 1),
        (250, 670, 0),
    ] {
        assert_eq!(inked(x, y), marks, "{x} {y}");
    }
    let mut black = Picture::white(150, 300, 150.0);
    black.pixels.fill(0);
    assert!((black.ink() - 25.4 * 50.8).abs() < 1e-6, "an inch by two");
    assert!(difference([100.0, 101.0, 101.9]) <= DIFFERENCE);
    assert!(difference([100.0, 101.0, 102.1]) > DIFFERENCE);
}

/// A word and where it stands: left, top, right and bottom, in points.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    place: [f64; 4],
}

/// How far the boxes of two words may reach into each other, as a part of the lower one's height. A box is as high as
/// its face's highest and lowest letters together; kanji and small letters leave more than a twentieth of it empty.
const TOLERANCE: f64 = 0.05;

/// The part of its box that a number leaves empty above: the faces' accents on capitals stand there.
const ABOVE_NUMBERS: f64 = 0.2;

impl Word {
    fn new(text: String, mut place: [f64; 4]) -> Self {
        let is_number = text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '-' | '•'));
        if is_number {
            place[1] += ABOVE_NUMBERS * (place[3] - place[1]);
        }
        Self { text, place }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let depth =
            |from: usize, to: usize| self.place[to].min(other.place[to]) - self.place[from].max(other.place[from]);
        let height = |word: &Self| word.place[3] - word.place[1];
        let free = TOLERANCE * height(self).min(height(other));
        depth(0, 2) > free && depth(1, 3) > free
    }
}

/// The words of each page.
fn words(pdf: &Pdf) -> Vec<Vec<Word>> {
    let xml = String::from_utf8(tool("pdftotext", &["-bbox", "FILE", "-"], pdf)).expect("UTF-8");
    let mut pages = Vec::new();
    for line in xml.lines() {
        if line.contains("<page ") {
            pages.push(Vec::new());
        } else if let (true, Some(page)) = (line.contains("<word "), pages.last_mut()) {
            let mut parts = line.split('"').skip(1).step_by(2);
            let place = [(); 4].map(|()| parts.next().and_then(|part| part.parse().ok()).expect("a number"));
            let text = line.split(['<', '>']).nth(2).expect("a word").to_owned();
            page.push(Word::new(text, place));
        }
    }
    pages
}

/// The pairs of words that stand on each other.
fn overlaps(words: &[Word]) -> Vec<(&str, &str)> {
    let pairs = words
        .iter()
        .enumerate()
        .flat_map(|(i, word)| words[..i].iter().map(move |other| (word, other)));
    let overlapping = pairs.filter(|(word, other)| word.overlaps(other));
    overlapping
        .map(|(word, other)| (word.text.as_str(), other.text.as_str()))
        .collect()
}

#[test]
fn no_word_stands_on_another() {
    for (name, pdf) in documents() {
        let pages = words(&pdf);
        assert_eq!(pages.len(), pdf.pages);
        for page in pages {
            assert!(page.len() > 20, "{name}: {page:?}");
            assert_eq!(overlaps(&page), [], "{name}");
        }
    }
}

/// The words on one line with the last `text`, from the left.
fn line_with<'w>(text: &str, page: &'w [Word]) -> Vec<&'w Word> {
    let found = page.iter().rfind(|word| word.text == text);
    let [.., bottom] = found.unwrap_or_else(|| panic!("no {text}: {page:?}")).place;
    let mut line: Vec<&Word> = page
        .iter()
        .filter(|word| (word.place[3] - bottom).abs() < 1.0)
        .collect();
    line.sort_by(|one, other| one.place[0].total_cmp(&other.place[0]));
    line
}

#[test]
fn when_a_key_was_issued_stands_below_when_it_was_printed_apart_from_whom_to_ask_however_wide_the_login() {
    // Half a letter in between, in points.
    for (layout, gap) in [
        (Layout::Page(Paper::A6), 3.2),
        (Layout::Page(Paper::A4), 4.4),
        (Layout::Cards(Cut::Four), 3.2),
        (Layout::Cards(Cut::Eight), 2.2),
    ] {
        for (language, printed, issued) in [
            (
                Language::Ja,
                ["お問い合わせ先", "印刷", "2026/11/21", "(土)"].as_slice(),
                ["キー発行日", "2026/09/30", "(水)"].as_slice(),
            ),
            (
                Language::En,
                &["Contact", "Printed", "21", "Nov", "2026"],
                &["Key", "issued", "30", "Sep", "2026"],
            ),
        ] {
            for login in ["WWWWWWWWWW", "MMMMmmmmmm", "HHHHHHHHHH", "tanaka01"] {
                for company in ["株式会社みなと通信システム".to_owned(), "髙".repeat(16)] {
                    let mut batch = batch((KeyPaper::Card, Paper::A6), language, 1);
                    batch.layout = layout.clone();
                    batch.supplier.company = company;
                    // It is printed once more, as it was on another day.
                    batch.printed_at = "2026-10-31T15:00:00Z".parse().expect("an instant");
                    batch.items[0].mark.by = login.into();
                    key_mut(&mut batch, 0).issued_at = Some("2026-09-29T15:00:00Z".parse().expect("an instant"));
                    let page = words(&print(&batch)).concat();
                    let first = line_with(login, &page);
                    assert_eq!(texts(&first), [printed, &[login]].concat(), "{layout:?}");
                    let second = line_with(issued[0], &page);
                    assert!(second.len() > issued.len(), "{layout:?} {language:?} {second:?}");
                    let (contact, own) = second.split_at(second.len() - issued.len());
                    assert_eq!(texts(own), issued, "{layout:?}");
                    let right = |line: &[&Word]| line[line.len() - 1].place[2];
                    assert!((right(&first) - right(own)).abs() < 1.0, "{layout:?}");
                    let apart = own[0].place[0] - right(contact);
                    assert!(apart >= gap, "{layout:?}, {language:?}, {login}: {apart} points");

                    key_mut(&mut batch, 0).issued_at = None;
                    let page = words(&print(&batch)).concat();
                    assert!(page.iter().all(|word| word.text != issued[0]), "{layout:?}");
                }
            }
        }
    }
}

/// What the words of a line say.
fn texts<'w>(line: &[&'w Word]) -> Vec<&'w str> {
    line.iter().map(|word| word.text.as_str()).collect()
}

/// What leaves no room beside it is still told whole, and nothing of it stands on when the key was issued.
#[test]
fn a_contact_that_fills_the_foot_moves_the_day_of_issue_to_the_line_above() {
    for (layout, long) in [(Layout::Page(Paper::A6), 90), (Layout::Cards(Cut::Eight), 25)] {
        let mut batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, 1);
        batch.layout = layout.clone();
        batch.supplier.company = "髙橋みなと通信".chars().cycle().take(long).collect();
        let page = words(&print(&batch)).concat();
        let line = line_with("tanaka01", &page);
        assert_eq!(texts(&line)[..2], ["お問い合わせ先", "キー発行日"], "{layout:?}");
        assert_eq!(overlaps(&page), [], "{layout:?}");
    }
}

#[test]
fn words_on_each_other_are_noticed() {
    let word = |text: &str, place| Word::new(text.into(), place);
    let line = [
        word("0123", [10.0, 10.0, 50.0, 20.0]),
        word("4567", [50.0, 10.0, 90.0, 20.0]),
        word("below", [10.0, 20.0, 50.0, 30.0]),
    ];
    assert_eq!(overlaps(&line), []);
    let beside = [line[0].clone(), word("4567", [49.0, 12.0, 90.0, 22.0])];
    assert_eq!(overlaps(&beside), [("4567", "0123")]);
    let below = [line[0].clone(), word("below", [10.0, 19.0, 50.0, 29.0])];
    assert_eq!(overlaps(&below), [("below", "0123")]);
    let above = [line[0].clone(), word("above", [10.0, 1.0, 50.0, 11.0])];
    assert_eq!(overlaps(&above), [], "where a number has no ink");
}

#[test]
fn every_document_carries_its_faces_in_part_and_with_a_way_back_to_text() {
    for (name, pdf) in documents() {
        tool("qpdf", &["--check", "FILE"], &pdf);
        let fonts = String::from_utf8(tool("pdffonts", &["FILE"], &pdf)).expect("UTF-8");
        let fonts: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(fonts.len() >= 2, "{name}: {fonts:?}");
        for font in fonts {
            assert!(
                font.contains("yes yes yes"),
                "{name}: embedded, subset, with Unicode: {font}"
            );
        }
    }
}
