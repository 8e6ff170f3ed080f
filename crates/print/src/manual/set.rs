//! Setting the manual in pages: first where every line stands, page by page, then the contents, then the drawing.

mod table;
mod words;

pub use words::Words;

use super::Page;
use super::markdown::{Block, Line, Style};
use crate::canvas::{Canvas, text_width};
use crate::document::Sheets;
use crate::faces::{Face, Used};
use crate::measures::{POINTS, Size};
use crate::text::may_break;
use crate::{Language, PrintError};

/// Where things stand, in mm from the upper left corner of an A4 page.
const LEFT: f32 = 25.0;
const RIGHT: f32 = 185.0;
const TOP: f32 = 32.0;
const BOTTOM: f32 = 272.0;
const FOOT: f32 = 284.0;
/// A text that ends above this leaves room for the next.
const SHORT_END: f32 = 110.0;
/// Between columns of a table.
const GUTTER: f32 = 6.0;
/// How far items and notes stand in.
const INDENT: f32 = 7.0;

/// Sizes, in points.
const BOOK: f32 = 30.0;
const TITLE: f32 = 20.0;
const HEADING: f32 = 13.0;
const TEXT: f32 = 10.0;
const SMALL: f32 = 9.0;

/// The pages, drawn.
pub struct Set {
    pub sheets: Sheets,
    /// The texts and the pages on which they begin, from 0.
    pub outline: Vec<(String, usize)>,
}

/// Something on a page.
enum Mark {
    Text {
        face: Face,
        size: f32,
        x: f32,
        y: f32,
        text: String,
    },
    Rule {
        from: f32,
        to: f32,
        y: f32,
        weight: f32,
    },
    Upright {
        x: f32,
        top: f32,
        bottom: f32,
        weight: f32,
    },
}

/// A line of the contents.
struct Entry {
    text: String,
    page: usize,
    is_title: bool,
}

/// Sets `book`, with its cover and contents before it.
pub fn set(book: &[Page], language: Language) -> Result<Set, PrintError> {
    let words = Words::of(language);
    let mut texts = Setter::new(language);
    for page in book {
        texts.page(page);
    }
    // How many pages the contents take does not depend on the numbers in them.
    let before = contents(&texts.entries, language, 0).len();
    let front = contents(&texts.entries, language, before);
    let mut pages = front;
    pages.extend(texts.pages);
    let mut used = Used::default();
    let mut drawn = Vec::with_capacity(pages.len());
    for (number, marks) in pages.iter().enumerate() {
        let mut canvas = Canvas::new(&mut used, Size::A4.height);
        marks.iter().for_each(|mark| draw(&mut canvas, mark));
        if number > 0 {
            let faces = Faces::of(language);
            canvas.text(faces.plain, SMALL, LEFT, FOOT, words.title);
            canvas.text_to(faces.plain, SMALL, RIGHT, FOOT, &(number + 1).to_string());
        }
        drawn.push(canvas.finish());
    }
    used.refuse_missing(None)?;
    let titles = texts.entries.into_iter().filter(|entry| entry.is_title);
    let sheets = Sheets {
        size: Size::A4,
        forms: Vec::new(),
        pages: drawn,
        used,
    };
    Ok(Set {
        sheets,
        outline: titles.map(|entry| (entry.text, entry.page + before)).collect(),
    })
}

fn draw(canvas: &mut Canvas<'_>, mark: &Mark) {
    match mark {
        Mark::Text { face, size, x, y, text } => canvas.text(*face, *size, *x, *y, text),
        Mark::Rule { from, to, y, weight } => canvas.rule(*from, *to, *y, *weight),
        Mark::Upright { x, top, bottom, weight } => canvas.upright(*x, *top, *bottom, *weight),
    }
}

