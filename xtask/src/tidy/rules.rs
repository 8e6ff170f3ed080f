//! Rule numbers: what the code decides by stands in `docs/rules/` under the same number.

use super::{Finding, Tree};

const PAGES: &str = "docs/rules/";

pub fn every_rule_has_its_page(tree: &Tree) -> Vec<Finding> {
    let pages: Vec<_> = tree
        .files(|path| path.starts_with(PAGES) && path.ends_with(".md"))
        .collect();
    if pages.is_empty() {
        return Vec::new();
    }
    let is_written = |rule: &str| pages.iter().any(|(_, page)| mentions(page, rule));
    tree.judge_lines(
        |path| path.starts_with("crates/domain/") && path.ends_with(".rs"),
        |_, line| {
            let unknown = cited(line).find(|rule| !is_written(rule))?;
            let advice = "write the rule there first, in the words of the business";
            Some(format!("{unknown} stands nowhere in {PAGES}: {advice}"))
        },
    )
}

/// The rules that a doc comment cites, as in `**KMS-1**`.
fn cited(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim_start();
    let is_doc = line.starts_with("///") || line.starts_with("//!");
    line.split("**")
        .skip(1)
        .step_by(2)
        .filter(move |word| is_doc && is_rule(word))
}

/// Three capitals, a hyphen and a number.
fn is_rule(word: &str) -> bool {
    word.split_once('-').is_some_and(|(programme, number)| {
        programme.len() == 3 && programme.bytes().all(|c| c.is_ascii_uppercase()) && number.parse::<u16>().is_ok()
    })
}

/// Whether `page` speaks of `rule`, and not only of a rule whose number begins like it.
fn mentions(page: &str, rule: &str) -> bool {
    page.match_indices(rule)
        .any(|(at, _)| !page[at + rule.len()..].starts_with(|next: char| next.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    const PAGE: (&str, &str) = ("docs/rules/kms.md", "## KMS-1 One key, one device\n## KMS-12 Another\n");

    #[test]
    fn a_rule_without_a_page_is_found() {
        for (line, is_found) in [
            ("/// - **KMS-1** One key belongs to one device.", false),
            ("    //! **KMS-12**", false),
            ("/// **KMS-2** The same pair again.", true),
            ("/// **KMS-1** and **TSU-1** hold.", true),
            ("// **KMS-2** is not a doc comment", false),
            ("/// **not a rule-1**", false),
        ] {
            let found = found(every_rule_has_its_page, &[PAGE, ("crates/domain/src/kms.rs", line)]);
            assert_eq!(!found.is_empty(), is_found, "{line}");
        }
    }

    #[test]
    fn a_longer_number_is_another_rule() {
        assert!(mentions("KMS-1, KMS-2", "KMS-1"));
        assert!(!mentions("KMS-12", "KMS-1"));
    }
}
