//! Reading the small part of Markdown that our texts are written in.
//!
//! Promised here: every text can be read. What is none of the forms below is a paragraph, so nothing is ever lost or refused, and nothing
//! in it is more than text: there is no HTML, no link, no picture.
//!
//! ```text
//! # Title          - item          | a | b |        **strong**
//! ## Heading       1. item         |---|---|        `key`
//! > note                           | c | d |
//! ```

/// A text of one page: a title, and what stands below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// Its title.
    pub title: String,
    /// What stands below, in order.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// A heading within the page.
    Heading(String),
    /// Running text.
    Paragraph(Line),
    /// Something to take to heart.
    Note(Line),
    /// Steps in order, or points in none.
    List {
        /// Whether they are numbered.
        ordered: bool,
        /// One for each.
        items: Vec<Line>,
    },
    /// Columns with their names.
    Table {
        /// The names.
        head: Vec<Line>,
        /// As many cells as names in each.
        rows: Vec<Vec<Line>>,
    },
}

/// Running text, as pieces of one style each.
pub type Line = Vec<Span>;

/// A piece of running text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// How it stands out.
    pub style: Style,
    /// What it says.
    pub text: String,
}

/// How a piece of running text stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Not at all.
    Plain,
    /// It is what matters.
    Strong,
    /// A key of the keyboard, or something typed.
    Key,
}

/// Reads `text`.
pub fn read(text: &str) -> Text {
    let mut lines = text.lines().map(str::trim).peekable();
    let mut read = Text {
        title: String::new(),
        blocks: Vec::new(),
    };
    while let Some(line) = lines.next() {
        let mut rest = || -> Vec<&str> {
            let first = Form::of(line);
            let mut block = vec![line];
            while let Some(next) = lines.next_if(|next| first.goes_on(Form::of(next))) {
                block.push(next);
            }
            block
        };
        match Form::of(line) {
            Form::Nothing => {}
            Form::Title if read.title.is_empty() && read.blocks.is_empty() => read.title = line[2..].trim().into(),
            Form::Title => read.blocks.push(Block::Heading(line[2..].trim().into())),
            Form::Heading => read.blocks.push(Block::Heading(line[3..].trim().into())),
            Form::Note => {
                let said: Vec<_> = rest().iter().map(|line| line[1..].trim()).collect();
                read.blocks.push(Block::Note(spans(&said.join(" "))));
            }
            Form::Item { ordered } => {
                let items = rest();
                let items = items
                    .iter()
                    .map(|item| spans(item.split_once(' ').map_or("", |(_, said)| said)));
                read.blocks.push(Block::List {
                    ordered,
                    items: items.collect(),
                });
            }
            Form::Row => read.blocks.push(table(&rest())),
            Form::Text => read.blocks.push(Block::Paragraph(spans(&rest().join(" ")))),
        }
    }
    read
}

/// What a line is by the way it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Nothing,
    Title,
    Heading,
    Note,
    Item { ordered: bool },
    Row,
    Text,
}

impl Form {
    fn of(line: &str) -> Self {
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        match line {
            "" => Self::Nothing,
            _ if line.starts_with("# ") => Self::Title,
            _ if line.starts_with("## ") => Self::Heading,
            _ if line.starts_with('>') => Self::Note,
            _ if line.starts_with("- ") => Self::Item { ordered: false },
            _ if number.len() < line.len() && number.starts_with(". ") => Self::Item { ordered: true },
            _ if line.len() > 1 && line.starts_with('|') && line.ends_with('|') => Self::Row,
            _ => Self::Text,
        }
    }

    /// Whether a line of the form `next` belongs to the block that one of this form began.
    fn goes_on(self, next: Self) -> bool {
        match self {
            Self::Nothing | Self::Title | Self::Heading => false,
            Self::Note | Self::Item { .. } | Self::Row | Self::Text => self == next,
        }
    }
}

