//! Pages of documents as small grey pictures.

use std::error::Error;

use kagifuda_print::{Language, Layout, Paper, pdf, preview};

use crate::samples::Sample;

/// Where they lie, beside the page that shows them.
pub const FOLDER: &str = "gallery";

/// A page in shades of grey.
pub struct Grey {
    pub width: u32,
    pub height: u32,
    pub shades: Vec<u8>,
}

/// The pages of `sample`, with the names of their pictures.
pub fn of(sample: &Sample, language: Language) -> Result<Vec<(String, Grey)>, Box<dyn Error>> {
    let file = pdf(&sample.batch).map_err(|error| format!("{}: {error}", sample.name))?;
    let width = match sample.batch.layout {
        Layout::Page(Paper::A6) => 360,
        Layout::Page(Paper::A4) | Layout::Cards(_) | Layout::Labels(_) => 560,
    };
    let tag = match language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    let page = |page| {
        let picture = Grey::read(&preview(&file.bytes, page, width)?)?;
        Ok((format!("{}-{}.{tag}.png", sample.name, page + 1), picture))
    };
    (0..file.pages).map(page).collect()
}

impl Grey {
    /// Reads a PNG picture, whose colours are all grey.
    pub fn read(png: &[u8]) -> Result<Self, Box<dyn Error>> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info()?;
        let mut pixels = vec![0; reader.output_buffer_size().ok_or("a picture too large")?];
        let info = reader.next_frame(&mut pixels)?;
        let samples = info.color_type.samples();
        Ok(Self {
            width: info.width,
            height: info.height,
            shades: pixels[..info.buffer_size()].iter().step_by(samples).copied().collect(),
        })
    }

    /// Writes it as a PNG picture.
    pub fn png(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_compression(png::Compression::High);
        encoder.write_header()?.write_image_data(&self.shades)?;
        Ok(bytes)
    }
}
