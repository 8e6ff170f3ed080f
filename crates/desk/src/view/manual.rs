//! The manual, the policies, and other texts of more than a line.

use serde::Serialize;
use specta::Type;

/// A page of the manual, or a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct PageView {
    /// Its name, the same in every language.
    pub id: String,
    /// What it says.
    pub text: TextView,
}

/// A text of one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TextView {
    /// Its title.
    pub title: String,
    /// What stands below.
    pub blocks: Vec<BlockView>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BlockView {
    /// A heading.
    Heading {
        /// What it says.
        text: String,
    },
    /// Running text.
    Paragraph {
        /// What it says.
        line: Vec<SpanView>,
    },
    /// Something to take to heart.
    Note {
        /// What it says.
        line: Vec<SpanView>,
    },
    /// Steps in order, or points in none.
    List {
        /// Whether they are numbered.
        ordered: bool,
        /// One for each.
        items: Vec<Vec<SpanView>>,
    },
    /// Columns with their names.
    Table {
        /// The names.
        head: Vec<Vec<SpanView>>,
        /// As many cells as names in each.
        rows: Vec<Vec<Vec<SpanView>>>,
    },
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SpanView {
    /// How it stands out.
    pub style: SpanStyle,
    /// What it says.
    pub text: String,
}

/// How a piece of running text stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SpanStyle {
    /// Not at all.
    Plain,
    /// It is what matters.
    Strong,
    /// A key of the keyboard, or something typed.
    Key,
}

/// The manual as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ManualFileView {
    /// Where it lies.
    pub file: String,
    /// How many pages it has.
    pub pages: u32,
}
