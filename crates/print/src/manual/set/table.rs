//! Tables: columns as wide as they want to be, rows that no page parts, the head again on each page.

use super::super::markdown::{Line, Style};
use super::{BOTTOM, GUTTER, LEFT, RIGHT, SMALL, Setter};
use crate::canvas::text_width;

impl Setter {
    pub(super) fn table(&mut self, head: &[Line], rows: &[Vec<Line>]) {
        let columns = self.columns(head, rows);
        self.y += 2.0;
        self.room(self.row_height(head, &columns) * 2.0 + 6.0);
        self.head(head, &columns);
        for row in rows {
            if self.y + self.row_height(row, &columns) > BOTTOM {
                self.begin_page();
                self.head(head, &columns);
            }
            self.row(row, &columns, Style::Plain);
            self.y += 2.2;
            self.rule(LEFT, RIGHT, 0.25);
        }
        self.y += 2.5;
    }

    fn head(&mut self, head: &[Line], columns: &[(f32, f32)]) {
        self.row(head, columns, Style::Strong);
        self.y += 2.2;
        self.rule(LEFT, RIGHT, 0.7);
    }

    fn row_height(&self, row: &[Line], columns: &[(f32, f32)]) -> f32 {
        let lines = row
            .iter()
            .zip(columns)
            .map(|(cell, (_, width))| self.broken(cell, SMALL, *width).len());
        lines.max().unwrap_or(1) as f32 * self.step(SMALL) + 3.2
    }

    fn row(&mut self, row: &[Line], columns: &[(f32, f32)], style: Style) {
        self.y += 0.6;
        let (top, step) = (self.y, self.step(SMALL));
        let mut bottom = top + step;
        for (cell, (x, width)) in row.iter().zip(columns) {
            let mut cell = cell.clone();
            for span in cell.iter_mut().filter(|span| span.style == Style::Plain) {
                span.style = style;
            }
            self.y = top;
            for line in self.broken(&cell, SMALL, *width) {
                self.y += step;
                self.pieces(&line, SMALL, *x);
            }
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
    }

    /// Left edge and width of each column: as wide as it wants to be, or as its fair share of what the others leave.
    fn columns(&self, head: &[Line], rows: &[Vec<Line>]) -> Vec<(f32, f32)> {
        let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
        let wished = |column: usize| {
            let width = |cell: &Line, strong: bool| -> f32 {
                let style = |style| if strong { Style::Strong } else { style };
                cell.iter()
                    .map(|span| text_width(self.faces.face(style(span.style)), SMALL, &span.text))
                    .sum()
            };
            cells(column)
                .map(|cell| width(cell, false))
                .chain([width(&head[column], true)])
                .fold(0.0, f32::max)
                + 0.1
        };
        let wished: Vec<f32> = (0..head.len()).map(wished).collect();
        let mut left = RIGHT - LEFT - GUTTER * head.len().saturating_sub(1) as f32;
        let mut widths = vec![None; head.len()];
        loop {
            let open = widths.iter().filter(|width| width.is_none()).count();
            let share = left / open.max(1) as f32;
            let fitting = (0..head.len()).find(|column| widths[*column].is_none() && wished[*column] <= share);
            let Some(column) = fitting else {
                widths.iter_mut().for_each(|width| *width = width.or(Some(share)));
                break;
            };
            widths[column] = Some(wished[column]);
            left -= wished[column];
        }
        let mut x = LEFT;
        let place = |width: f32| {
            let place = (x, width);
            x += width + GUTTER;
            place
        };
        widths.into_iter().flatten().map(place).collect()
    }
}
