//! The manual as a file.

use chrono::{DateTime, Utc};
use kagifuda_print::manual::{Block, manual, manual_pdf, policies};
use kagifuda_print::{Language, Pdf};

use crate::support::{texts, tool};

fn file(language: Language) -> Pdf {
    let at: DateTime<Utc> = "2026-11-21T00:00:00Z".parse().expect("an instant");
    manual_pdf(language, at).expect("the manual is set")
}

/// What is written, without the blanks and breaks of the page.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

/// How a text begins after its title.
fn beginning(block: &Block) -> String {
    let text = match block {
        Block::Heading(text) => text.clone(),
        Block::Paragraph(line) => line[0].text.clone(),
        Block::Note(_) | Block::List { .. } | Block::Table { .. } => panic!("a text begins with words"),
    };
    dense(&text).chars().take(10).collect()
}

#[test]
fn the_contents_name_the_page_on_which_each_text_begins() {
    for language in [Language::Ja, Language::En] {
        let pages: Vec<String> = texts(&file(language)).iter().map(|page| dense(page)).collect();
        for page in manual(language).into_iter().chain(policies(language)) {
            let title = dense(&page.text.title);
            let begins = |text: &String| text.contains(&format!("{title}{}", beginning(&page.text.blocks[0])));
            let number = pages
                .iter()
                .position(begins)
                .unwrap_or_else(|| panic!("{title} is nowhere"))
                + 1;
            assert!(pages[..2].concat().contains(&format!("{title}{number}")), "{title}");
        }
    }
}

#[test]
fn every_page_but_the_first_has_its_number() {
    for language in [Language::Ja, Language::En] {
        for (page, text) in texts(&file(language)).iter().enumerate().skip(1) {
            assert!(dense(text).ends_with(&(page + 1).to_string()), "{page}: {text}");
        }
    }
}

#[test]
fn the_file_is_sound_and_the_same_every_time() {
    for language in [Language::Ja, Language::En] {
        let pdf = file(language);
        tool("qpdf", &["--check", "FILE"], &pdf);
        assert_eq!(pdf, file(language));
    }
}
