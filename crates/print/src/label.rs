//! Labels of startup information on sheets of labels, as they are sold, in any place of a used sheet.

use serde::{Deserialize, Serialize};

use crate::canvas::{Canvas, text_width};
use crate::document::Press;
use crate::faces::Face;
use crate::frame::{Frame, QUIET};
use crate::impose::{EDGE, placed};
use crate::key;
use crate::measures::{A7, POINTS, Size};
use crate::scan::KeyPaper;
use crate::text::{Column, Text};
use crate::words::KeyWords;
use crate::{Batch, Key, PrintError};

/// A sheet of labels on A4 paper, in mm from its upper left corner.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LabelSheet {
    /// What it is called, such as `A-ONE 72210`.
    pub name: String,
    /// Labels in a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// The width of a label.
    pub width: f32,
    /// The height of a label.
    pub height: f32,
    /// The left edge of the first label.
    pub left: f32,
    /// The upper edge of the first label.
    pub top: f32,
    /// From the left edge of a label to that of the next.
    pub pitch_x: f32,
    /// From the upper edge of a label to that of the next.
    pub pitch_y: f32,
}

/// Labels on their sheets.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Labels {
    /// The sheet.
    pub sheet: LabelSheet,
    /// The first label that is still there, from 1, row by row.
    pub start: usize,
    /// How far the printer must be set right, in mm to the right and downwards.
    pub shift: [f32; 2],
    /// How much larger it must draw, 1 if it is true.
    pub scale: f32,
}

/// Why labels cannot be laid out so.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum LabelsError {
    /// There is no such label.
    #[error("the sheet has labels 1 to {labels}, not {start}")]
    Start {
        /// How many the sheet has.
        labels: usize,
        /// Where printing should begin.
        start: usize,
    },
    /// The labels overlap, leave the paper, or have no room for a key.
    #[error("labels of {width} × {height} mm so placed do not fit")]
    Sheet {
        /// The width of a label.
        width: f32,
        /// The height of a label.
        height: f32,
    },
    /// More than a printer is ever out by: 20 mm, or a tenth.
    #[error("at most 20 mm and a scale of 0.9 to 1.1 can be set right")]
    Shift,
}

impl LabelSheet {
    /// The sheets that are known, by the makers' figures.
    pub fn known() -> Vec<Self> {
        // It is part of the program, and a test reads it.
        serde_json::from_str(include_str!("../labels.json")).unwrap_or_default()
    }

    /// How many labels it has.
    pub const fn labels(&self) -> usize {
        self.columns * self.rows
    }

    /// The room of one label.
    const fn size(&self) -> Size {
        Size {
            width: self.width,
            height: self.height,
        }
    }

    /// How far from the sides, and from the upper and lower edge of a label something may stand: where a label reaches to the edge of the paper,
    /// printers do not.
    fn insets(&self) -> [f32; 2] {
        let inset = |first: f32, pitch: f32, count: usize, size: f32, paper: f32| {
            let last = paper - first - pitch * (count as f32 - 1.0) - size;
            INSET.max(EDGE - first).max(EDGE - last)
        };
        [
            inset(self.left, self.pitch_x, self.columns, self.width, Size::A4.width),
            inset(self.top, self.pitch_y, self.rows, self.height, Size::A4.height),
        ]
    }

    /// Refuses a sheet that is none.
    fn check(&self) -> Result<(), LabelsError> {
        let end = |first: f32, pitch: f32, count: usize, size: f32| first + pitch * (count as f32 - 1.0) + size;
        let fits = self.labels() > 0
            && self.width >= SMALLEST.width
            && self.height >= SMALLEST.height
            && self.left >= 0.0
            && self.top >= 0.0
            && (self.columns == 1 || self.pitch_x >= self.width)
            && (self.rows == 1 || self.pitch_y >= self.height)
            && end(self.left, self.pitch_x, self.columns, self.width) <= Size::A4.width + 0.01
            && end(self.top, self.pitch_y, self.rows, self.height) <= Size::A4.height + 0.01;
        if fits {
            Ok(())
        } else {
            Err(LabelsError::Sheet {
                width: self.width,
                height: self.height,
            })
        }
    }
}

/// A label smaller than this has no room for a code that scans and two numbers, in mm.
const SMALLEST: Size = Size {
    width: 60.0,
    height: 30.0,
};
/// Larger numbers are no easier to read, in points.
const LARGEST_NUMBER: f32 = 13.0;
/// Words in a smaller size are not legible, in points.
const SMALLEST_TEXT: f32 = 4.6;
/// Between the edge of a label and what stands on it, in mm.
const INSET: f32 = 2.5;
/// The side of the code, in mm, where the label has room for it.
const CODE: f32 = 30.0;

