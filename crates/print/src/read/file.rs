//! The pages of a file as grey pictures.

use std::io::Cursor;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, GrayImage, ImageError, ImageFormat, ImageReader, Luma, LumaA};

use super::{MOST_PAGES, MOST_PIXELS, ReadError};

/// Pixels to the inch at which a page of a PDF file is looked at. The smallest code of ours has more than five a module then.
const RESOLUTION: f32 = 300.0;
const POINTS_PER_INCH: f32 = 72.0;
/// The longest side of a page, in pixels: A3 fits.
const LONGEST_SIDE: f32 = 5_000.0;
/// What a PDF file begins with, perhaps behind a few other bytes.
const PDF: &[u8] = b"%PDF-";
const PDF_WITHIN: usize = 1_024;

/// Shows the pages of `bytes` to `look`, numbered from 1, and tells how many were left out.
pub fn pages(bytes: &[u8], mut look: impl FnMut(usize, GrayImage)) -> Result<usize, ReadError> {
    let start = &bytes[..bytes.len().min(PDF_WITHIN)];
    if !start.windows(PDF.len()).any(|part| part == PDF) {
        look(1, picture(bytes)?);
        return Ok(0);
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => ReadError::Locked,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => ReadError::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ReadError::Damaged);
    }
    for (page, number) in pages.iter().take(MOST_PAGES).zip(1..) {
        look(number, rendered(page)?);
    }
    Ok(pages.len().saturating_sub(MOST_PAGES))
}

fn rendered(page: &Page<'_>) -> Result<GrayImage, ReadError> {
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    if !longest.is_normal() || width.min(height) <= 0.0 {
        return Err(ReadError::Damaged);
    }
    let scale = (RESOLUTION / POINTS_PER_INCH).min(LONGEST_SIDE / longest);
    // A page thinner than a pixel is none.
    if width.min(height) * scale < 1.0 {
        return Err(ReadError::Damaged);
    }
    let settings = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let pixmap = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let grey = pixmap.data().iter().map(|pixel| grey(pixel.r, pixel.g, pixel.b));
    GrayImage::from_raw(width, height, grey.collect()).ok_or(ReadError::Damaged)
}

/// The mean will do: codes are black on white, and no colour is told from another.
fn grey(red: u8, green: u8, blue: u8) -> u8 {
    let sum = u16::from(red) + u16::from(green) + u16::from(blue);
    u8::try_from(sum / 3).unwrap_or(u8::MAX)
}

fn picture(bytes: &[u8]) -> Result<GrayImage, ReadError> {
    let reader = || {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        reader.map_err(|_| ReadError::Damaged)
    };
    match reader()?.format() {
        Some(ImageFormat::Png | ImageFormat::Jpeg) => {}
        Some(_) | None => return Err(ReadError::Kind),
    }
    // Asked first, because decoding takes the memory.
    let (width, height) = reader()?.into_dimensions().map_err(damaged)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(ReadError::PictureTooLarge { width, height });
    }
    if width == 0 || height == 0 {
        return Err(ReadError::Damaged);
    }
    let picture = reader()?.decode().map_err(damaged)?;
    Ok(on_white(picture))
}

fn damaged(_: ImageError) -> ReadError {
    ReadError::Damaged
}

/// The picture as it looks on paper: what is transparent is white, as on the screen from which it was cut.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let picture = picture.into_luma_alpha8();
    let mut white = GrayImage::new(picture.width(), picture.height());
    for (paper, LumaA([grey, alpha])) in white.pixels_mut().zip(picture.pixels()) {
        let seen = u16::from(*grey) * u16::from(*alpha) + 255 * u16::from(255 - alpha);
        *paper = Luma([u8::try_from(seen / 255).unwrap_or(u8::MAX)]);
    }
    white
}
