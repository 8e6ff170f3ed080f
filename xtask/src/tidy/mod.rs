//! The rules of the house that a machine can check. Each refusal says what to do instead.
//!
//! The rules are explained in ARCHITECTURE.md. A check sees the text of the tree and nothing else, so each is tried on a
//! tree of a few lines.

mod dependencies;
mod pages;
mod rules;
mod text;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

use anyhow::{Result, bail};

use crate::shell;

/// All checks, in the order in which they speak.
const CHECKS: [fn(&Tree) -> Vec<Finding>; 9] = [
    dependencies::domain_stands_alone,
    dependencies::each_library_has_its_place,
    dependencies::sql_stays_in_storage,
    pages::features_do_not_know_each_other,
    pages::there_is_one_package_json,
    rules::every_rule_is_written_kept_and_tested,
    text::files_are_short,
    text::nothing_is_put_off,
    text::no_path_of_a_machine,
];

pub fn tidy() -> Result<()> {
    let tree = Tree::load()?;
    let findings: Vec<_> = CHECKS.iter().flat_map(|check| check(&tree)).collect();
    for finding in &findings {
        eprintln!("{finding}");
    }
    if !findings.is_empty() {
        bail!("tidy: {} to mend", findings.len());
    }
    Ok(())
}

/// Something to mend.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    /// Counted from 1; `None` when the whole file is meant.
    line: Option<usize>,
    advice: String,
}

impl Finding {
    /// About a whole file.
    fn file(path: &str, advice: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            advice: advice.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.advice),
            None => write!(f, "{}: {}", self.path, self.advice),
        }
    }
}

/// The text files of the repository by their path, which is written with `/` on every system.
struct Tree(BTreeMap<String, String>);

impl Tree {
    /// What is in the work tree and not ignored. Files that are not text are left out.
    fn load() -> Result<Self> {
        // A container's user is often not the owner of the checkout, which git mistrusts.
        let list = [
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ];
        let paths = shell::read(&mut shell::command("git", &list))?;
        let texts = paths
            .split_terminator('\0')
            .filter_map(|path| Some((path.to_owned(), fs::read_to_string(path).ok()?)));
        Ok(Self(texts.collect()))
    }

    /// The files that `wanted` picks by path.
    fn files(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .filter(move |(path, _)| wanted(path))
    }

    /// A finding for each line of those files which `judge` has advice for.
    fn judge_lines(&self, wanted: impl Fn(&str) -> bool, judge: impl Fn(&str, &str) -> Option<String>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (path, text) in self.files(wanted) {
            for (line, content) in (1..).zip(text.lines()) {
                let advice = judge(path, content);
                findings.extend(advice.map(|advice| Finding {
                    path: path.to_owned(),
                    line: Some(line),
                    advice,
                }));
            }
        }
        findings
    }
}

/// Whether `path` ends in one of `extensions`.
fn has_extension(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, found)| extensions.contains(&found))
}

/// These checks spell out what they forbid, so their own files cannot be checked for it.
fn is_of_tidy(path: &str) -> bool {
    path.starts_with("xtask/src/tidy/")
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Tree {
        /// A tree of these files.
        pub(super) fn of(files: &[(&str, &str)]) -> Self {
            Self(
                files
                    .iter()
                    .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                    .collect(),
            )
        }
    }

    /// What `check` finds in a tree of these files, as `path` or `path:line`.
    pub(super) fn found(check: fn(&Tree) -> Vec<Finding>, files: &[(&str, &str)]) -> Vec<String> {
        let findings = check(&Tree::of(files));
        let place = |Finding { path, line, .. }: Finding| line.map_or(path.clone(), |line| format!("{path}:{line}"));
        findings.into_iter().map(place).collect()
    }

    #[test]
    fn a_finding_begins_with_its_place() {
        let mut finding = Finding {
            path: "a.rs".into(),
            line: Some(3),
            advice: "mend it".into(),
        };
        assert_eq!(finding.to_string(), "a.rs:3: mend it");
        finding.line = None;
        assert_eq!(finding.to_string(), "a.rs: mend it");
    }

    #[test]
    fn this_repository_is_listed_without_what_is_ignored() {
        shell::enter_repository().expect("it is here");
        let tree = Tree::load().expect("git lists it");
        assert!(tree.0.contains_key("xtask/src/tidy/mod.rs"));
        assert!(!tree.0.keys().any(|path| path.starts_with("target/")));
    }
}