impl Labels {
    /// Lays `labels` on sheets.
    pub fn lay(&self, labels: &[String]) -> Result<Vec<String>, PrintError> {
        let (sheet, first) = (&self.sheet, self.start.wrapping_sub(1));
        sheet.check()?;
        if first >= sheet.labels() {
            return Err(PrintError::Labels(LabelsError::Start {
                labels: sheet.labels(),
                start: self.start,
            }));
        }
        let [right, down] = self.shift;
        if right.abs() > 20.0 || down.abs() > 20.0 || !(0.9..=1.1).contains(&self.scale) {
            return Err(PrintError::Labels(LabelsError::Shift));
        }
        let mut pages = vec![String::new(); (first + labels.len()).div_ceil(sheet.labels())];
        for (label, place) in labels.iter().zip(first..) {
            let (page, place) = (place / sheet.labels(), place % sheet.labels());
            let (column, row) = (place % sheet.columns, place / sheet.columns);
            // A printer that draws too small draws distances too small as well.
            let x = (sheet.left + column as f32 * sheet.pitch_x) * self.scale + right;
            let y = (sheet.top + row as f32 * sheet.pitch_y + sheet.height) * self.scale + down;
            pages[page].push_str(&placed(label, x, Size::A4.height - y, self.scale));
        }
        Ok(pages)
    }
}

/// One label: the code at its left, the numbers beside it.
pub fn draw(press: &mut Press, batch: &Batch, sheet: &LabelSheet, key: &Key) -> Result<String, PrintError> {
    sheet.check()?;
    let Size { width, height } = sheet.size();
    let words = KeyWords::of(KeyPaper::Card, batch.language);
    let frame = Frame::with(batch, &A7);
    let Press { used, coder, .. } = press;
    let mut canvas = Canvas::new(used, height);
    let [beside, above] = sheet.insets();
    // The quiet zone may reach to the edge of the label, but not over it.
    let code = CODE
        .min(height / (1.0 + 2.0 * QUIET))
        .min(height - 2.0 * above)
        .min(width * 0.42);
    let quiet = code * QUIET;
    let x = quiet.max(beside);
    let scanned = key::scanned(coder, KeyPaper::Card, key);
    frame.code_of(&mut canvas, coder, &scanned, [x, (height - code) / 2.0], code)?;
    let left = x + code + quiet;
    let room = width - beside - left;
    let size = (room / text_width(Face::Key, 1.0, "0000-0000-0000-0000")).min(LARGEST_NUMBER);
    let small = (size * 0.6).max(SMALLEST_TEXT);
    let device = key.device.map(|device| (words.device, device.to_string()));
    let registration_key = key
        .registration_key
        .map(|no| (words.registration_key, frame.secret(&no.to_string())));
    let numbers = [
        (words.activation_key, frame.secret(&key.activation_key.to_string())),
        (words.registration_id, frame.secret(&key.registration_id.to_string())),
    ];
    let numbers: Vec<_> = numbers.into_iter().chain(device).chain(registration_key).collect();
    let line = Column::of_lines(1, room, small * 1.15);
    let what = |what: &str| line.fit(small * 1.15, &[Text::theirs(frame.strong(), what)]);
    // A name too long for a label is left out: the code says it, too.
    let what = what(&format!("{}  {}", key.product, key.product_name)).or_else(|_| what(key.product.as_ref()))?;
    let rows = numbers.len() as f32 + 0.7;
    let step = ((height - 2.0 * above) / rows).min((small + size * 1.65) / POINTS);
    let mut y = (height - step * rows) / 2.0;
    what.write(&mut canvas, left, y + what.size / POINTS);
    y += step * 0.7;
    for (label, number) in numbers {
        let baseline = y + small / POINTS;
        canvas.text(frame.strong(), small, left, baseline, label);
        canvas.text(Face::Key, size, left, baseline + size * 0.9 / POINTS, &number);
        y += step;
    }
    Ok(canvas.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> LabelSheet {
        LabelSheet {
            name: "24".into(),
            columns: 3,
            rows: 8,
            width: 66.0,
            height: 33.9,
            left: 6.0,
            top: 12.9,
            pitch_x: 66.0,
            pitch_y: 33.9,
        }
    }

    fn labels(start: usize) -> Labels {
        Labels {
            sheet: sheet(),
            start,
            shift: [0.0; 2],
            scale: 1.0,
        }
    }

    #[test]
    fn labels_begin_at_any_place_of_a_used_sheet_and_go_on_on_the_next() {
        let pages = labels(23).lay(&["a", "b", "c"].map(str::to_owned)).expect("laid");
        assert_eq!(pages.len(), 2);
        assert!(pages[1].contains("\nc"));
        // The 23rd is the second of the last row.
        assert!(
            pages[0].starts_with("q 1.0000 0 0 1.0000 204.09 36.57 cm\na"),
            "{}",
            pages[0]
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for start in [0, 25] {
            assert!(matches!(
                labels(start).lay(&[String::new()]),
                Err(PrintError::Labels(LabelsError::Start { labels: 24, .. }))
            ));
        }
        for wrong in [
            LabelSheet { width: 70.0, ..sheet() },
            LabelSheet { left: 20.0, ..sheet() },
            LabelSheet { rows: 9, ..sheet() },
            LabelSheet { columns: 0, ..sheet() },
            LabelSheet {
                width: f32::NAN,
                ..sheet()
            },
            LabelSheet {
                height: 20.0,
                pitch_y: 20.0,
                ..sheet()
            },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
        let far = Labels {
            shift: [0.0, 21.0],
            ..labels(1)
        };
        assert!(matches!(
            far.lay(&[String::new()]),
            Err(PrintError::Labels(LabelsError::Shift))
        ));
    }
}