/// The title of the book and what is in it, where `before` pages stand before the texts.
fn contents(entries: &[Entry], language: Language, before: usize) -> Vec<Vec<Mark>> {
    let (words, faces) = (Words::of(language), Faces::of(language));
    let mut setter = Setter::new(language);
    setter.begin_page();
    setter.y = 44.0;
    setter.text(faces.strong, BOOK, LEFT, words.title);
    setter.y += 10.0;
    setter.text(faces.plain, HEADING, LEFT, words.lead);
    setter.y += 6.0;
    let version = concat!("Kagifuda ", env!("CARGO_PKG_VERSION"));
    setter.text(faces.plain, TEXT, LEFT, version);
    setter.y += 8.0;
    setter.rule(LEFT, RIGHT, 0.4);
    setter.y += 12.0;
    setter.text(faces.strong, HEADING, LEFT, words.contents);
    setter.y += 3.0;
    for entry in entries {
        let (face, size, x, step) = if entry.is_title {
            (faces.strong, TEXT, LEFT, 7.0)
        } else {
            (faces.plain, SMALL, LEFT + INDENT, 4.8)
        };
        // A title does not stand alone at the foot.
        setter.room(if entry.is_title { step + 6.0 } else { step });
        setter.y += step;
        setter.text(face, size, x, &entry.text);
        let number = (entry.page + before + 1).to_string();
        let width = text_width(faces.plain, size, &number);
        setter.text(faces.plain, size, RIGHT - width, &number);
    }
    setter.pages
}

/// The faces of a language.
#[derive(Clone, Copy)]
struct Faces {
    plain: Face,
    strong: Face,
}

impl Faces {
    const fn of(language: Language) -> Self {
        match language {
            Language::Ja => Self {
                plain: Face::Text,
                strong: Face::Bold,
            },
            Language::En => Self {
                plain: Face::Latin,
                strong: Face::LatinBold,
            },
        }
    }

    const fn face(self, style: Style) -> Face {
        match style {
            Style::Plain => self.plain,
            Style::Strong => self.strong,
            Style::Key => Face::Key,
        }
    }
}

/// Puts texts on pages, one below the other.
struct Setter {
    faces: Faces,
    leading: f32,
    pages: Vec<Vec<Mark>>,
    entries: Vec<Entry>,
    /// The baseline of what was set last.
    y: f32,
}

/// A line of running text, broken: the face of each piece, and what it says.
type Broken = Vec<(Face, String)>;

impl Setter {
    fn new(language: Language) -> Self {
        Self {
            faces: Faces::of(language),
            leading: match language {
                Language::Ja => 1.7,
                Language::En => 1.55,
            },
            pages: Vec::new(),
            entries: Vec::new(),
            y: 0.0,
        }
    }

