//! Rule numbers: what the business demands stands under its number in `docs/rules/`, in the code that decides, and in a test.

use super::{Finding, Tree};

const PAGES: &str = "docs/rules/";
const DECIDED: &str = "crates/domain/src/";

/// Every rule there is: those of each programme are counted from 1.
const RULES: [(&str, u16); 8] = [
    ("ACC", 6),
    ("MNT", 2),
    ("KMS", 11),
    ("TSU", 13),
    ("MIE", 12),
    ("REM", 10),
    ("CUS", 6),
    ("PRN", 3),
];

pub fn every_rule_is_written_kept_and_tested(tree: &Tree) -> Vec<Finding> {
    let pages: Vec<_> = tree
        .files(|path| path.starts_with(PAGES) && path.ends_with(".md"))
        .collect();
    if pages.is_empty() {
        return Vec::new();
    }
    let code: Vec<_> = tree
        .files(|path| path.starts_with(DECIDED) && path.ends_with(".rs"))
        .collect();
    let rules = RULES
        .iter()
        .flat_map(|(programme, last)| (1..=*last).map(move |n| format!("{programme}-{n}")));
    let rules: Vec<String> = rules.collect();
    let mut findings = tree.judge_lines(
        |path| path.starts_with(DECIDED) && path.ends_with(".rs"),
        |_, line| {
            let unknown = cited(line).find(|cited| !rules.iter().any(|rule| rule == cited))?;
            Some(format!(
                "{unknown} is no rule of the business: the last numbers stand in `xtask tidy`"
            ))
        },
    );
    for rule in &rules {
        let is_written = pages.iter().any(|(_, page)| mentions(page, &format!("**{rule}**")));
        let is_kept = code
            .iter()
            .any(|(_, text)| text.lines().any(|line| cited(line).any(|cited| cited == rule.as_str())));
        let is_tested = code
            .iter()
            .any(|(path, text)| tests_of(path, text).is_some_and(|tests| names(tests, rule)));
        for (is_there, place) in [
            (is_written, PAGES),
            (is_kept, DECIDED),
            (is_tested, "the tests of the domain"),
        ] {
            if !is_there {
                findings.push(Finding::file(PAGES, format!("{rule} does not stand in {place}")));
            }
        }
    }
    findings
}

/// The tests in a file of the domain.
fn tests_of<'a>(path: &str, text: &'a str) -> Option<&'a str> {
    if path.ends_with("/tests.rs") {
        Some(text)
    } else {
        text.split_once("#[cfg(test)]").map(|(_, tests)| tests)
    }
}

/// Whether `tests` name `rule`: in a row of a table, or in the name of a test as `kms_1_…`.
fn names(tests: &str, rule: &str) -> bool {
    let in_name = format!("{}_", rule.to_ascii_lowercase().replace('-', "_"));
    mentions(tests, rule) || tests.contains(&format!("fn {in_name}")) || tests.contains(&format!("_{in_name}"))
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

    /// A domain that keeps every rule in all three places.
    fn whole() -> [(&'static str, String); 3] {
        let all = || {
            RULES
                .iter()
                .flat_map(|(programme, last)| (1..=*last).map(move |n| format!("{programme}-{n}")))
        };
        let page = all().map(|rule| format!("- **{rule}** Words.\n")).collect();
        let code = all().map(|rule| format!("/// **{rule}** Words.\n")).collect();
        let tests = all().map(|rule| format!("(\"{rule} a row\", 1),\n")).collect();
        [
            ("docs/rules/all.md", page),
            ("crates/domain/src/all.rs", code),
            ("crates/domain/src/tests.rs", tests),
        ]
    }

    #[test]
    fn a_rule_that_is_missing_somewhere_is_found() {
        assert_eq!(findings(&whole()), 0);
        for (place, what) in [(0, "**KMS-1** "), (1, "**KMS-1** "), (2, "KMS-1 ")] {
            let mut files = whole();
            files[place].1 = files[place].1.replace(what, "");
            assert_eq!(findings(&files), 1, "{place}");
        }
    }

    #[test]
    fn a_test_may_carry_the_number_in_its_name() {
        let mut files = whole();
        files[2].1 = files[2]
            .1
            .replace("\"MIE-9 a row\"", "fn nobody_renews_twice_and_mie_9_holds() {}");
        assert_eq!(findings(&files), 0);
        files[2].1 = files[2].1.replace("mie_9_", "mie_99_");
        assert_eq!(findings(&files), 1);
    }

    #[test]
    fn a_number_that_no_rule_has_is_found() {
        let mut files = whole();
        files[1].1.push_str("/// **KMS-12** Words.\n");
        assert_eq!(findings(&files), 1);
    }

    fn findings(files: &[(&'static str, String)]) -> usize {
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        found(every_rule_is_written_kept_and_tested, &files).len()
    }

    #[test]
    fn a_longer_number_is_another_rule() {
        assert!(mentions("KMS-1, KMS-2", "KMS-1"));
        assert!(!mentions("KMS-12", "KMS-1"));
    }
}
