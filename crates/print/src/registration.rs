//! The registration key sheet: a device, its keys in the order in which they are entered, how to enter them, and codes with all of it.

use crate::canvas::{Canvas, text_width};
use crate::code::Coder;
use crate::document::Press;
use crate::faces::Face;
use crate::frame::{BOX, CODE, Frame, HAIRLINE, known};
use crate::icon;
use crate::measures::POINTS;
use crate::scan::Scanned;
use crate::text::{Column, Text};
use crate::words::RegistrationWords;
use crate::{Connection, PrintError, Registration};
use kagifuda_domain::ids::{DeviceId, RegistrationKey};

/// Where things stand on an A4 page, in mm from the upper left corner; sizes in points.
const FACTS: f32 = 47.0;
const FACTS_HEIGHT: f32 = 25.0;
const DEVICE: f32 = 78.0;
const DEVICE_SIZE: f32 = 24.0;
const CONNECTION: f32 = 97.5;
const STEPS: f32 = 175.5;
const CODES: f32 = 220.2;
/// What to do when a key is refused: between the steps and the codes.
const REFUSED: f32 = 217.4;
/// The most room that a key takes, and how large it is.
const ROW: f32 = 18.0;
const KEY_SIZE: f32 = 18.0;
/// One alone is as large as its device.
const ONLY_KEY_SIZE: f32 = DEVICE_SIZE;
/// Codes in a row, and the room between them, which is twice the quiet zone that each needs.
const CODES_IN_A_ROW: usize = 4;
const GAP: f32 = 8.3;
/// Above a code stand the numbers of its keys.
const CAPTION: f32 = 8.6;

/// A code, and the keys in it, from 0.
struct Coded {
    scanned: Scanned,
    first: usize,
    last: usize,
}

/// The pages of `sheet`: one, and another where more codes are needed than stand in a row.
pub fn pages(press: &mut Press, frame: Frame<'_>, sheet: &Registration) -> Result<Vec<String>, PrintError> {
    let words = RegistrationWords::of(frame.batch.language, sheet.keys.len());
    press.form("E", frame.at.size(), |canvas| pictures(canvas, frame, words))?;
    press.form("RF", frame.at.size(), |canvas| frame.foot(canvas))?;
    let codes = codes(&press.coder, sheet);
    let mut pages = Vec::new();
    let fits_beside = codes.len() <= CODES_IN_A_ROW || frame.batch.masked;
    let Press { used, coder, .. } = press;
    let mut canvas = Canvas::new(used, frame.at.height);
    let design = Design { frame, words, sheet };
    design.keys(&mut canvas)?;
    design.refused(&mut canvas, codes.len())?;
    if fits_beside {
        design.codes(&mut canvas, coder, &codes, CODES)?;
    }
    pages.push(canvas.finish());
    if !fits_beside {
        let mut canvas = Canvas::new(used, frame.at.height);
        design.head(&mut canvas)?;
        for (i, row) in codes.chunks(CODES_IN_A_ROW).enumerate() {
            design.codes(&mut canvas, coder, row, FACTS + i as f32 * (CODE + 2.0 * CAPTION))?;
        }
        pages.push(canvas.finish());
    }
    Ok(pages)
}

/// The codes that hold every number of `sheet`, as few as can be.
fn codes(coder: &Coder, sheet: &Registration) -> Vec<Coded> {
    let scanned = |keys: &[RegistrationKey], connection| Scanned::Registration {
        device: sheet.device,
        keys: keys.to_vec(),
        connection,
    };
    let keys: Vec<RegistrationKey> = sheet.keys.iter().map(|key| key.registration_key).collect();
    let no = sheet.connection.map(|connection| connection.no);
    let mut codes = Vec::new();
    let mut first = 0;
    while first < keys.len() {
        // One key always fits; see `PublicAddress::LONGEST`.
        let connection = no.filter(|_| first == 0);
        let fits = |last: &usize| coder.holds(&scanned(&keys[first..=*last], connection).fragment());
        let last = (first + 1..keys.len()).take_while(fits).last().unwrap_or(first);
        codes.push(Coded {
            scanned: scanned(&keys[first..=last], connection),
            first,
            last,
        });
        first = last + 1;
    }
    codes
}

struct Design<'a> {
    frame: Frame<'a>,
    words: &'static RegistrationWords,
    sheet: &'a Registration,
}

