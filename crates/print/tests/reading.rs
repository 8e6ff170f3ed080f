//! Codes are read back from files, scans and photographs; and any bytes are answered.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Cursor;
use std::num::NonZeroU32;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage, imageops};
use kagifuda_print::{
    Batch, Facts, Found, Item, Key, Language, Layout, MOST_PAGES, Mark, Paper, ReadError, Scanned, Supplier, codes_in,
    pdf, preview,
};
use proptest::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

const ADDRESS: &str = "https://keys.example.jp";

/// The one place that makes documents: cards of keys that are told apart by their number. Answers what their codes say, too.
fn cards(count: u64) -> (Vec<u8>, Vec<String>) {
    let key = |no: u64| Key {
        activation_key: format!("0123456789AB{no:04X}").parse().unwrap(),
        registration_id: format!("0000{no:04X}").parse().unwrap(),
        product: "KX-VCS301".parse().unwrap(),
        product_name: "多地点接続拡張キー".into(),
        product_use: "ソフトウェア拡張".into(),
        device: None,
        registration_key: None,
        site: None,
        customer: None,
        issued_at: None,
    };
    let item = |no: u64| Item {
        facts: Facts::Card(key(no)),
        mark: Mark {
            copy: NonZeroU32::MIN,
            at: "2026-11-20T15:00:00Z".parse().unwrap(),
            by: "tanaka01".into(),
        },
    };
    let batch = Batch {
        layout: Layout::Page(Paper::A6),
        language: Language::Ja,
        printed_at: "2026-11-20T15:00:00Z".parse().unwrap(),
        address: Some(ADDRESS.parse().unwrap()),
        supplier: Supplier {
            company: "株式会社みなと通信システム".into(),
            phone: None,
            email: None,
        },
        masked: false,
        contents: None,
        items: (0..count).map(item).collect(),
    };
    let texts = (0..count).map(|no| text(&format!("S-0123456789AB{no:04X}-0000{no:04X}")));
    (pdf(&batch).unwrap().bytes, texts.collect())
}

fn text(numbers: &str) -> String {
    numbers.parse::<Scanned>().unwrap().at(&ADDRESS.parse().unwrap())
}

fn texts(bytes: &[u8]) -> Vec<String> {
    let reading = codes_in(bytes).unwrap();
    reading.codes.into_iter().map(|found| found.text).collect()
}

/// A code of `text` with its quiet zone, `module` pixels to a module.
fn code(text: &str, module: u32) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).unwrap();
    let (modules, dark) = (code.width() as u32, code.to_colors());
    GrayImage::from_fn((modules + 8) * module, (modules + 8) * module, |x, y| {
        let (x, y) = ((x / module).wrapping_sub(4), (y / module).wrapping_sub(4));
        let inside = x < modules && y < modules;
        Luma([if inside && dark[(y * modules + x) as usize] == Color::Dark {
            0
        } else {
            255
        }])
    })
}

/// A sheet of paper with `codes` on it, at these places.
fn sheet(width: u32, height: u32, codes: &[(GrayImage, i64, i64)]) -> GrayImage {
    let mut sheet = GrayImage::from_pixel(width, height, Luma([255]));
    for (code, x, y) in codes {
        imageops::replace(&mut sheet, code, *x, *y);
    }
    sheet
}

fn png(picture: &GrayImage) -> Vec<u8> {
    written(&picture.clone().into(), ImageFormat::Png)
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(picture: &GrayImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let rgb = DynamicImage::from(picture.clone()).into_rgb8();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode_image(&rgb)
        .unwrap();
    bytes
}

/// The picture turned by `degrees` about its middle, on white.
fn turned(picture: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = picture.dimensions();
    let (middle_x, middle_y) = (width as f32 / 2.0, height as f32 / 2.0);
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32 - middle_x, y as f32 - middle_y);
        let (x, y) = (cos * x + sin * y + middle_x, cos * y - sin * x + middle_y);
        imageops::interpolate_bilinear(picture, x, y).unwrap_or(Luma([255]))
    })
}

