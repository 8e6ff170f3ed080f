//! Reading paper back: every two-dimensional code in a picture or a PDF file.
//!
//! Promises:
//! - Any bytes are answered: with codes, with none, or with why they cannot be read.
//! - Time and memory are bounded by [`LARGEST_FILE`], [`MOST_PIXELS`] and [`MOST_PAGES`].
//!
//! Deliberately not here: what a code says (`scan.rs`), and whether that is so.

mod file;
mod luma;

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::GrayImage;
use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BarcodeFormat, Binarizer, BinaryBitmap, DecodeHints, Luma8LuminanceSource, RXingResult};

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 50 * 1024 * 1024;
/// The largest picture that is read, in pixels.
pub const MOST_PIXELS: u64 = 100_000_000;
/// The pages that are read of one PDF file. Whoever looks for a code in more has the wrong file.
pub const MOST_PAGES: usize = 50;

/// One two-dimensional code.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// Its text, whatever that is.
    pub text: String,
    /// The page it stands on, from 1; a picture is one page.
    pub page: usize,
}

/// Its text holds secrets.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found")
            .field("page", &self.page)
            .finish_non_exhaustive()
    }
}

/// What was read of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The codes, page by page, as the eye goes over a page. What stands on a page several times is here once.
    pub codes: Vec<Found>,
    /// The pages that were not looked at, because there are more than [`MOST_PAGES`].
    pub pages_left: usize,
}

/// Why a file cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// It is none of PNG, JPEG and PDF.
    #[error("this is neither a PNG or JPEG picture nor a PDF file")]
    Kind,
    /// It is larger than [`LARGEST_FILE`].
    #[error("a file of {bytes} bytes is too large")]
    FileTooLarge {
        /// Its size.
        bytes: usize,
    },
    /// It has more than [`MOST_PIXELS`].
    #[error("a picture of {width} × {height} pixels is too large")]
    PictureTooLarge {
        /// Its width, in pixels.
        width: u32,
        /// Its height, in pixels.
        height: u32,
    },
    /// The PDF file opens with a password only.
    #[error("the file is protected by a password")]
    Locked,
    /// It begins like a file of its kind, and does not go on like one.
    #[error("the file is damaged")]
    Damaged,
}

/// Every two-dimensional code in the PNG or JPEG picture, or on the pages of the PDF file, `bytes`.
pub fn codes_in(bytes: &[u8]) -> Result<Reading, ReadError> {
    if bytes.len() > LARGEST_FILE {
        return Err(ReadError::FileTooLarge { bytes: bytes.len() });
    }
    // The bytes are anybody's, and the decoders are other people's: what one of them did not foresee is a damaged file.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or(Err(ReadError::Damaged))
}

fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let mut reading = Reading {
        codes: Vec::new(),
        pages_left: 0,
    };
    reading.pages_left = file::pages(bytes, |page, picture| {
        let codes = codes_on(picture).into_iter();
        reading.codes.extend(codes.map(|text| Found { text, page }));
    })?;
    Ok(reading)
}

/// The longest sides, in pixels, at which a picture is looked at. A code that blur, grain or the weave of paper hides in a large picture shows
/// in a small one; one of many small codes on a page shows in a large one only.
const SIDES: [u32; 3] = [4_096, MIDDLE, 900];
const MIDDLE: u32 = 1_800;

/// A code, and where its middle is, as parts of the picture's height and width.
struct Seen {
    text: String,
    y: f32,
    x: f32,
}

/// The texts of the codes on one page.
fn codes_on(picture: GrayImage) -> Vec<String> {
    let mut seen: Vec<Seen> = Vec::new();
    let sizes = sizes(&picture);
    drop(picture);
    for size in &sizes {
        look(size, HybridBinarizer::new, &mut seen);
    }
    // Seldom needed, so only where there is nothing yet: a dim picture, a grainy one, light on dark. In large ones all of that takes too long.
    let smaller = |size: &&GrayImage| size.width().max(size.height()) <= MIDDLE;
    for better in [luma::stretched, luma::smoothed, luma::inverted] {
        for size in sizes.iter().filter(smaller) {
            if seen.is_empty() {
                let better = better(size);
                look(&better, HybridBinarizer::new, &mut seen);
                look(&better, GlobalHistogramBinarizer::new, &mut seen);
            }
        }
    }
    // As the eye goes: rows of a twentieth of the page, each from the left.
    seen.sort_by_key(|code| ((code.y * 20.0) as i32, (code.x * 1_000.0) as i32));
    seen.into_iter().map(|code| code.text).collect()
}

/// The picture in the sizes at which it is worth looking at.
fn sizes(picture: &GrayImage) -> Vec<GrayImage> {
    let mut sizes: Vec<GrayImage> = SIDES.map(|side| luma::no_longer_than(side, picture)).into();
    // A picture that is small already is not looked at twice.
    sizes.dedup_by_key(|size| size.dimensions());
    sizes
}

/// Adds the codes of `picture` that were not seen before, made black and white by `binarizer`.
fn look<B: Binarizer>(picture: &GrayImage, binarizer: fn(Luma8LuminanceSource) -> B, seen: &mut Vec<Seen>) {
    let (width, height) = picture.dimensions();
    let Ok(source) = Luma8LuminanceSource::new(picture.to_vec(), width, height) else {
        return;
    };
    let hints = DecodeHints {
        TryHarder: Some(true),
        PossibleFormats: Some([BarcodeFormat::QR_CODE].into()),
        ..DecodeHints::default()
    };
    let codes = QrReader.decode_multiple_with_hints(&mut BinaryBitmap::new(binarizer(source)), &hints);
    for code in codes.unwrap_or_default() {
        if seen.iter().all(|known| known.text != code.getText()) {
            let (y, x) = middle(&code);
            seen.push(Seen {
                text: code.getText().to_owned(),
                y: y / height as f32,
                x: x / width as f32,
            });
        }
    }
}

fn middle(code: &RXingResult) -> (f32, f32) {
    let corners = code.getPoints();
    let count = corners.len().max(1) as f32;
    let (y, x) = corners
        .iter()
        .fold((0.0, 0.0), |(y, x), corner| (y + corner.y, x + corner.x));
    (y / count, x / count)
}
