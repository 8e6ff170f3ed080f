//! The manual and the policies: one source in each language, read here for the window and set here as a PDF.
//!
//! The sources stand in `docs/manual/{ja,en}` and `docs/policies`; the table of keys is the window's own, `ui/src/i18n/shortcuts.json`.

mod markdown;
mod set;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::file::{self, About};
use crate::{Language, Pdf, PrintError};

pub use markdown::{Block, Line, Span, Style, Text, read};

/// One page of the manual.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Its name, the same in every language: `issue`.
    pub id: &'static str,
    /// What it says.
    pub text: Text,
}

/// The line of the manual in whose place the keys stand.
const SHORTCUTS: &str = "{shortcuts}";

macro_rules! pages {
    ($folder:literal, $language:literal, $ending:literal: $($id:literal = $name:literal),*) => {
        [$(($id, include_str!(concat!("../../../../docs/", $folder, $language, $name, $ending)))),*]
    };
}

macro_rules! manual_in {
    ($language:literal) => {
        pages!("manual/", $language, ".md": "start" = "/01-start", "today" = "/02-today", "find" = "/03-find", "issue" = "/04-issue",
            "renew" = "/05-renew", "customers" = "/06-customers", "reports" = "/07-reports", "print" = "/08-print",
            "account" = "/09-account", "offline" = "/10-offline", "trouble" = "/11-trouble", "shortcuts" = "/12-shortcuts")
    };
}

/// The pages of the manual, in order.
pub fn manual(language: Language) -> Vec<Page> {
    let pages = match language {
        Language::Ja => manual_in!("ja"),
        Language::En => manual_in!("en"),
    };
    pages.into_iter().map(|(id, text)| page(id, text, language)).collect()
}

/// The policies: `terms` (利用規約) and `privacy` (プライバシーについて).
pub fn policies(language: Language) -> Vec<Page> {
    let pages = match language {
        Language::Ja => pages!("policies/", "", ".ja.md": "terms" = "terms", "privacy" = "privacy"),
        Language::En => pages!("policies/", "", ".en.md": "terms" = "terms", "privacy" = "privacy"),
    };
    pages.into_iter().map(|(id, text)| page(id, text, language)).collect()
}

/// Manual and policies as one file, A4, with contents, page numbers and an outline. `at` is the date in the file's properties.
pub fn manual_pdf(language: Language, at: DateTime<Utc>) -> Result<Pdf, PrintError> {
    let book: Vec<Page> = manual(language).into_iter().chain(policies(language)).collect();
    let words = set::Words::of(language);
    let set = set::set(&book, language)?;
    let about = About {
        title: words.title,
        author: "Kagifuda",
        at,
        language,
        outline: &set.outline,
    };
    let pages = set.sheets.pages.len();
    Ok(Pdf {
        bytes: file::assemble(&about, set.sheets)?,
        pages,
    })
}

fn page(id: &'static str, text: &str, language: Language) -> Page {
    let mut text = read(text);
    let is_mark =
        |block: &Block| matches!(block, Block::Paragraph(line) if line.iter().all(|span| span.text == SHORTCUTS));
    if let Some(at) = text.blocks.iter().position(is_mark) {
        text.blocks.splice(at..=at, shortcuts(language));
    }
    Page { id, text }
}

/// Keys that belong together, by the languages' tags.
#[derive(Deserialize)]
struct Group {
    name: BTreeMap<String, String>,
    keys: Vec<Shortcut>,
}

#[derive(Deserialize)]
struct Shortcut {
    press: Vec<String>,
    does: BTreeMap<String, String>,
}

/// The keys of the window, a heading and a table for each group.
fn shortcuts(language: Language) -> Vec<Block> {
    let groups: Vec<Group> = serde_json::from_str(include_str!("../../../../ui/src/i18n/shortcuts.json"))
        .expect("the table of keys is read by a test");
    let said = |words: &BTreeMap<String, String>| words.get(language.tag()).cloned().unwrap_or_default();
    let line = |style, text| vec![Span { style, text }];
    let words = set::Words::of(language);
    let table = |group: &Group| {
        let row = |key: &Shortcut| {
            let press = key.press.iter().cloned();
            let mut pressed = Line::new();
            for text in press {
                if !pressed.is_empty() {
                    pressed.extend(line(Style::Plain, " / ".into()));
                }
                pressed.extend(line(Style::Key, text));
            }
            vec![pressed, line(Style::Plain, said(&key.does))]
        };
        let head = [words.key, words.does].map(|name| line(Style::Plain, name.to_owned()));
        Block::Table {
            head: head.into(),
            rows: group.keys.iter().map(row).collect(),
        }
    };
    let blocks = groups
        .iter()
        .flat_map(|group| [Block::Heading(said(&group.name)), table(group)]);
    blocks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: [Language; 2] = [Language::Ja, Language::En];

    #[test]
    fn every_page_has_a_title_and_something_to_say_in_both_languages() {
        let [ja, en] = BOTH.map(|language| [manual(language), policies(language)].concat());
        assert_eq!(ja.len(), en.len());
        for (ja, en) in ja.iter().zip(&en) {
            assert_eq!(ja.id, en.id);
            for page in [ja, en] {
                assert!(!page.text.title.is_empty() && page.text.blocks.len() > 1, "{}", page.id);
            }
            let headings = |page: &Page| {
                page.text
                    .blocks
                    .iter()
                    .filter(|b| matches!(b, Block::Heading(_)))
                    .count()
            };
            assert_eq!(headings(ja), headings(en), "the headings of {}", ja.id);
        }
    }

    #[test]
    fn no_row_of_a_table_is_longer_or_shorter_than_its_head() {
        for (name, text) in manual_in!("ja").into_iter().chain(manual_in!("en")) {
            let mut columns = None;
            for line in text.lines() {
                let bars = line.matches('|').count();
                if bars == 0 {
                    columns = None;
                } else {
                    assert_eq!(*columns.get_or_insert(bars), bars, "{name}: {line}");
                }
            }
        }
    }

    #[test]
    fn every_key_is_explained_in_both_languages() {
        for language in BOTH {
            for block in shortcuts(language) {
                match block {
                    Block::Heading(name) => assert!(!name.is_empty()),
                    Block::Table { rows, .. } => {
                        assert!(rows.iter().all(|row| row.iter().all(|cell| !cell[0].text.is_empty())))
                    }
                    Block::Paragraph(_) | Block::Note(_) | Block::List { .. } => panic!("a table is expected"),
                }
            }
        }
    }
}
