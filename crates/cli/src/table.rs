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