impl Design<'_> {
    fn head(&self, canvas: &mut Canvas<'_>) -> Result<(), PrintError> {
        let (frame, words) = (self.frame, self.words);
        frame.head(canvas, words.title, words.lead)?;
        frame.rule(canvas, frame.at.rules[0]);
        canvas.form("RF");
        if let Some(issued) = self.sheet.keys.iter().map(|key| key.issued_at).max() {
            frame.issued(canvas, issued)?;
        }
        Ok(())
    }

    /// Whose device it is, its keys and how they are entered.
    fn keys(&self, canvas: &mut Canvas<'_>) -> Result<(), PrintError> {
        let (frame, words, sheet) = (self.frame, self.words, self.sheet);
        let at = frame.at;
        self.head(canvas)?;
        let [first, second] = &sheet.site;
        let mut facts = vec![
            (frame.words.customer, frame.customer(&sheet.customer)),
            (frame.words.site, known(&Some(first.clone()))),
        ];
        facts.extend(known(&Some(second.clone())).map(|line| ("", Some(line))));
        frame.facts(canvas, FACTS, FACTS_HEIGHT, &facts)?;
        let label = match sheet.device {
            DeviceId::Mpr(_) => words.device,
            DeviceId::Mac(_) => words.mac,
        };
        frame.label(canvas, at.left, DEVICE, label);
        canvas.text(
            Face::Key,
            DEVICE_SIZE,
            at.left,
            DEVICE + 10.0,
            &sheet.device.to_string(),
        );
        let mut top = DEVICE + 14.0;
        if let Some(connection) = sheet.connection {
            self.connection(canvas, connection)?;
            top = CONNECTION + 15.5;
        }
        frame.rule(canvas, top);
        frame.label(canvas, at.left, top + 6.0, words.keys);
        let top = top + 7.5;
        let row = ((STEPS - 3.0 - top) / sheet.keys.len() as f32).min(ROW);
        for i in 0..sheet.keys.len() {
            self.key(canvas, i, top + row * i as f32, row)?;
        }
        frame.rule(canvas, STEPS);
        let rounds = Text::ours(frame.plain(), &frame.batch.language.rounds(sheet.keys.len()));
        let right = at.left + text_width(frame.strong(), at.label_size, words.steps) + 6.0;
        let set = Column::of_lines(1, at.right - right, at.step_size).fit(at.step_size, &[rounds])?;
        frame.label(canvas, at.left, STEPS + 6.0, words.steps);
        set.write(canvas, right, STEPS + 6.0);
        canvas.form("E");
        frame.rule(canvas, CODES);
        Ok(())
    }

    /// つながるねっと: under which number the device is reached, and until when.
    fn connection(&self, canvas: &mut Canvas<'_>, connection: Connection) -> Result<(), PrintError> {
        let (frame, words) = (self.frame, self.words);
        let (left, until_left) = (frame.at.left, frame.at.left + 92.0);
        frame.label(canvas, left, CONNECTION, words.connection);
        canvas.text(
            Face::Key,
            DEVICE_SIZE,
            left,
            CONNECTION + 10.0,
            &connection.no.to_string(),
        );
        frame.label(canvas, until_left, CONNECTION, words.until);
        // On each clock a line (TSU-9).
        let until = frame.batch.language.until(connection.until);
        let until: Vec<Text> = until
            .split(" / ")
            .map(|until| Text::theirs(frame.plain(), until))
            .collect();
        let column = Column::of_lines(2, frame.at.right - until_left, frame.at.value_size);
        column
            .fit(frame.at.value_size, &until)?
            .write(canvas, until_left, CONNECTION + 6.0);
        Ok(())
    }

    /// One key in a row whose top is at `y`: a box to tick, its number, the key, and what it is for.
    fn key(&self, canvas: &mut Canvas<'_>, i: usize, y: f32, row: f32) -> Result<(), PrintError> {
        let (frame, words, key) = (self.frame, self.words, &self.sheet.keys[i]);
        let (at, is_alone) = (frame.at, self.sheet.keys.len() == 1);
        let key_size = if is_alone { ONLY_KEY_SIZE } else { KEY_SIZE };
        let middle = y + row / 2.0;
        let baseline = middle + key_size * 0.334 / POINTS;
        let tick = 4.2;
        canvas.frames(BOX, &[[at.left, middle - tick / 2.0, tick, tick]]);
        canvas.text_to(
            frame.strong(),
            at.value_size,
            at.left + 10.5,
            middle + 1.5,
            &(i + 1).to_string(),
        );
        let left = at.left + 14.0;
        canvas.text(
            Face::Key,
            key_size,
            left,
            baseline,
            &frame.secret(&key.registration_key.to_string()),
        );
        let left = left + text_width(Face::Key, key_size, "0000-0000-0000-0000") + 6.0;
        let size = 8.5;
        let what = Text::theirs(frame.plain(), &format!("{}  {}", key.product, key.product_use));
        let set = Column::of_lines(1, at.right - left, size).fit(size, &[what])?;
        set.write(canvas, left, middle - 0.9);
        let number = frame.secret(&key.activation_key.to_string());
        let small = 7.0;
        let label = text_width(frame.plain(), small, words.activation_key) + 1.5;
        canvas.text(frame.plain(), small, left, middle + 3.1, words.activation_key);
        let is_beside = left + label + text_width(Face::Key, small + 1.0, &number) <= at.right;
        let (x, baseline) = if is_beside {
            (left + label, middle + 3.1)
        } else {
            (left, middle + 6.7)
        };
        canvas.text(Face::Key, small + 1.0, x, baseline, &number);
        if i > 0 {
            canvas.rule(at.left, at.right, y, HAIRLINE / 2.0);
        }
        Ok(())
    }

    /// What to do when a key is refused, and what `codes` are for, where there is no room beside the last of them.
    fn refused(&self, canvas: &mut Canvas<'_>, codes: usize) -> Result<(), PrintError> {
        let (frame, words, at) = (self.frame, self.words, self.frame.at);
        let is_row_full = codes.is_multiple_of(CODES_IN_A_ROW) && !frame.batch.masked;
        let sentences = if is_row_full {
            [words.refused, words.code].join(" |")
        } else {
            words.refused.into()
        };
        let column = Column::of_lines(1, at.right - at.left, at.step_size);
        let set = column.fit(at.step_size, &[Text::ours(frame.plain(), &sentences)])?;
        set.write(canvas, at.left, REFUSED);
        Ok(())
    }

    /// A row of codes below a line at `y`.
    fn codes(&self, canvas: &mut Canvas<'_>, coder: &mut Coder, codes: &[Coded], y: f32) -> Result<(), PrintError> {
        let (frame, words, at) = (self.frame, self.words, self.frame.at);
        if frame.batch.masked {
            return frame.no_code(canvas, y + CAPTION);
        }
        let mut x = at.left;
        for code in codes {
            frame.code(canvas, coder, &code.scanned, x, y + CAPTION)?;
            if self.sheet.keys.len() > 1 {
                let keys = frame.batch.language.keys_of_code(code.first + 1, code.last + 1);
                canvas.text(frame.strong(), at.step_size, x, y + 4.2, &keys);
            }
            x += CODE + GAP;
        }
        let width = at.right - x;
        if width >= CODE {
            let column = Column {
                width,
                height: CODE,
                leading: 1.5,
                gap: 0.0,
            };
            let code = column.fit(at.step_size, &[Text::ours(frame.plain(), words.code)])?;
            code.write(canvas, x, y + CAPTION + 2.5);
        }
        Ok(())
    }
}

