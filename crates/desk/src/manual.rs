//! The manual and the policies, as the window shows them. They need no desk: whoever cannot even open theirs needs the manual most.

use kagifuda_print::manual::{self, Block, Line, Page, Style, Text};

use crate::Desk;
use crate::fault::{failed, narrow};
use crate::problem::Problem;
use crate::view::{BlockView, Language, ManualFileView, PageView, SpanStyle, SpanView, TextView};

/// The pages of the manual, in order.
pub fn manual(language: Language) -> Vec<PageView> {
    manual::manual(language.into())
        .into_iter()
        .map(PageView::from)
        .collect()
}

/// The terms of use and what is said of privacy.
pub fn policies(language: Language) -> Vec<PageView> {
    manual::policies(language.into())
        .into_iter()
        .map(PageView::from)
        .collect()
}

impl Desk {
    /// Makes the manual as a file in the office's folder for prints.
    pub async fn print_manual(&self, language: Language) -> Result<ManualFileView, Problem> {
        let now = self.now()?;
        let pdf = tokio::task::spawn_blocking(move || manual::manual_pdf(language.into(), now))
            .await?
            .map_err(|error| failed(&error))?;
        let saved = self
            .save(&format!("manual-{}", language.tag()), "pdf", pdf.bytes, pdf.pages)
            .await?;
        Ok(ManualFileView {
            file: saved.file,
            pages: narrow(pdf.pages),
        })
    }
}

impl From<Page> for PageView {
    fn from(page: Page) -> Self {
        Self {
            id: page.id.into(),
            text: page.text.into(),
        }
    }
}

impl From<Text> for TextView {
    fn from(text: Text) -> Self {
        Self {
            title: text.title,
            blocks: text.blocks.into_iter().map(block).collect(),
        }
    }
}

fn block(block: Block) -> BlockView {
    let lines = |lines: Vec<Line>| lines.into_iter().map(line).collect();
    match block {
        Block::Heading(text) => BlockView::Heading { text },
        Block::Paragraph(said) => BlockView::Paragraph { line: line(said) },
        Block::Note(said) => BlockView::Note { line: line(said) },
        Block::List { ordered, items } => BlockView::List {
            ordered,
            items: lines(items),
        },
        Block::Table { head, rows } => BlockView::Table {
            head: lines(head),
            rows: rows.into_iter().map(lines).collect(),
        },
    }
}

fn line(line: Line) -> Vec<SpanView> {
    let style = |style| match style {
        Style::Plain => SpanStyle::Plain,
        Style::Strong => SpanStyle::Strong,
        Style::Key => SpanStyle::Key,
    };
    let span = |span: manual::Span| SpanView {
        style: style(span.style),
        text: span.text,
    };
    line.into_iter().map(span).collect()
}