/// What a telephone makes of it: uneven light, grain, blur.
fn photographed(picture: &GrayImage, light: f32) -> GrayImage {
    let mut seed = 0x9E37_79B9_u32;
    let mut photo = imageops::fast_blur(picture, 1.5);
    let width = photo.width() as f32;
    for (x, _, pixel) in photo.enumerate_pixels_mut() {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = (seed >> 24) as f32 / 255.0 * 24.0 - 12.0;
        let shade = light * (0.55 + 0.45 * x as f32 / width);
        pixel.0[0] = (30.0 + f32::from(pixel.0[0]) * shade + grain).clamp(0.0, 255.0) as u8;
    }
    photo
}

fn numbers(count: u32) -> Vec<String> {
    (0..count)
        .map(|no| text(&format!("A-00112233445566{no:02X}-8899AABB")))
        .collect()
}

#[test]
fn every_page_of_a_file_is_read_in_order() {
    let (file, expected) = cards(3);
    let reading = codes_in(&file).unwrap();
    assert_eq!(reading.pages_left, 0);
    let found: Vec<_> = reading
        .codes
        .iter()
        .map(|found| (found.page, found.text.clone()))
        .collect();
    assert_eq!(found, (1..).zip(expected).collect::<Vec<_>>());
}

#[test]
fn of_a_long_file_it_is_told_how_many_pages_were_not_looked_at() {
    let pages = MOST_PAGES + 2;
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 3)).collect();
    let mut file = format!(
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n\
         2 0 obj <</Type /Pages /Count {pages} /Kids [{kids}] /MediaBox [0 0 72 72]>> endobj\n"
    );
    for page in 0..pages {
        file += &format!("{} 0 obj <</Type /Page /Parent 2 0 R>> endobj\n", page + 3);
    }
    file += "trailer <</Root 1 0 R>>\n";
    let reading = codes_in(file.as_bytes()).unwrap();
    assert_eq!((reading.codes, reading.pages_left), (vec![], 2));
}

#[test]
fn a_printed_card_is_read_from_pictures_of_it() {
    let (file, expected) = cards(1);
    let picture = image::load_from_memory(&preview(&file, 0, 1_240).unwrap())
        .unwrap()
        .into_luma8();
    assert_eq!(texts(&png(&picture)), expected, "PNG");
    assert_eq!(texts(&jpeg(&picture, 30)), expected, "JPEG, much compressed");
    assert_eq!(texts(&png(&imageops::rotate90(&picture))), expected, "on its side");
    assert_eq!(
        texts(&jpeg(&imageops::rotate180(&picture), 60)),
        expected,
        "upside down"
    );
    // Room for the corners, as on a table.
    let picture = sheet(2_200, 2_200, &[(picture, 480, 220)]);
    for degrees in [2.0, -7.0, 33.0, 160.0] {
        assert_eq!(texts(&png(&turned(&picture, degrees))), expected, "turned by {degrees}");
    }
}

#[test]
fn eight_codes_of_one_page_are_read_as_the_eye_goes() {
    let expected = numbers(8);
    let place = |no: usize| ((no % 2) as i64 * 1_240 + 150, (no / 2) as i64 * 870 + 200);
    let codes = expected
        .iter()
        .enumerate()
        .map(|(no, text)| (code(text, 6), place(no).0, place(no).1));
    let page = sheet(2_480, 3_508, &codes.collect::<Vec<_>>());
    assert_eq!(texts(&png(&page)), expected);
    let mut back = texts(&jpeg(&imageops::rotate180(&page), 70));
    back.reverse();
    assert_eq!(back, expected);
}

#[test]
fn a_photograph_of_twelve_million_pixels_is_read_dim_turned_and_grainy() {
    let expected = numbers(2);
    let codes = [
        (code(&expected[0], 14), 500, 400),
        (code(&expected[1], 8), 2_400, 1_700),
    ];
    let page = turned(&sheet(4_000, 3_000, &codes), 11.0);
    for light in [0.8, 0.4, 0.2] {
        let photo = jpeg(&photographed(&page, light), 80);
        assert_eq!(texts(&photo), expected, "light {light}");
    }
}

