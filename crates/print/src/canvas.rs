//! Drawing on a page in millimetres from its upper left corner.

use printpdf::{
    CurTransMat, FontId, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, TextItem, XObjectId, XObjectTransform,
};

use crate::faces::{Face, Used, width};
use crate::measures::POINTS;

/// What a page shows, in drawing order.
pub struct Canvas<'a> {
    used: &'a mut Used,
    page_height: f32,
    ops: Vec<Op>,
}

/// A hundredth of a point is finer than any printer, and keeps files small.
fn points(mm: f32) -> f32 {
    (mm * POINTS * 100.0).round() / 100.0
}

/// The thickness of lines is kept finer, so that all come out alike.
fn fine(mm: f32) -> f32 {
    (mm * POINTS * 1_000.0).round() / 1_000.0
}

impl<'a> Canvas<'a> {
    /// An empty page.
    pub fn new(used: &'a mut Used, page_height: f32) -> Self {
        Self {
            used,
            page_height,
            ops: Vec::new(),
        }
    }

    /// What was drawn.
    pub fn finish(self) -> Vec<Op> {
        self.ops
    }

    fn up(&self, y: f32) -> f32 {
        points(self.page_height - y)
    }

    /// Writes `text` from `x` on the baseline `y`, as one run that copies out as one.
    pub fn text(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str) {
        let runs = self.used.runs(face, text);
        if runs.is_empty() {
            return;
        }
        let pos = Point {
            x: Pt(points(x)),
            y: Pt(self.up(y)),
        };
        self.ops.extend([Op::StartTextSection, Op::SetTextCursor { pos }]);
        for (face, run) in runs {
            let font = PdfFontHandle::External(FontId(face.resource().into()));
            let items = vec![TextItem::Text(run)];
            self.ops
                .extend([Op::SetFont { font, size: Pt(size) }, Op::ShowText { items }]);
        }
        self.ops.push(Op::EndTextSection);
    }

    /// Writes `text` so that it ends at `x`.
    pub fn text_to(&mut self, face: Face, size: f32, x: f32, y: f32, text: &str) {
        self.text(face, size, x - text_width(face, size, text), y, text);
    }

    /// A level line from `from` to `to`, `weight` points thick.
    pub fn rule(&mut self, from: f32, to: f32, y: f32, weight: f32) {
        let (height, width) = (weight / POINTS, to - from);
        self.rect(from, y - height / 2.0, width, height, PaintMode::Fill);
    }

    /// An upright line from `top` to `bottom`, `weight` points thick.
    pub fn upright(&mut self, x: f32, top: f32, bottom: f32, weight: f32) {
        let (height, width) = (bottom - top, weight / POINTS);
        self.rect(x - width / 2.0, top, width, height, PaintMode::Fill);
    }

    /// Frames, each `[x, y, width, height]`.
    pub fn frames(&mut self, weight: f32, frames: &[[f32; 4]]) {
        self.ops
            .extend([Op::SaveGraphicsState, Op::SetOutlineThickness { pt: Pt(weight) }]);
        for [x, y, width, height] in frames {
            self.rect(*x, *y, *width, *height, PaintMode::Stroke);
        }
        self.ops.push(Op::RestoreGraphicsState);
    }

    fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, mode: PaintMode) {
        let (x, y) = (Pt(points(x)), Pt(self.up(y + height)));
        let (width, height) = (Pt(fine(width)), Pt(fine(height)));
        let rectangle = Rect {
            x,
            y,
            width,
            height,
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Places the form `name` with its origin at `x`, `y`. One of its units is `scale` mm, and its y points downwards.
    pub fn form(&mut self, name: &str, x: f32, y: f32, scale: f32) {
        let unit = scale * POINTS;
        let matrix = CurTransMat::Raw([unit, 0.0, 0.0, -unit, points(x), self.up(y)]);
        self.ops
            .extend([Op::SaveGraphicsState, Op::SetTransformationMatrix { matrix }]);
        self.use_form(name);
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Draws the form `name` as it is.
    pub fn use_form(&mut self, name: &str) {
        self.ops.push(Op::UseXobject {
            id: XObjectId(name.into()),
            transform: XObjectTransform {
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        });
    }
}

/// The width of `text`, in mm.
pub fn text_width(face: Face, size: f32, text: &str) -> f32 {
    width(face, text) * size / POINTS
}
