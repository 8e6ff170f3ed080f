//! Tables on A4 pages: cells that wrap, rows that stay together, heads that come again on the next page.

use crate::PrintError;
use crate::canvas::Canvas;
use crate::faces::Face;
use crate::frame::{Frame, HAIRLINE};
use crate::measures::POINTS;
use crate::text::{Column, Set, Text};

/// The size of cells and of heads, in points.
const CELL: f32 = 8.5;
const HEAD: f32 = 8.0;
/// Above and below the words of a row, and between columns, in mm.
const PADDING: f32 = 2.0;
const GUTTER: f32 = 3.5;

/// Texts of a cell, below each other.
pub type Cell = Vec<Text>;

/// A row, set in lines.
pub struct Row {
    cells: Vec<Set>,
    /// In mm, with the room around its words.
    pub height: f32,
}

/// A table, its rows on pages.
pub struct Table<'a> {
    pub frame: Frame<'a>,
    heads: Vec<&'static str>,
    /// Of each column, with the room to the next, in mm.
    widths: Vec<f32>,
    pub rows: Vec<Row>,
}

impl<'a> Table<'a> {
    /// An empty table whose columns are `widths` mm wide; the last takes what is left.
    pub fn new(frame: Frame<'a>, heads: Vec<&'static str>, widths: &[f32]) -> Self {
        let left = frame.at.right - frame.at.left - widths.iter().sum::<f32>();
        Self {
            frame,
            widths: widths.iter().copied().chain([left]).collect(),
            heads,
            rows: Vec::new(),
        }
    }

    /// A text for a cell.
    pub fn theirs(&self, text: &str) -> Text {
        Text::theirs(self.frame.plain(), text)
    }

    /// A text for a cell, in the strong face.
    pub fn strong(&self, text: &str) -> Text {
        Text::theirs(self.frame.strong(), text)
    }

    /// One of our own sentences for a cell.
    pub fn ours(&self, sentence: &str) -> Text {
        Text::ours(self.frame.plain(), sentence)
    }

    /// A product code for a cell, in a face whose letters are narrow.
    pub fn product(&self, code: &str) -> Text {
        Text::number(Face::Latin, code)
    }

    /// A number for a cell, in the key face.
    pub fn number(&self, number: &str) -> Text {
        Text::number(Face::Key, number)
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<Cell>) -> Result<(), PrintError> {
        let last = self.widths.len() - 1;
        let set = |(i, (cell, width)): (usize, (Cell, &f32))| {
            let column = Column {
                // Nothing stands beside the last one.
                width: if i == last { *width } else { width - GUTTER },
                height: 60.0,
                leading: 1.45,
                gap: 0.15,
            };
            column.fit(CELL, &cell)
        };
        let cells = cells
            .into_iter()
            .zip(&self.widths)
            .enumerate()
            .map(set)
            .collect::<Result<Vec<_>, _>>()?;
        let height = cells.iter().map(Set::height).fold(0.0, f32::max) + 2.0 * PADDING;
        self.rows.push(Row { cells, height });
        Ok(())
    }

    /// How high the row of heads is, in mm.
    pub const HEAD_HEIGHT: f32 = 7.0;

    /// Which rows go on which page, if the first has room for `first` mm with its heads, and those after it for `next`.
    pub fn broken(&self, first: f32, next: f32) -> Vec<std::ops::Range<usize>> {
        let mut pages = Vec::new();
        let (mut from, mut left) = (0, first - Self::HEAD_HEIGHT);
        for (i, row) in self.rows.iter().enumerate() {
            if row.height > left && i > from {
                pages.push(from..i);
                (from, left) = (i, next - Self::HEAD_HEIGHT);
            }
            left -= row.height;
        }
        pages.push(from..self.rows.len());
        pages
    }

    /// Draws the heads and `rows` with their top at `y`; gives where they end.
    pub fn draw(&self, canvas: &mut Canvas<'_>, rows: std::ops::Range<usize>, y: f32) -> f32 {
        let (frame, left, right) = (self.frame, self.frame.at.left, self.frame.at.right);
        let mut x = left;
        for (head, width) in self.heads.iter().zip(&self.widths) {
            canvas.text(frame.strong(), HEAD, x, y + 4.6, head);
            x += width;
        }
        let mut y = y + Self::HEAD_HEIGHT;
        canvas.rule(left, right, y, HAIRLINE * 2.0);
        for (i, row) in self.rows[rows].iter().enumerate() {
            if i > 0 {
                canvas.rule(left, right, y, HAIRLINE);
            }
            let mut x = left;
            for (cell, width) in row.cells.iter().zip(&self.widths) {
                cell.write(canvas, x, y + PADDING + cell.size * 0.95 / POINTS);
                x += width;
            }
            y += row.height;
        }
        y
    }
}
