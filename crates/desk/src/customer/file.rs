//! A file of customers taken apart into rows: a workbook, or text in an encoding that is found out and can be corrected. Pure.
//!
//! Promises: text is never read with characters replaced; what cannot be read in an encoding is refused, and says so.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use kagifuda_domain::customer::import::{MAX_ROWS, Row};

use crate::fault::narrow;
use crate::problem::{CustomerProblem, Problem};
use crate::view::Encoding;

/// Bytes that a file may have. [policy]
pub(super) const MAX_BYTES: usize = 10 * 1024 * 1024;

/// A file taken apart.
pub(super) struct Table {
    /// How its text is read, and whether it tells so by itself; nothing for a workbook.
    pub encoding: Option<(Encoding, bool)>,
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    /// The rows that say something.
    pub rows: Vec<Row>,
}

/// Takes the file `name` apart. `encoding` and `sheet` are what a person chose; else they are found out.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    encoding: Option<Encoding>,
    sheet: Option<&str>,
) -> Result<Table, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::Customer(CustomerProblem::ImportTooLarge {
            megabytes: narrow(MAX_BYTES / (1024 * 1024)),
        }));
    }
    let table = if is_workbook(name, &bytes) {
        workbook(bytes, sheet)?
    } else {
        text(name, &bytes, encoding)?
    };
    match table.rows.len() {
        0 => Err(Problem::Customer(CustomerProblem::ImportEmpty)),
        found if found > MAX_ROWS + 1 => Err(Problem::Customer(CustomerProblem::ImportTooManyRows {
            found: narrow(found),
            max: narrow(MAX_ROWS),
        })),
        _ => Ok(table),
    }
}

/// Zip archives (`.xlsx`, `.ods`) and the compound files of old Excel begin so, whatever they are called.
fn is_workbook(name: &str, bytes: &[u8]) -> bool {
    let called = [".xlsx", ".xlsm", ".xls", ".ods"]
        .iter()
        .any(|end| name.to_lowercase().ends_with(end));
    called || bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

fn workbook(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Table, Problem> {
    let unreadable = |error: calamine::Error| {
        tracing::info!(%error, "no workbook");
        Problem::Customer(CustomerProblem::ImportUnreadable)
    };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let sheets = book.sheet_names();
    let chosen = sheet
        .and_then(|name| sheets.iter().find(|sheet| *sheet == name))
        .or(sheets.first())
        .cloned();
    let Some(chosen) = chosen else {
        return Err(Problem::Customer(CustomerProblem::ImportEmpty));
    };
    let range = book.worksheet_range(&chosen).map_err(unreadable)?;
    let first = range.start().map_or(0, |(row, _)| row as usize) + 1;
    let rows = (first..).zip(range.rows()).map(|(line, cells)| Row {
        line,
        cells: cells.iter().map(cell).collect(),
    });
    Ok(Table {
        encoding: None,
        rows: rows.filter(says_something).collect(),
        sheet: Some(chosen),
        sheets,
    })
}

/// A cell as a person reads it: whole numbers without a decimal point.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        // Rust writes `5` for 5.0.
        Data::Float(number) => number.to_string(),
        Data::Error(_) => String::new(),
        other @ (Data::Int(_)
        | Data::String(_)
        | Data::Bool(_)
        | Data::DateTime(_)
        | Data::DateTimeIso(_)
        | Data::DurationIso(_)) => other.to_string(),
    }
}

fn text(name: &str, bytes: &[u8], encoding: Option<Encoding>) -> Result<Table, Problem> {
    let (found, certain) = encoding_of(bytes);
    let encoding = encoding.unwrap_or(found);
    let text = decode(bytes, encoding).ok_or(Problem::Customer(CustomerProblem::ImportEncoding))?;
    // A file without text is no list either: a picture, a PDF.
    if text.contains('\0') {
        return Err(Problem::Customer(CustomerProblem::ImportUnreadable));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(name, &text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    // The reader takes the second half of a line's end for the beginning of the next, so lines are counted here.
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        let record = record.map_err(|_| Problem::Customer(CustomerProblem::ImportUnreadable))?;
        let begins = record.position().map_or(0, |position| position.byte() as usize);
        let breaks = text[begins..]
            .bytes()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        line += text[counted..begins + breaks].matches('\n').count();
        counted = begins + breaks;
        let cells = record.iter().map(str::to_owned).collect();
        rows.push(Row { line, cells });
    }
    rows.retain(says_something);
    Ok(Table {
        encoding: Some((encoding, certain && encoding == found)),
        sheets: vec![],
        sheet: None,
        rows,
    })
}

/// How the text is written, and whether it tells so by itself. Text that is good UTF-8 and says more than ASCII is hardly ever anything else.
fn encoding_of(bytes: &[u8]) -> (Encoding, bool) {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        (Encoding::Utf16, true)
    } else if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) || std::str::from_utf8(bytes).is_ok() {
        (Encoding::Utf8, true)
    } else {
        (Encoding::ShiftJis, false)
    }
}

