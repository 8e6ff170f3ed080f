//! What is on paper is what was asked for: read back by eye's stand-ins, a text copier and a scanner.

use crate::support::{OFFERED, batch, key_mut, keys, print, texts, tool};
use kagifuda_print::{Batch, Facts, KeyPaper, Language, Paper, Pdf, Scanned, preview};
use rxing::BarcodeFormat;
use rxing::helpers::detect_in_luma_with_hints;

/// The lines of a page that hold nothing but one number.
pub fn has_line_with(page: &str, number: &str) -> bool {
    page.lines()
        .any(|line| line.split("  ").any(|part| part.trim() == number))
}

#[test]
fn every_number_copies_out_whole_with_its_hyphens() {
    for offered in OFFERED {
        for language in [Language::Ja, Language::En] {
            let batch = batch(offered, language, 40);
            let pages = texts(&print(&batch));
            assert_eq!(pages.len(), batch.items.len());
            for (page, item) in pages.iter().zip(keys(&batch)) {
                let numbers = [
                    Some(item.activation_key.to_string()),
                    Some(item.registration_id.to_string()),
                    item.device.map(|device| device.to_string()),
                    item.registration_key.map(|key| key.to_string()),
                ];
                for number in numbers.iter().flatten() {
                    assert!(has_line_with(page, number), "{number} in\n{page}");
                }
            }
        }
    }
}

#[test]
fn names_and_words_copy_out_as_they_were_typed() {
    let mut batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, 1);
    key_mut(&mut batch, 0).customer = Some("𠮷野﨑髙島㈱".into());
    let page = texts(&print(&batch)).concat();
    for text in [
        "起動情報案内カード",
        "控え",
        "起動ID番号",
        "暗号ID番号",
        "機器ID番号",
        "解除キー番号",
        "𠮷野﨑髙島㈱ 様",
        "KX-VCS301",
        "多地点接続拡張キー",
        "ソフトウェア拡張",
        "福岡支店 3階 会議室",
        "https://keys.example.jp",
        "株式会社みなと通信システム",
        "092-000-0000",
        "support@minato.example.jp",
        "2026/11/21 (土)",
        "2026/01/01 (木)",
    ] {
        assert!(page.contains(text), "{text} in\n{page}");
    }
}

/// The grey values of a page, as a scanner's camera sees it.
fn poppler_pixels(pdf: &Pdf, page: usize) -> (Vec<u8>, u32, u32) {
    let page = (page + 1).to_string();
    let image = tool(
        "pdftoppm",
        &["-gray", "-r", "200", "-f", &page, "-l", &page, "FILE"],
        pdf,
    );
    let mut fields = image.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut number = || -> u32 {
        let field = fields.next().expect("a PGM header");
        String::from_utf8_lossy(field).parse().unwrap_or_default()
    };
    let (_, width, height) = (number(), number(), number());
    let pixels = image[image.len() - (width * height) as usize..].to_vec();
    (pixels, width, height)
}

fn scan(pixels: Vec<u8>, width: u32, height: u32) -> String {
    let mut hints = rxing::DecodeHints {
        TryHarder: Some(true),
        ..rxing::DecodeHints::default()
    };
    let found = detect_in_luma_with_hints(pixels, width, height, Some(BarcodeFormat::QR_CODE), &mut hints);
    found.expect("a code on the page").getText().to_owned()
}

/// What the code of a page says.
pub fn expected(batch: &Batch, page: usize) -> String {
    let key = keys(batch)[page];
    let scanned = Scanned::Key {
        on: if matches!(batch.items[page].facts, Facts::Sheet(_)) {
            KeyPaper::Sheet
        } else {
            KeyPaper::Card
        },
        activation_key: key.activation_key,
        registration_id: key.registration_id,
        registered: key.device.zip(key.registration_key),
    };
    scanned.at(batch.address.as_ref().expect("an address"))
}

#[test]
fn the_code_of_every_page_scans_to_its_own_numbers() {
    let batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, 40);
    let pdf = print(&batch);
    for page in 0..batch.items.len() {
        let (pixels, width, height) = poppler_pixels(&pdf, page);
        let text = scan(pixels, width, height);
        assert_eq!(text, expected(&batch, page));
    }
}

#[test]
fn codes_scan_on_every_document_and_with_the_plainest_numbers() {
    for offered in OFFERED {
        let mut batch = batch(offered, Language::En, 3);
        for (i, digit) in ["0", "F", "8"].into_iter().enumerate() {
            let key = key_mut(&mut batch, i);
            key.activation_key = digit.repeat(16).parse().expect("a number");
            key.registration_id = digit.repeat(8).parse().expect("a number");
        }
        let pdf = print(&batch);
        for page in 0..batch.items.len() {
            let (pixels, width, height) = poppler_pixels(&pdf, page);
            assert_eq!(scan(pixels, width, height), expected(&batch, page));
        }
    }
}

#[test]
fn the_preview_is_the_page_and_its_code_scans() {
    let batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, 2);
    let pdf = print(&batch);
    for page in 0..batch.items.len() {
        let png = preview(&pdf.bytes, page, 800).expect("a picture");
        let (pixels, width, height) = grey(&png);
        assert_eq!(width, 800);
        assert_eq!(scan(pixels, width, height), expected(&batch, page));
    }
    assert!(preview(&pdf.bytes, 2, 800).is_err());
    assert!(preview(b"no file", 0, 800).is_err());
}

/// The grey values of an opaque RGB picture.
fn grey(png: &[u8]) -> (Vec<u8>, u32, u32) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut pixels).expect("a picture");
    let samples = info.color_type.samples();
    let red = pixels[..info.buffer_size()].iter().step_by(samples).copied().collect();
    (red, info.width, info.height)
}
