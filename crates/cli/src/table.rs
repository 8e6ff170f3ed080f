//! Tables whose columns stand straight under Japanese and English headings alike.

use unicode_width::UnicodeWidthStr;

/// `rows` under `headings`, each column as wide as its widest cell; the last line has no line break.
pub fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.chain([headings[column].width()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    let heading: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let lines = [&heading, &rule].into_iter().chain(rows);
    lines.map(|cells| line(cells, &widths)).collect::<Vec<_>>().join("\n")
}

/// Facts one under the other, their names as wide as the widest.
pub fn facts(facts: &[(&str, String)]) -> String {
    let rows: Vec<Vec<String>> = facts
        .iter()
        .map(|(name, value)| vec![(*name).to_owned(), value.clone()])
        .collect();
    let width = facts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    rows.iter()
        .map(|cells| line(cells, &[width, 0]))
        .collect::<Vec<_>>()
        .join("\n")
}

/// How many columns a terminal is taken to have.
const COLUMNS: usize = 100;

/// `text` after `first`, broken between words, or between any two Japanese characters, so that it fits; further lines are
/// set in as far as the first.
pub fn paragraph(first: &str, text: &str) -> String {
    let mut lines = vec![first.to_owned()];
    for word in words(text) {
        let line = lines.len() - 1;
        let is_begun = line == 0 || !lines[line].trim().is_empty();
        let closes = word.starts_with(['。', '、', '」', '）', '・', 'ー']);
        if is_begun && !closes && lines[line].width() + word.trim_end().width() > COLUMNS {
            lines.push(format!("{}{word}", " ".repeat(first.width())));
        } else {
            lines[line].push_str(word);
        }
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// The pieces of `text` that stay whole: ASCII words with the space after them, and single characters of other scripts.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    for (i, c) in text.char_indices() {
        let end = i + c.len_utf8();
        let next_is_ascii = text[end..].starts_with(|next: char| next.is_ascii());
        if c == ' ' || !c.is_ascii() || !next_is_ascii {
            words.push(&text[begin..end]);
            begin = end;
        }
    }
    words
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width()))));
    padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_fits_and_keeps_words_whole() {
        for (text, lines) in [
            ("番号を確かめてください。".repeat(8), 3),
            ("compare the numbers ".repeat(9), 3),
            ("9".repeat(200), 2),
            (String::new(), 1),
        ] {
            let shown = paragraph("  0123-4567-89AB-CDEF  ", &text);
            let found: Vec<&str> = shown.lines().collect();
            assert_eq!(found.len(), lines, "{shown}");
            assert!(
                found[1..].iter().all(|line| line.starts_with(&" ".repeat(23))),
                "{shown}"
            );
            if !text.starts_with('9') {
                assert!(found.iter().all(|line| line.width() <= COLUMNS + 2), "{shown}");
            }
        }
    }

    #[test]
    fn columns_stand_straight_whatever_the_script() {
        let rows = [vec!["山田商店".into(), "1".into()], vec!["ABC".into(), "22".into()]];
        assert_eq!(
            table(&["Customer", "数"], &rows),
            "Customer  数\n────────  ──\n山田商店  1\nABC       22"
        );
        assert_eq!(
            facts(&[("会社名", "A".into()), ("ID", "B".into())]),
            "会社名  A\nID      B"
        );
    }
}
