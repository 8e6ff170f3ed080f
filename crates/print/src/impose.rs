//! Several cards on one page, with marks to cut along.

use crate::Cut;
use crate::frame::HAIRLINE;
use crate::measures::{POINTS, Size};

/// Nothing is drawn so near the edge of the paper, in mm: printers do not reach it.
pub const EDGE: f32 = 5.0;
/// Marks keep a little more away from it: renderers blur their ends.
const FROM_EDGE: f32 = EDGE + 0.3;
/// The length of a mark, in mm.
const MARK: f32 = 4.0;

/// How cards lie on a page: columns, rows, and the page.
const fn grid(cut: Cut) -> (usize, usize, Size) {
    match cut {
        Cut::Four => (2, 2, Size::A4),
        Cut::Eight => (4, 2, Size::A4_ON_ITS_SIDE),
    }
}

/// Lays `cards` on pages of the size that is given as well, row by row.
pub fn cards(cut: Cut, cards: &[String]) -> (Size, Vec<String>) {
    let (columns, rows, size) = grid(cut);
    let [width, height] = [size.width / columns as f32, size.height / rows as f32];
    let marks = marks(columns, rows, size);
    let page = |cards: &[String]| {
        let mut content = marks.clone();
        for (i, card) in cards.iter().enumerate() {
            let (column, row) = (i % columns, i / columns);
            // The origin is the lower left corner.
            let (x, y) = (column as f32 * width, (rows - 1 - row) as f32 * height);
            content.push_str(&placed(card, x, y, 1.0));
        }
        content
    };
    (size, cards.chunks(columns * rows).map(page).collect())
}

/// `content` moved so that its origin lies at `x`, `y` mm from the lower left corner of the page, `scale` times as large.
pub fn placed(content: &str, x: f32, y: f32, scale: f32) -> String {
    let (x, y) = (x * POINTS, y * POINTS);
    format!("q {scale:.4} 0 0 {scale:.4} {x:.2} {y:.2} cm\n{content}Q\n")
}

/// Marks on the lines to cut along: at the edges of the paper, and crosses where lines meet.
fn marks(columns: usize, rows: usize, size: Size) -> String {
    let Size { width, height } = size;
    let mut content = format!("{HAIRLINE} w\n");
    let mut line = |from: [f32; 2], to: [f32; 2]| {
        let [x, y, u, v] = [from[0], from[1], to[0], to[1]].map(|mm| mm * POINTS);
        content.push_str(&format!("{x:.2} {y:.2} m {u:.2} {v:.2} l S\n"));
    };
    let xs: Vec<f32> = (1..columns).map(|i| width * i as f32 / columns as f32).collect();
    let ys: Vec<f32> = (1..rows).map(|i| height * i as f32 / rows as f32).collect();
    for &x in &xs {
        line([x, FROM_EDGE], [x, FROM_EDGE + MARK]);
        line([x, height - FROM_EDGE - MARK], [x, height - FROM_EDGE]);
    }
    for &y in &ys {
        line([FROM_EDGE, y], [FROM_EDGE + MARK, y]);
        line([width - FROM_EDGE - MARK, y], [width - FROM_EDGE, y]);
    }
    for (&x, &y) in xs.iter().flat_map(|x| ys.iter().map(move |y| (x, y))) {
        line([x - MARK / 2.0, y], [x + MARK / 2.0, y]);
        line([x, y - MARK / 2.0], [x, y + MARK / 2.0]);
    }
    content
}
