//! Writes the manual in both languages into a folder, to look at its pages: `cargo run -p kagifuda-print --example manual -- FOLDER`

use std::path::PathBuf;

use kagifuda_print::Language;
use kagifuda_print::manual::manual_pdf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("a folder is wanted")?);
    for (language, name) in [(Language::Ja, "manual-ja.pdf"), (Language::En, "manual-en.pdf")] {
        let pdf = manual_pdf(language, "2026-11-21T00:00:00Z".parse()?)?;
        std::fs::write(folder.join(name), pdf.bytes)?;
    }
    Ok(())
}
