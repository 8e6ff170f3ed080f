//! Where things stand on each paper, and how large they are.

use crate::Paper;

/// The size of something, in mm.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Size {
    pub width: f32,
    pub height: f32,
}

impl Size {
    pub const A4: Self = Self {
        width: 210.0,
        height: 297.0,
    };
    pub const A4_ON_ITS_SIDE: Self = Self {
        width: 297.0,
        height: 210.0,
    };
}

/// Points in a millimetre.
pub const POINTS: f32 = 72.0 / 25.4;

/// Where things stand on one paper. Lengths in mm from the upper left corner, `…_size` in points; `y` of a text is its baseline.
pub struct Measures {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub right: f32,
    pub title: f32,
    pub title_size: f32,
    pub lead: f32,
    pub facts: f32,
    pub facts_height: f32,
    pub facts_indent: f32,
    /// Between facts, in sizes.
    pub facts_gap: f32,
    pub value_size: f32,
    pub rules: [f32; 4],
    pub label_size: f32,
    pub key_size: f32,
    /// Baselines of the activation key's label and number, and of the registration id's.
    pub numbers: [f32; 4],
    /// Baseline of the label and top of the boxes, for the device and for the registration key.
    pub boxes: [f32; 4],
    pub box_height: f32,
    pub group_gap: f32,
    pub code: f32,
    pub how_left: f32,
    pub how_bottom: f32,
    pub how_size: f32,
    pub step_size: f32,
    pub foot: f32,
    pub foot_size: f32,
    pub foot_bottom: f32,
}

pub const A6: Measures = Measures {
    width: 105.0,
    height: 148.0,
    left: 8.0,
    right: 97.0,
    title: 11.8,
    title_size: 15.0,
    lead: 16.4,
    facts: 20.4,
    facts_height: 17.8,
    facts_indent: 14.0,
    facts_gap: 0.3,
    value_size: 8.0,
    rules: [18.8, 40.0, 66.3, 93.3],
    label_size: 7.5,
    key_size: 19.0,
    numbers: [44.0, 50.8, 55.9, 62.7],
    boxes: [70.4, 71.9, 82.3, 83.8],
    box_height: 6.2,
    group_gap: 3.4,
    code: 97.8,
    how_left: 44.0,
    how_bottom: 130.2,
    how_size: 8.5,
    step_size: 7.0,
    foot: 132.2,
    foot_size: 6.5,
    foot_bottom: 141.7,
};

pub const A4: Measures = Measures {
    width: 210.0,
    height: 297.0,
    left: 22.0,
    right: 188.0,
    title: 29.0,
    title_size: 24.0,
    lead: 37.5,
    facts: 48.0,
    facts_height: 37.0,
    facts_indent: 30.0,
    facts_gap: 0.75,
    value_size: 12.0,
    rules: [42.5, 87.0, 139.5, 195.5],
    label_size: 10.5,
    key_size: 30.0,
    numbers: [95.5, 107.0, 119.0, 130.5],
    boxes: [148.0, 151.0, 173.0, 176.0],
    box_height: 11.0,
    group_gap: 6.0,
    code: 203.0,
    how_left: 61.0,
    how_bottom: 259.0,
    how_size: 12.5,
    step_size: 9.5,
    foot: 263.0,
    foot_size: 9.0,
    foot_bottom: 278.0,
};

/// Cards of which eight are cut out of an A4 page.
pub const A7: Measures = Measures {
    width: 74.25,
    height: 105.0,
    left: 5.5,
    right: 68.75,
    title: 8.4,
    title_size: 10.0,
    lead: 11.2,
    facts: 13.0,
    facts_height: 9.3,
    facts_indent: 9.5,
    facts_gap: 0.0,
    value_size: 5.0,
    rules: [12.2, 22.9, 39.4, 53.8],
    label_size: 5.0,
    key_size: 13.5,
    numbers: [25.2, 29.9, 33.7, 38.4],
    boxes: [41.6, 42.1, 49.0, 49.5],
    box_height: 3.9,
    group_gap: 2.4,
    code: 58.0,
    how_left: 39.8,
    how_bottom: 90.6,
    how_size: 5.6,
    step_size: 5.2,
    foot: 92.2,
    foot_size: 4.5,
    foot_bottom: 99.2,
};

impl Measures {
    /// The size of the page.
    pub const fn size(&self) -> Size {
        Size {
            width: self.width,
            height: self.height,
        }
    }
}

impl Paper {
    /// The measures of a page of this paper.
    pub(crate) const fn measures(self) -> &'static Measures {
        match self {
            Self::A4 => &A4,
            Self::A6 => &A6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{CODE, module};

    #[test]
    fn four_modules_around_the_code_stay_empty() {
        // 25 without an address; the shortest address needs 29, the longest 41.
        for modules in [25, 29, 33, 37, 41] {
            let module = module(CODE, modules);
            let drawn = module * modules as f32;
            // A code that is drawn smaller stands in the middle of its place.
            let quiet = 4.0 * module - (CODE - drawn) / 2.0 - 1e-4;
            assert!(drawn > 28.9 && drawn < CODE + 1e-4, "{modules}: {drawn}");
            for at in [&A6, &A4, &A7] {
                assert!(at.left >= quiet);
                assert!(at.how_left - (at.left + CODE) >= quiet);
                assert!(at.code - at.rules[3] >= quiet);
                assert!(at.foot - (at.code + CODE) >= quiet);
            }
        }
    }
}
