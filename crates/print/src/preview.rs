//! A page of a finished file as a picture, for the print dialog. It is the real file, rasterised, not a second drawing.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Why there is no picture.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PreviewError {
    /// The bytes are no PDF file.
    #[error("this is no readable PDF file")]
    NotAPdf,
    /// The file has fewer pages.
    #[error("page {page} was asked for, the file has {pages}")]
    NoSuchPage {
        /// The page asked for, from 0.
        page: usize,
        /// How many there are.
        pages: usize,
    },
    /// The picture could not be written.
    #[error("the picture could not be made: {0}")]
    Broken(String),
}

/// The widest picture that is made, in pixels.
const WIDEST: u32 = 8_000;

/// Page `page` (from 0) of the file `bytes` as a PNG picture `width_px` pixels wide (8,000 at most).
pub fn preview(bytes: &[u8], page: usize, width_px: u32) -> Result<Vec<u8>, PreviewError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| PreviewError::NotAPdf)?;
    let pages = pdf.pages();
    let sheet = pages.get(page).ok_or(PreviewError::NoSuchPage {
        page,
        pages: pages.len(),
    })?;
    // Half a pixel more, because the renderer cuts off fractions.
    let scale = (width_px.clamp(1, WIDEST) as f32 + 0.5) / sheet.render_dimensions().0;
    let picture = render(
        sheet,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    picture
        .into_png()
        .map_err(|error| PreviewError::Broken(error.to_string()))
}
