//! Pictures of paper, as a telephone or a scanner makes them.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

/// Pixels of one module, and modules of the quiet zone.
const MODULE: usize = 4;
const QUIET: usize = 4;
const SIDE: u32 = 400;

/// A PNG picture with the codes of `texts` beside each other.
pub fn picture(texts: &[&str]) -> Vec<u8> {
    let count = u32::try_from(texts.len().max(1)).expect("a few codes");
    let mut picture = GrayImage::from_pixel(count * SIDE, SIDE, Luma([255]));
    for (text, left) in texts.iter().zip((0..).step_by(SIDE as usize)) {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).expect("it fits");
        let (modules, dark) = (code.width(), code.to_colors());
        for (x, y) in (0..modules * MODULE).flat_map(|y| (0..modules * MODULE).map(move |x| (x, y))) {
            if dark[y / MODULE * modules + x / MODULE] == Color::Dark {
                let at = |place: usize| u32::try_from(place + QUIET * MODULE).expect("a small picture");
                picture.put_pixel(left + at(x), at(y), Luma([0]));
            }
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("memory suffices");
    bytes.into_inner()
}