fn table(rows: &[&str]) -> Block {
    let cells = |row: &&str| -> Vec<Line> {
        row[1..row.len() - 1]
            .split('|')
            .map(|cell| spans(cell.trim()))
            .collect()
    };
    let is_rule = |row: &&&str| row.chars().all(|c| "|-: ".contains(c));
    let mut rows = rows.iter().filter(|row| !is_rule(row)).map(cells);
    let head = rows.next().unwrap_or_default();
    let columns = head.len();
    let filled = |mut row: Vec<Line>| {
        row.resize(columns, Line::new());
        row
    };
    Block::Table {
        head,
        rows: rows.map(filled).collect(),
    }
}

/// The pieces of `text`. A mark that nothing closes is text.
fn spans(text: &str) -> Line {
    let mut spans = Line::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let marked = [("**", Style::Strong), ("`", Style::Key)]
            .into_iter()
            .find_map(|(mark, style)| {
                let (inside, after) = rest.strip_prefix(mark)?.split_once(mark)?;
                (!inside.is_empty()).then_some((style, inside, after))
            });
        if let Some((style, inside, after)) = marked {
            push(&mut spans, Style::Plain, &std::mem::take(&mut plain));
            push(&mut spans, style, inside);
            rest = after;
        } else {
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    push(&mut spans, Style::Plain, &plain);
    spans
}

fn push(spans: &mut Line, style: Style, text: &str) {
    if !text.is_empty() {
        spans.push(Span {
            style,
            text: text.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(line: &Line) -> String {
        let mark = |span: &Span| match span.style {
            Style::Plain => span.text.clone(),
            Style::Strong => format!("<{}>", span.text),
            Style::Key => format!("[{}]", span.text),
        };
        line.iter().map(mark).collect()
    }

    #[test]
    fn running_text_has_three_styles_and_an_open_mark_is_text() {
        for (text, read) in [
            ("press `Ctrl K` to **find**", "press [Ctrl K] to <find>"),
            ("**a****b**", "<a><b>"),
            ("2 ** 3 and ` alone", "2 ** 3 and ` alone"),
            ("``", "``"),
            ("<b>no HTML</b>", "<b>no HTML</b>"),
            ("**`inside`**", "<`inside`>"),
        ] {
            assert_eq!(written(&spans(text)), read, "{text}");
        }
    }

    #[test]
    fn a_page_has_a_title_and_blocks() {
        let text = "# T\n\none\ntwo\n\n## H\n- a\n- b\n1. c\n2. d\n\n> n\n> m\n\n| x | y |\n|---|---|\n| 1 |\n";
        let Text { title, blocks } = read(text);
        assert_eq!(title, "T");
        let told: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Heading(text) => format!("h {text}"),
                Block::Paragraph(line) => format!("p {}", written(line)),
                Block::Note(line) => format!("n {}", written(line)),
                Block::List { ordered, items } => {
                    format!("{ordered} {}", items.iter().map(written).collect::<Vec<_>>().join("/"))
                }
                Block::Table { head, rows } => format!("{} {} {}", head.len(), rows.len(), rows[0].len()),
            })
            .collect();
        assert_eq!(told, ["p one two", "h H", "false a/b", "true c/d", "n n m", "2 1 2"]);
    }

    proptest::proptest! {
        #[test]
        fn every_text_can_be_read_and_none_of_its_letters_is_lost(text in "[a#>|*`0-9. \n-]{0,80}") {
            let Text { title, blocks } = read(&text);
            let mut letters = title.matches('a').count();
            let count = |line: &Line| line.iter().map(|span| span.text.matches('a').count()).sum::<usize>();
            for block in &blocks {
                letters += match block {
                    Block::Heading(text) => text.matches('a').count(),
                    Block::Paragraph(line) | Block::Note(line) => count(line),
                    Block::List { items, .. } => items.iter().map(count).sum(),
                    Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).map(count).sum(),
                };
            }
            // A row may have more cells than there are columns: those are cut off, and our own tables have none.
            proptest::prop_assert!(letters <= text.matches('a').count());
            proptest::prop_assert!(text.contains('|') || letters == text.matches('a').count());
        }
    }
}