/// The entry on the device, step by step (KMS-7).
fn pictures(canvas: &mut Canvas<'_>, frame: Frame<'_>, words: &RegistrationWords) -> Result<(), PrintError> {
    const WIDTH: f32 = 20.0;
    const ARROW: f32 = 4.33;
    let top = STEPS + 8.3;
    let drawings: [&[&str]; 7] = [
        &[icon::MENU],
        &[icon::SETTINGS],
        &[icon::SIGN_IN],
        &[icon::UPGRADE, icon::ROUND],
        &[icon::DIGITS, icon::ROUND_BELOW],
        &[icon::WIDE],
        &[icon::RESTART],
    ];
    for (i, (drawing, caption)) in drawings.iter().zip(words.captions).enumerate() {
        let x = frame.at.left + i as f32 * (WIDTH + ARROW);
        for path in [icon::SCREEN].iter().chain(*drawing) {
            canvas.path(path, x, top, 1.0);
        }
        if i > 0 {
            canvas.path(icon::ARROW, x - ARROW + 0.6, top, 1.0);
        }
        let centred = |canvas: &mut Canvas<'_>, text: &str, middle: f32, y: f32, size: f32| {
            let half = text_width(frame.strong(), size, text) / 2.0;
            canvas.text(frame.strong(), size, x + middle - half, top + y, text);
        };
        match i {
            0 => centred(canvas, words.menu, 10.0, 11.9, 5.0),
            3 => centred(canvas, words.green, 14.8, 8.5, 7.0),
            4 => centred(canvas, words.green, 10.0, 10.1, 5.5),
            5 => centred(canvas, words.yes, 10.0, 7.5, 8.0),
            _ => {}
        }
        canvas.text(frame.strong(), 7.5, x, top + 16.0, &(i + 1).to_string());
        let column = Column {
            width: WIDTH + ARROW - 5.0,
            height: 16.2,
            leading: 1.4,
            gap: 0.0,
        };
        let set = column.fit(6.5, &[Text::ours(frame.plain(), caption)])?;
        set.write(canvas, x + 3.0, top + 16.0);
    }
    Ok(())
}
