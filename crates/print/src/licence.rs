//! The licence key sheet of みえますねっと年間パック.

use kagifuda_domain::miemasu::LicenceKey;

use crate::canvas::{Canvas, text_width};
use crate::document::Press;
use crate::faces::Face;
use crate::frame::{Frame, How};
use crate::measures::{Measures, POINTS};
use crate::scan::Scanned;
use crate::text::{Column, Text};
use crate::words::LicenceWords;
use crate::{Licence, PrintError};

/// The page of `licence`.
pub fn page(press: &mut Press, frame: Frame<'_>, licence: &Licence) -> Result<String, PrintError> {
    let (at, words, language) = (frame.at, LicenceWords::of(frame.batch.language), frame.batch.language);
    let (form, how) = match licence.spent {
        false => ("P", &words.how),
        true => ("PU", &words.used),
    };
    press.form(form, at.size(), |canvas| statics(canvas, frame, words, how))?;
    let Press { used, coder, .. } = press;
    let mut canvas = Canvas::new(used, at.height);
    canvas.form(form);
    let mut facts = vec![
        (frame.words.customer, frame.customer(&licence.customer)),
        (
            frame.words.product,
            Some(format!("{}  {}", licence.product, licence.product_name)),
        ),
        (words.term, Some(language.months(licence.months))),
        (words.services, Some(language.services(licence.services))),
    ];
    if let Some(used) = &licence.used {
        facts.push((words.device, Some(format!("{}  {}", used.name, used.mac))));
        facts.push((words.expiry, Some(language.month(used.expiry))));
    }
    let stack = Stack::of(at);
    frame.facts(&mut canvas, stack.rule + 3.0, at.rules[3] - stack.rule - 6.0, &facts)?;
    key(&mut canvas, frame, words, &licence.key);
    frame.code(
        &mut canvas,
        coder,
        &Scanned::Licence(licence.key.clone()),
        at.left,
        at.code,
    )?;
    Ok(canvas.finish())
}

/// Where the key and what belongs to it stand, from the top of their part, in mm: baselines, but for the line below.
struct Stack {
    label: f32,
    key: f32,
    symbols: f32,
    case: f32,
    rule: f32,
}

impl Stack {
    fn of(at: &Measures) -> Self {
        let label = at.rules[0] + at.label_size * 1.7 / POINTS;
        let key = label + at.key_size * 1.1 / POINTS;
        let symbols = key + at.key_size * 0.6 / POINTS;
        let case = symbols + at.foot_size * 2.2 / POINTS;
        Self {
            label,
            key,
            symbols,
            case,
            rule: case + at.foot_size * 2.6 / POINTS,
        }
    }
}

/// Everything but the licence itself.
fn statics(canvas: &mut Canvas<'_>, frame: Frame<'_>, words: &LicenceWords, how: &How) -> Result<(), PrintError> {
    let (at, stack) = (frame.at, Stack::of(frame.at));
    frame.head(canvas, words.title, words.lead)?;
    for y in [at.rules[0], stack.rule, at.rules[3]] {
        frame.rule(canvas, y);
    }
    frame.label(canvas, at.left, stack.label, words.key);
    let column = Column::of_lines(2, at.right - at.left, at.foot_size);
    let case = column.fit(at.foot_size, &[Text::ours(frame.plain(), words.case)])?;
    case.write(canvas, at.left, stack.case);
    frame.how(canvas, at.code, how)?;
    frame.foot(canvas)
}

/// The key, and under each of its symbols what it is: a capital, a small letter or a digit.
fn key(canvas: &mut Canvas<'_>, frame: Frame<'_>, words: &LicenceWords, key: &LicenceKey) {
    let (at, stack) = (frame.at, Stack::of(frame.at));
    let written = frame.secret(&key.to_string());
    canvas.text(Face::Key, at.key_size, at.left, stack.key, &written);
    let (width, size) = (text_width(Face::Key, at.key_size, "0"), at.key_size * 0.26);
    let [capital, small, digit] = words.symbols;
    for (i, symbol) in written.chars().enumerate() {
        let what = match symbol {
            'A'..='Z' => capital,
            'a'..='z' => small,
            '0'..='9' => digit,
            _ => continue,
        };
        let x = at.left + width * (i as f32 + 0.5) - text_width(frame.plain(), size, what) / 2.0;
        canvas.text(frame.plain(), size, x, stack.symbols, what);
    }
}