#[test]
fn a_code_in_light_on_dark_and_one_on_a_transparent_ground_are_read() {
    let expected = numbers(1);
    let mut dark = code(&expected[0], 5);
    let clipped = RgbaImage::from_fn(dark.width(), dark.height(), |x, y| {
        Rgba([0, 0, 0, 255 - dark.get_pixel(x, y).0[0]])
    });
    assert_eq!(texts(&written(&clipped.into(), ImageFormat::Png)), expected);
    imageops::invert(&mut dark);
    assert_eq!(texts(&png(&dark)), expected);
}

#[test]
fn a_code_that_stands_twice_on_a_page_is_told_once_and_foreign_texts_are_told_as_they_are() {
    let foreign = "WIFI:S:事務所;T:WPA;P:ひみつ;;";
    let codes = [(code(foreign, 5), 0, 0), (code(foreign, 5), 500, 0)];
    assert_eq!(texts(&png(&sheet(900, 500, &codes))), [foreign]);
}

#[test]
fn a_picture_without_a_code_has_none() {
    assert!(texts(&png(&sheet(800, 600, &[]))).is_empty());
    assert!(texts(&png(&GrayImage::from_pixel(1, 1, Luma([0])))).is_empty());
    assert!(texts(&png(&GrayImage::from_pixel(4_500, 1, Luma([90])))).is_empty());
}

#[test]
fn what_cannot_be_read_says_why() {
    let picture = png(&code("x", 4));
    let mut huge = picture.clone();
    // The width that a PNG file says it has: ten thousand times what it holds.
    huge[16..20].copy_from_slice(&1_000_000_u32.to_be_bytes());
    let crc = crc(&huge[12..29]);
    huge[29..33].copy_from_slice(&crc.to_be_bytes());
    let height = code("x", 4).height();
    let width = 1_000_000;
    for (what, bytes, expected) in [
        ("nothing", vec![], ReadError::Kind),
        ("a text", b"0123-4567-89AB-CDEF".to_vec(), ReadError::Kind),
        ("another picture", b"GIF89a......".to_vec(), ReadError::Kind),
        (
            "half a picture",
            picture[..picture.len() / 2].to_vec(),
            ReadError::Damaged,
        ),
        ("a beginning", b"%PDF-1.7 and no more".to_vec(), ReadError::Damaged),
        ("too many pixels", huge, ReadError::PictureTooLarge { width, height }),
        (
            "too many bytes",
            vec![0; 52_428_801],
            ReadError::FileTooLarge { bytes: 52_428_801 },
        ),
    ] {
        assert_eq!(codes_in(&bytes), Err(expected), "{what}");
    }
}

/// The check sum of a part of a PNG file.
fn crc(bytes: &[u8]) -> u32 {
    let step =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)));
    !bytes.iter().fold(u32::MAX, step)
}

#[test]
fn what_was_found_does_not_show_its_numbers_in_debug() {
    let found = Found {
        text: numbers(1).remove(0),
        page: 1,
    };
    assert_eq!(format!("{found:?}"), "Found { page: 1, .. }");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_are_answered(front in 0_usize..4, bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let fronts: [&[u8]; 4] = [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xFF\xD8\xFF\xE0"];
        let _ = codes_in(&[fronts[front], &bytes].concat());
    }

    #[test]
    fn damaged_files_are_answered(kind in 0_usize..3, cut in 0.0..1.0, hit in 0.0..1.0, with in any::<u8>()) {
        let picture = code("https://keys.example.jp", 4);
        let mut file = match kind {
            0 => cards(1).0,
            1 => png(&picture),
            _ => jpeg(&picture, 50),
        };
        let at = |part: f64, length: usize| ((length as f64 * part) as usize).min(length - 1);
        let place = at(hit, file.len());
        file[place] = with;
        let _ = codes_in(&file);
        file.truncate(at(cut, file.len()));
        let _ = codes_in(&file);
    }
}