    fn begin_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Begins another page, unless there is room for `height` mm.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.begin_page();
        }
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn text(&mut self, face: Face, size: f32, x: f32, text: &str) {
        let (y, text) = (self.y, text.to_owned());
        self.mark(Mark::Text { face, size, x, y, text });
    }

    fn rule(&mut self, from: f32, to: f32, weight: f32) {
        let y = self.y;
        self.mark(Mark::Rule { from, to, y, weight });
    }

    fn enter(&mut self, text: &str, is_title: bool) {
        let page = self.pages.len().saturating_sub(1);
        self.entries.push(Entry {
            text: text.into(),
            page,
            is_title,
        });
    }

    fn step(&self, size: f32) -> f32 {
        size * self.leading / POINTS
    }

    /// A text. It begins a page, but where only the end of another one stands on it.
    fn page(&mut self, page: &Page) {
        if self.pages.is_empty() || self.y > SHORT_END {
            self.begin_page();
        } else {
            self.y += 22.0;
        }
        self.enter(&page.text.title, true);
        self.text(self.faces.strong, TITLE, LEFT, &page.text.title);
        self.y += 4.5;
        self.rule(LEFT, RIGHT, 0.4);
        self.y += 2.5;
        for block in &page.text.blocks {
            match block {
                Block::Heading(text) => self.heading(text),
                Block::Paragraph(line) => {
                    self.y += 1.6;
                    self.running(line, LEFT, TEXT);
                }
                Block::Note(line) => self.note(line),
                Block::List { ordered, items } => self.list(*ordered, items),
                Block::Table { head, rows } => self.table(head, rows),
            }
        }
    }

    fn heading(&mut self, text: &str) {
        // Not without something below it.
        self.room(12.0 + 4.0 * self.step(TEXT));
        self.y += 12.0;
        self.enter(text, false);
        self.text(self.faces.strong, HEADING, LEFT, text);
        self.y += 1.2;
    }

    /// Running text from `left` to the margin.
    fn running(&mut self, line: &Line, left: f32, size: f32) {
        let lines = self.broken(line, size, RIGHT - left);
        let step = self.step(size);
        if lines.len() <= 3 {
            self.room(step * lines.len() as f32);
        }
        for line in lines {
            self.room(step);
            self.y += step;
            self.pieces(&line, size, left);
        }
    }

    fn pieces(&mut self, line: &Broken, size: f32, left: f32) {
        let mut x = left;
        for (face, text) in line {
            self.text(*face, size, x, text);
            x += text_width(*face, size, text);
        }
    }

    fn note(&mut self, line: &Line) {
        let lines = self.broken(line, TEXT, RIGHT - LEFT - INDENT).len() as f32;
        self.room(lines * self.step(TEXT) + 4.0);
        self.y += 3.0;
        let top = self.y + 1.6;
        self.running(line, LEFT + INDENT, TEXT);
        let (x, bottom) = (LEFT + 2.0, self.y + 1.4);
        self.mark(Mark::Upright {
            x,
            top,
            bottom,
            weight: 2.0,
        });
        self.y += 1.5;
    }

    fn list(&mut self, ordered: bool, items: &[Line]) {
        self.y += 1.0;
        for (number, item) in (1..).zip(items) {
            self.y += 0.7;
            let lines = self.broken(item, TEXT, RIGHT - LEFT - INDENT).len() as f32;
            self.room(lines * self.step(TEXT));
            let before = self.y;
            self.y += self.step(TEXT);
            if ordered {
                self.text(self.faces.strong, TEXT, LEFT + 1.0, &number.to_string());
            } else {
                self.text(self.faces.plain, TEXT, LEFT + 1.0, "•");
            }
            self.y = before;
            self.running(item, LEFT + INDENT, TEXT);
        }
        self.y += 0.8;
    }

    /// `line` as lines of at most `width` mm.
    fn broken(&self, line: &Line, size: f32, width: f32) -> Vec<Broken> {
        let mut lines: Vec<Broken> = vec![Vec::new()];
        let mut filled = 0.0;
        for piece in self.unbreakable(line) {
            let wide: f32 = piece.iter().map(|(face, text)| text_width(*face, size, text)).sum();
            let blanks = piece.last().map_or(0.0, |last| trailing(last, size));
            if filled > 0.0 && filled + wide - blanks > width {
                lines.push(Vec::new());
                filled = 0.0;
            }
            filled += wide;
            if let Some(line) = lines.last_mut() {
                piece.into_iter().for_each(|(face, text)| join(line, face, &text));
            }
        }
        lines
    }

    /// The pieces of `line` between which it may break.
    fn unbreakable(&self, line: &Line) -> Vec<Broken> {
        let mut pieces: Vec<Broken> = Vec::new();
        let mut before = String::new();
        for span in line {
            let face = self.faces.face(span.style);
            for (nth, character) in span.text.chars().enumerate() {
                // What is pressed together is not parted.
                let inside_key = span.style == Style::Key && nth > 0;
                let breaks = !before.is_empty() && may_break(&before, character) && !inside_key;
                match pieces.last_mut() {
                    Some(piece) if !breaks => join(piece, face, character.encode_utf8(&mut [0; 4])),
                    Some(_) | None => pieces.push(vec![(face, character.into())]),
                }
                before = character.into();
            }
        }
        pieces
    }
}

/// The width of the blanks at the end, which no line needs room for.
fn trailing((face, text): &(Face, String), size: f32) -> f32 {
    text_width(*face, size, text) - text_width(*face, size, text.trim_end())
}

fn join(line: &mut Broken, face: Face, text: &str) {
    match line.last_mut() {
        Some((last, said)) if *last == face => said.push_str(text),
        Some(_) | None => line.push((face, text.into())),
    }
}