/// The text, if every byte of it is of this encoding.
fn decode(bytes: &[u8], encoding: Encoding) -> Option<String> {
    let of = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::ShiftJis => SHIFT_JIS,
        Encoding::Utf16 if bytes.starts_with(&[0xFE, 0xFF]) => UTF_16BE,
        Encoding::Utf16 => UTF_16LE,
    };
    let (text, had_errors) = of.decode_with_bom_removal(bytes);
    (!had_errors).then(|| text.into_owned())
}

/// What stands between cells: of comma, tab and semicolon the one that is most frequent in the first line.
fn delimiter(name: &str, text: &str) -> u8 {
    if name.to_lowercase().ends_with(".tsv") {
        return b'\t';
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| first.bytes().filter(|b| *b == delimiter).count();
    // Of equals the last wins.
    [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

fn says_something(row: &Row) -> bool {
    row.cells.iter().any(|cell| !cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shift_jis(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    fn cells(table: &Table) -> Vec<(usize, Vec<&str>)> {
        table
            .rows
            .iter()
            .map(|row| (row.line, row.cells.iter().map(String::as_str).collect()))
            .collect()
    }

    #[test]
    fn text_is_read_in_the_encoding_that_it_is_written_in() {
        let list = "会社名,電話\r\n\r\n髙田商会①,092\r\n";
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(list.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (bytes, encoding, certain) in [
            (list.as_bytes().to_vec(), Encoding::Utf8, true),
            (format!("\u{FEFF}{list}").into_bytes(), Encoding::Utf8, true),
            (shift_jis(list), Encoding::ShiftJis, false),
            (utf16, Encoding::Utf16, true),
        ] {
            let table = read("list.csv", bytes, None, None).unwrap();
            assert_eq!(table.encoding, Some((encoding, certain)));
            assert_eq!(
                cells(&table),
                [(1, vec!["会社名", "電話"]), (3, vec!["髙田商会①", "092"])]
            );
        }
    }

    #[test]
    fn no_character_is_replaced_in_silence() {
        let read = |bytes: Vec<u8>, encoding| read("list.csv", bytes, encoding, None).err();
        assert_eq!(
            read(shift_jis("会社名"), Some(Encoding::Utf8)),
            Some(Problem::Customer(CustomerProblem::ImportEncoding))
        );
        assert_eq!(
            read(vec![b'a', 0xFF, 0xFF], None),
            Some(Problem::Customer(CustomerProblem::ImportEncoding))
        );
        assert_eq!(read("名前".into(), Some(Encoding::Utf8)), None);
    }

    #[test]
    fn cells_are_told_apart_by_what_stands_between_them() {
        for (name, text, expected) in [
            ("a.csv", "a,b;c\n1,2;3", vec!["a", "b;c"]),
            ("a.csv", "a;b;c,\n", vec!["a", "b", "c,"]),
            ("a.txt", "a\tb\n", vec!["a", "b"]),
            ("a.tsv", "a,b,c\td\n", vec!["a,b,c", "d"]),
            ("a.csv", "\"a,\nb\",c\n", vec!["a,\nb", "c"]),
        ] {
            let table = read(name, text.into(), None, None).unwrap();
            assert_eq!(cells(&table)[0].1, expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for (name, bytes, problem) in [
            ("a.csv", vec![], Problem::Customer(CustomerProblem::ImportEmpty)),
            (
                "a.csv",
                b" ,\n,\n".to_vec(),
                Problem::Customer(CustomerProblem::ImportEmpty),
            ),
            (
                "a.csv",
                b"a\0b".to_vec(),
                Problem::Customer(CustomerProblem::ImportUnreadable),
            ),
            (
                "a.xlsx",
                b"a,b".to_vec(),
                Problem::Customer(CustomerProblem::ImportUnreadable),
            ),
            (
                "a.csv",
                b"PK\x03\x04 torn".to_vec(),
                Problem::Customer(CustomerProblem::ImportUnreadable),
            ),
            (
                "a.csv",
                vec![b'a'; MAX_BYTES + 1],
                Problem::Customer(CustomerProblem::ImportTooLarge { megabytes: 10 }),
            ),
            (
                "a.csv",
                "a\n".repeat(MAX_ROWS + 2).into_bytes(),
                Problem::Customer(CustomerProblem::ImportTooManyRows {
                    found: 20_002,
                    max: 20_000,
                }),
            ),
        ] {
            assert_eq!(read(name, bytes, None, None).err(), Some(problem), "{name}");
        }
    }
}
