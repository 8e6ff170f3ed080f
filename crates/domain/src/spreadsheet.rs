//! CSV that opens unharmed in a spreadsheet.

use csv::{QuoteStyle, Terminator, WriterBuilder};

/// **KMS-9** What a cell begins with that a spreadsheet would take for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// **KMS-9** A file of `lines` under their `head`: UTF-8 with BOM, CRLF, every cell quoted and defused.
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
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// A cell as it was before it was defused.
pub fn undefused(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(bare) if bare.starts_with(FORMULA) => bare,
        Some(_) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_9_a_cell_is_defused_and_read_back_as_it_was() {
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
            assert_eq!(undefused(defused_to), cell);
        }
        assert_eq!(undefused("'quoted'"), "'quoted'");
    }
}
