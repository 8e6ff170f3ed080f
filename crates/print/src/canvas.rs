//! Drawing on a page in millimetres from its upper left corner, straight into the operators of a PDF content stream.
//!
//! `printpdf` keeps every operator as an object of its own, which for a thousand cards costs more than all the rest.

use std::fmt::Write;

use crate::faces::{Face, Used, width};
use crate::measures::POINTS;

/// A card's content, in bytes: room that is there from the start need not be moved into.
const USUAL: usize = 6_144;

/// What a page shows, in drawing order.
pub struct Canvas<'a> {
    used: &'a mut Used,
    page_height: f32,
    content: String,
}

impl<'a> Canvas<'a> {
    /// An empty page.
    pub fn new(used: &'a mut Used, page_height: f32) -> Self {
        Self {
            used,
            page_height,
            content: String::with_capacity(USUAL),
        }
    }

    /// What was drawn.
    pub fn finish(self) -> String {
        self.content
    }

    /// Writes lengths in mm as points. A hundredth of a point is finer than any printer, and keeps files small.
    fn points<const N: usize>(&mut self, lengths: [f32; N]) {
        for length in lengths {
            self.number(length * POINTS);
        }
    }

    fn number(&mut self, number: f32) {
        push_hundredths(&mut self.content, (number * 100.0).round() as i32);
        self.content.push(' ');
    }

    /// Writes `text` from `x` on the baseline `y`, as one run that copies out as one.
    pub fn text(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str) {
        let runs = self.used.runs(face, text);
        if runs.is_empty() {
            return;
        }
        self.content.push_str("BT ");
        self.points([x, self.page_height - y]);
        self.content.push_str("Td");
        for (face, glyphs) in runs {
            for part in ["/", face.resource(), " "] {
                self.content.push_str(part);
            }
            self.number(size);
            self.content.push_str("Tf<");
            for nibble in glyphs
                .iter()
                .flat_map(|glyph| [12, 8, 4, 0].map(|shift| glyph >> shift & 15))
            {
                self.content.push(char::from(b"0123456789ABCDEF"[usize::from(nibble)]));
            }
            self.content.push_str(">Tj");
        }
        self.content.push_str(" ET\n");
    }

    /// Writes `text` so that it ends at `x`.
    pub fn text_to(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str) {
        self.text(face, size, x - text_width(face, size, text), y, text);
    }

    /// A level line from `from` to `to`, `weight` points thick.
    pub fn rule(&mut self, from: f32, to: f32, y: f32, weight: f32) {
        let thickness = weight / POINTS;
        self.rectangle([from, y - thickness / 2.0, to - from, thickness], "f");
    }

    /// An upright line from `top` to `bottom`, `weight` points thick.
    pub fn upright(&mut self, x: f32, top: f32, bottom: f32, weight: f32) {
        let thickness = weight / POINTS;
        self.rectangle([x - thickness / 2.0, top, thickness, bottom - top], "f");
    }

    /// Frames, each `[x, y, width, height]`.
    pub fn frames(&mut self, weight: f32, frames: &[[f32; 4]]) {
        self.number(weight);
        self.content.push_str("w\n");
        for frame in frames {
            self.rectangle(*frame, "S");
        }
    }

    fn rectangle(&mut self, [x, y, width, height]: [f32; 4], paint: &str) {
        self.points([x, self.page_height - y - height, width, height]);
        self.content.push_str("re ");
        self.content.push_str(paint);
        self.content.push('\n');
    }

    /// Fills a path whose origin is at `x`, `y`, whose unit is `unit` mm, and whose y points downwards.
    pub fn path(&mut self, path: &str, x: f32, y: f32, unit: f32) {
        let (x, y, unit) = (x * POINTS, (self.page_height - y) * POINTS, unit * POINTS);
        let _ = writeln!(self.content, "q {unit:.5} 0 0 -{unit:.5} {x:.2} {y:.2} cm");
        self.content.push_str(path);
        self.content.push_str(" Q\n");
    }

    /// Draws the form `name`.
    pub fn form(&mut self, name: &str) {
        let _ = writeln!(self.content, "/{name} Do");
    }
}

/// Writes a number given in hundredths, such as `-0.5`.
fn push_hundredths(content: &mut String, hundredths: i32) {
    if hundredths < 0 {
        content.push('-');
    }
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    push_whole(content, whole);
    if rest > 0 {
        content.push('.');
        content.push(digit(rest / 10));
    }
    if !rest.is_multiple_of(10) {
        content.push(digit(rest));
    }
}

/// Writes a whole number. There are hundreds on a page, and the standard formatting takes several times as long.
fn push_whole(content: &mut String, number: u32) {
    if number >= 10 {
        push_whole(content, number / 10);
    }
    content.push(digit(number));
}

/// The last digit of a number.
fn digit(number: u32) -> char {
    char::from(b'0' + (number % 10) as u8)
}

/// The width of `text`, in mm.
pub fn text_width(face: Face, size: f32, text: &str) -> f32 {
    width(face, text) * size / POINTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (hundredths, written) in [
            (0, "0"),
            (100, "1"),
            (1250, "12.5"),
            (-5, "-0.05"),
            (-150, "-1.5"),
            (29764, "297.64"),
        ] {
            let mut content = String::new();
            push_hundredths(&mut content, hundredths);
            assert_eq!(content, written);
        }
    }
}
