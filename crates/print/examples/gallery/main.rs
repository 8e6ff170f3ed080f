//! Writes a picture of each document into the folder that is named: `gallery FOLDER [WIDTH]`.

mod samples;

use std::error::Error;
use std::path::PathBuf;

use kagifuda_print::{Language, Layout, Paper, pdf, preview};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("a folder is wanted")?);
    let width: u32 = arguments.next().map_or(Ok(620), |width| width.parse())?;
    for (language, tag) in [(Language::Ja, "ja"), (Language::En, "en")] {
        for sample in samples::samples(language) {
            let file = pdf(&sample.batch).map_err(|error| format!("{}: {error}", sample.name))?;
            let width = match sample.batch.layout {
                Layout::Page(Paper::A6) => width * 3 / 4,
                Layout::Page(Paper::A4) | Layout::Cards(_) | Layout::Labels(_) => width,
            };
            for page in 0..file.pages {
                let place = folder.join(format!("{}-{}.{tag}.png", sample.name, page + 1));
                std::fs::write(place, preview(&file.bytes, page, width)?)?;
            }
        }
    }
    Ok(())
}
