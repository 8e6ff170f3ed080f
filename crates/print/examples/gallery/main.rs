//! Writes a picture of each document, and a page that shows them all, into the folder that is named: `gallery docs`.

mod pictures;
mod samples;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;

use kagifuda_print::Language;

fn main() -> Result<(), Box<dyn Error>> {
    let docs = PathBuf::from(std::env::args().nth(1).ok_or("a folder is wanted")?);
    let folder = docs.join(pictures::FOLDER);
    std::fs::create_dir_all(&folder)?;
    let mut shown: BTreeMap<&str, String> = BTreeMap::new();
    let mut order = Vec::new();
    for language in [Language::Ja, Language::En] {
        for sample in samples::samples(language) {
            if !order.contains(&sample.name) {
                order.push(sample.name);
            }
            for (name, picture) in pictures::of(&sample, language)? {
                std::fs::write(folder.join(&name), picture.png()?)?;
                let line = shown.entry(sample.name).or_default();
                write!(line, "![{}]({}/{name}) ", sample.name, pictures::FOLDER)?;
            }
        }
    }
    let mut page = String::from(
        "# Every document on every paper\n\nMade by `cargo xtask gallery` with invented customers; a test compares each picture with what is drawn now.\n",
    );
    for name in order {
        write!(
            page,
            "\n## {name}\n\n{}\n",
            shown.get(name).map(|line| line.trim_end()).unwrap_or_default()
        )?;
    }
    Ok(std::fs::write(docs.join("gallery.md"), page)?)
}
