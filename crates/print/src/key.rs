//! The activation key sheet and the startup-information card, which share one design: a title, the facts, the two numbers of the
//! key, room for the device and its key, and at the foot the code with what it is for.

use crate::canvas::{Canvas, text_width};
use crate::code::Coder;
use crate::document::Press;
use crate::faces::Face;
use crate::frame::{BOX, Frame, HAIRLINE, How, known};
use crate::measures::POINTS;
use crate::scan::{KeyPaper, Scanned};
use crate::words::KeyWords;
use crate::{Key, PrintError};

/// The height of a capital or digit of the key face, in sizes.
const KEY_CAPITAL: f32 = 0.668;

/// Draws keys on one kind of paper.
struct Design<'a> {
    frame: Frame<'a>,
    words: &'static KeyWords,
    on: KeyPaper,
}

/// The page of `key`.
pub fn page(press: &mut Press, frame: Frame<'_>, on: KeyPaper, key: &Key) -> Result<String, PrintError> {
    let words = KeyWords::of(on, frame.batch.language);
    Design { frame, words, on }.page(press, key)
}

/// What the code of `key` says.
pub fn scanned(coder: &Coder, on: KeyPaper, key: &Key) -> Scanned {
    let with = |registered| Scanned::Key {
        on,
        activation_key: key.activation_key,
        registration_id: key.registration_id,
        registered,
    };
    let whole = with(key.device.zip(key.registration_key));
    // Behind a long address there is room for the pair alone.
    if coder.holds(&whole.fragment()) {
        whole
    } else {
        with(None)
    }
}

impl Design<'_> {
    fn page(&self, press: &mut Press, key: &Key) -> Result<String, PrintError> {
        let (frame, at) = (self.frame, self.frame.at);
        let names = match (self.on, key.registration_key) {
            (KeyPaper::Sheet, None) => ["AS", "AD", "AL"],
            (KeyPaper::Sheet, Some(_)) => ["AU", "AD", "AL"],
            (KeyPaper::Card, None) => ["S", "D", "L"],
            (KeyPaper::Card, Some(_)) => ["U", "D", "L"],
        };
        let [statics, device, registration_key] = names;
        let how = if key.registration_key.is_some() {
            &self.words.used
        } else {
            &self.words.how
        };
        press.form(statics, at.size(), |canvas| self.statics(canvas, how))?;
        press.form(device, at.size(), |canvas| self.empty_boxes(canvas, at.boxes[1]))?;
        press.form(registration_key, at.size(), |canvas| {
            self.empty_boxes(canvas, at.boxes[3])
        })?;
        let Press { used, coder, .. } = press;
        let mut canvas = Canvas::new(used, at.height);
        canvas.form(statics);
        if let Some(issued_at) = key.issued_at {
            frame.issued(&mut canvas, issued_at)?;
        }
        self.facts(&mut canvas, key)?;
        let number = |canvas: &mut Canvas<'_>, y, number: &str| canvas.text(Face::Key, at.key_size, at.left, y, number);
        number(
            &mut canvas,
            at.numbers[1],
            &frame.secret(&key.activation_key.to_string()),
        );
        number(
            &mut canvas,
            at.numbers[3],
            &frame.secret(&key.registration_id.to_string()),
        );
        let in_box = (at.box_height + at.key_size * KEY_CAPITAL / POINTS) / 2.0;
        match key.device {
            Some(device) => number(&mut canvas, at.boxes[1] + in_box, &device.to_string()),
            None => canvas.form(device),
        }
        match key.registration_key {
            Some(no) => number(&mut canvas, at.boxes[3] + in_box, &frame.secret(&no.to_string())),
            None => canvas.form(registration_key),
        }
        let scanned = scanned(coder, self.on, key);
        frame.code(&mut canvas, coder, &scanned, at.left, at.code)?;
        Ok(canvas.finish())
    }

    /// What is the same on every page of a batch whose key is registered, or is not.
    fn statics(&self, canvas: &mut Canvas<'_>, how: &How) -> Result<(), PrintError> {
        let (frame, words, at) = (self.frame, self.words, self.frame.at);
        frame.head(canvas, words.title, words.lead)?;
        for (label, y) in [
            (words.activation_key, at.numbers[0]),
            (words.registration_id, at.numbers[2]),
            (words.device, at.boxes[0]),
            (words.registration_key, at.boxes[2]),
        ] {
            frame.label(canvas, at.left, y, label);
        }
        at.rules.into_iter().for_each(|y| frame.rule(canvas, y));
        // How to read the numbers, in the room beside the shorter one.
        let beside = at.left + text_width(Face::Key, at.key_size, "0000-0000--");
        frame.aside(canvas, beside, at.numbers[3], 2, frame.words.digits)?;
        frame.how(canvas, at.code, how)?;
        frame.foot(canvas)
    }

    /// Four groups of four boxes, with their top at `y`.
    fn empty_boxes(&self, canvas: &mut Canvas<'_>, y: f32) -> Result<(), PrintError> {
        let at = self.frame.at;
        let group = (at.right - at.left - 3.0 * at.group_gap) / 4.0;
        let lefts = [0.0, 1.0, 2.0, 3.0].map(|i| at.left + i * (group + at.group_gap));
        let frames = lefts.map(|left| [left, y, group, at.box_height]);
        canvas.frames(BOX, &frames);
        let (cell, half) = (group / 4.0, BOX / POINTS / 2.0);
        for divider in lefts.iter().flat_map(|left| [1.0, 2.0, 3.0].map(|i| left + i * cell)) {
            canvas.upright(divider, y + half, y + at.box_height - half, HAIRLINE);
        }
        for left in &lefts[1..] {
            let dash = at.group_gap * 0.4;
            let from = left - (at.group_gap + dash) / 2.0;
            canvas.rule(from, from + dash, y + at.box_height / 2.0, BOX);
        }
        Ok(())
    }

    /// Whose key this is and what for; a line to write on where that is not known.
    fn facts(&self, canvas: &mut Canvas<'_>, key: &Key) -> Result<(), PrintError> {
        let (frame, at, words) = (self.frame, self.frame.at, self.frame.words);
        let facts = [
            (words.customer, frame.customer(&key.customer)),
            (words.product, Some(format!("{}  {}", key.product, key.product_name))),
            (words.product_use, Some(key.product_use.clone())),
            (words.site, known(&key.site)),
        ];
        frame.facts(canvas, at.facts, at.facts_height, &facts)
    }
}
