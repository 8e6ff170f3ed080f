//! CSV files that open unharmed in a spreadsheet.

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// UTF-8 with BOM, CRLF, every cell quoted and defused (**KMS-9**).
pub fn csv<const N: usize>(head: [&str; N], lines: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    let head = head.map(str::to_owned);
    for cells in std::iter::once(head).chain(lines) {
        writer
            .write_record(cells.map(defused))
            .expect("memory takes every line");
    }
    let bytes = writer.into_inner().expect("memory takes every line");
    format!("\u{FEFF}{}", String::from_utf8(bytes).expect("it was made of text"))
}

/// **KMS-9** A cell that a spreadsheet would take for a formula gets an apostrophe before it.
fn defused(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_9_what_looks_like_a_formula_is_defused() {
        for (cell, defused_to) in [
            ("+81", "'+81"),
            ("-", "'-"),
            ("@A1", "'@A1"),
            ("\tA", "'\tA"),
            ("\rA", "'\rA"),
            ("A=1", "A=1"),
            ("", ""),
        ] {
            assert_eq!(defused(cell.into()), defused_to, "{cell:?}");
        }
    }
}
