//! The table of `docs/bench.md`, between its two marks.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};

use super::Measure;

const PAGE: &str = "docs/bench.md";
const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// The measures as a Markdown table.
pub fn table(measures: &[Measure]) -> String {
    let mut table = "| What | Measured | Limit | |\n|---|---|---|---|\n".to_owned();
    for Measure {
        name,
        value,
        unit,
        limit,
        ok,
    } in measures
    {
        let value = short(*value);
        let limit = limit.map_or_else(|| "–".to_owned(), |limit| format!("{} {unit}", short(limit)));
        let verdict = if *ok { "ok" } else { "**past the limit**" };
        writeln!(table, "| {name} | {value} {unit} | {limit} | {verdict} |").expect("a string takes any text");
    }
    table
}

/// Writes `text` into the page, in place of the last one.
pub fn write(text: &str) -> Result<()> {
    let page = fs::read_to_string(PAGE).with_context(|| format!("cannot read {PAGE}"))?;
    let page = replaced(&page, text).with_context(|| format!("{PAGE} lacks `{BEGIN}` and `{END}`"))?;
    fs::write(PAGE, page).with_context(|| format!("cannot write {PAGE}"))
}

fn replaced(page: &str, text: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{}\n{END}{after}", text.trim_end()))
}

/// Three digits are all that such a measurement is good for.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 || size.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_has_its_row() {
        let measures = [
            Measure {
                name: "look-up p99".into(),
                value: 3.456,
                unit: "ms".into(),
                limit: Some(5.0),
                ok: true,
            },
            Measure {
                name: "memory".into(),
                value: 180.4,
                unit: "MiB".into(),
                limit: Some(150.0),
                ok: false,
            },
            Measure {
                name: "keys".into(),
                value: 1_000_000.0,
                unit: "rows".into(),
                limit: None,
                ok: true,
            },
        ];
        assert_eq!(
            table(&measures),
            "| What | Measured | Limit | |\n|---|---|---|---|\n\
             | look-up p99 | 3.46 ms | 5 ms | ok |\n\
             | memory | 180 MiB | 150 MiB | **past the limit** |\n\
             | keys | 1000000 rows | – | ok |\n"
        );
    }

    #[test]
    fn only_the_part_between_the_marks_is_replaced() {
        let page = format!("# Before\n{BEGIN}\nold\n{END}\nafter\n");
        assert_eq!(
            replaced(&page, "new\n").as_deref(),
            Some("# Before\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nafter\n")
        );
        assert_eq!(replaced("no marks", "new"), None);
    }
}
