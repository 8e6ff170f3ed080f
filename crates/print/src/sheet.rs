//! The design of a page: what stands where, in which size.
//!
//! Both documents share one design: a title, the facts, the two numbers of the key, room for the device and its key,
//! and at the foot the code with what it is for. What is the same on every page of a batch is drawn once, as a form.

use chrono::{DateTime, Utc};

use crate::canvas::{Canvas, text_width};
use crate::code::Coder;
use crate::faces::{Face, Used};
use crate::measures::{Measures, POINTS};
use crate::scan::{KeyPaper, Scanned};
use crate::text::{Column, Text};
use crate::words::Words;
use crate::{Batch, Item, Kind, Language, PrintError};

/// The side of the two-dimensional code, in mm: smaller ones do not survive a photocopy.
pub const CODE: f32 = 30.0;

/// The height of a capital or digit of the key face, in sizes.
const KEY_CAPITAL: f32 = 0.668;

/// Weights of lines, in points.
const HAIRLINE: f32 = 0.4;
const BOX: f32 = 0.6;

/// The distance of lines at the foot, in sizes.
const FOOT_LEADING: f32 = 1.35;

/// Names of the forms.
pub const STATIC: &str = "S";
pub const DEVICE_BOXES: &str = "D";
pub const KEY_BOXES: &str = "L";

/// A whole batch, drawn, as content streams.
pub struct Sheets {
    /// What pages share, by name.
    pub forms: Vec<(&'static str, String)>,
    /// The content of each page.
    pub pages: Vec<String>,
    /// The characters they use.
    pub used: Used,
}

/// Draws every page of `batch`.
pub fn lay_out(batch: &Batch) -> Result<Sheets, PrintError> {
    let design = Design {
        words: Words::of(batch.kind, batch.language),
        at: batch.paper.measures(),
        batch,
    };
    let mut used = Used::default();
    let forms = vec![
        (STATIC, design.statics(&mut used)?),
        (DEVICE_BOXES, design.empty_boxes(&mut used, design.at.boxes[1])),
        (KEY_BOXES, design.empty_boxes(&mut used, design.at.boxes[3])),
    ];
    let mut coder = Coder::new(Some(Scanned::front(&batch.address)));
    used.refuse_missing(None)?;
    let page = |item: &Item| {
        let content = design.page(&mut used, &mut coder, item);
        let content = content.map_err(|error| error.on_sheet_of(item.activation_key))?;
        used.refuse_missing(Some(item.activation_key)).map(|()| content)
    };
    let pages = batch.items.iter().map(page).collect::<Result<_, _>>()?;
    Ok(Sheets { forms, pages, used })
}

struct Design<'a> {
    words: &'static Words,
    at: &'static Measures,
    batch: &'a Batch,
}

impl Design<'_> {
    /// The face of running text; Japanese text has its own, with room for the Latin letters within it.
    const fn plain(&self) -> Face {
        match self.batch.language {
            Language::Ja => Face::Text,
            Language::En => Face::Latin,
        }
    }

    /// The face of titles and labels.
    const fn strong(&self) -> Face {
        match self.batch.language {
            Language::Ja => Face::Bold,
            Language::En => Face::LatinBold,
        }
    }

    fn statics(&self, used: &mut Used) -> Result<String, PrintError> {
        let (words, at) = (self.words, self.at);
        let mut canvas = Canvas::new(used, at.height);
        canvas.text(self.strong(), at.title_size, at.left, at.title, words.title);
        let lead = Column::of_lines(1, at.right - at.left, at.label_size);
        let lead = lead.fit(at.label_size, &[Text::ours(self.plain(), words.lead)])?;
        lead.write(&mut canvas, at.left, at.lead);
        for (label, y) in [
            (words.activation_key, at.numbers[0]),
            (words.registration_id, at.numbers[2]),
            (words.device, at.boxes[0]),
            (words.registration_key, at.boxes[2]),
        ] {
            canvas.text(self.strong(), at.label_size, at.left, y, label);
        }
        for y in at.rules.into_iter().chain([at.foot]) {
            canvas.rule(at.left, at.right, y, HAIRLINE);
        }
        self.digits(&mut canvas)?;
        self.how(&mut canvas)?;
        self.foot(&mut canvas)?;
        Ok(canvas.finish())
    }

    /// How to read the numbers, in the room beside the shorter one.
    fn digits(&self, canvas: &mut Canvas<'_>) -> Result<(), PrintError> {
        let at = self.at;
        let left = at.left + text_width(Face::Key, at.key_size, "0000-0000--");
        let column = Column::of_lines(2, at.right - left, at.foot_size);
        let set = column.fit(at.foot_size, &[Text::ours(self.plain(), self.words.digits)])?;
        let lines = set.texts.iter().map(|text| text.lines.len()).sum::<usize>();
        set.write(
            canvas,
            left,
            at.numbers[3] - set.step() * lines.saturating_sub(1) as f32,
        );
        Ok(())
    }

    /// What the code is for, beside it.
    fn how(&self, canvas: &mut Canvas<'_>) -> Result<(), PrintError> {
        let (words, at) = (self.words, self.at);
        let width = at.right - at.how_left;
        let mut y = at.code + at.how_size * 0.8 / POINTS;
        canvas.text(self.strong(), at.how_size, at.how_left, y, words.how);
        y += at.how_size * 1.7 / POINTS;
        let address = Text::theirs(Face::Latin, &self.batch.address.to_string());
        let address = Column::of_lines(2, width, at.how_size).fit(at.how_size, &[address])?;
        y = address.write(canvas, at.how_left, y) + at.step_size * 0.5 / POINTS;

        let indent = at.step_size * 1.5 / POINTS;
        let sentences = words.steps.iter().copied().chain([words.lost]);
        let column = Column {
            width: width - indent,
            height: at.how_bottom - y,
            leading: 1.5,
            gap: 0.3,
        };
        let texts: Vec<Text> = sentences.map(|sentence| Text::ours(self.plain(), sentence)).collect();
        let set = column.fit(at.step_size, &texts)?;
        for (i, text) in set.texts.iter().enumerate() {
            let is_step = i < words.steps.len();
            if is_step {
                canvas.text(self.strong(), set.size, at.how_left, y, &(i + 1).to_string());
            }
            let left = at.how_left + if is_step { indent } else { 0.0 };
            y = set.write_one(canvas, text, left, y);
        }
        Ok(())
    }

    /// Whom to ask, and when this was printed.
    fn foot(&self, canvas: &mut Canvas<'_>) -> Result<(), PrintError> {
        let (at, supplier) = (self.at, &self.batch.supplier);
        let first = self.foot_baseline();
        canvas.text(self.strong(), at.foot_size, at.left, first, self.words.supplier);
        canvas.text_to(self.plain(), at.foot_size, at.right, first, &self.printed());
        let column = Column {
            width: at.right - at.left,
            height: at.foot_bottom - first,
            leading: FOOT_LEADING,
            gap: 0.0,
        };
        let named = [Some(&supplier.company), supplier.phone.as_ref()].into_iter().flatten();
        let named = named.map(String::as_str).collect::<Vec<_>>().join("  ");
        let email = supplier.email.as_deref().unwrap_or_default();
        let texts = [Text::theirs(self.plain(), &named), Text::theirs(Face::Latin, email)];
        let set = column.fit(at.foot_size, &texts)?;
        set.write(canvas, at.left, first + set.step());
        Ok(())
    }

    fn foot_baseline(&self) -> f32 {
        self.at.foot + 1.6 * self.at.foot_size / POINTS
    }

    fn printed(&self) -> String {
        format!(
            "{} {}",
            self.words.printed,
            self.batch.language.day(self.batch.printed_at)
        )
    }

    /// When the registration key was issued, before the date of printing.
    fn issued(&self, canvas: &mut Canvas<'_>, instant: DateTime<Utc>) {
        let (at, face) = (self.at, self.plain());
        let issued = format!("{} {}", self.words.issued, self.batch.language.day(instant));
        let right = at.right - text_width(face, at.foot_size, &self.printed()) - 2.0 * at.foot_size / POINTS;
        canvas.text_to(face, at.foot_size, right, self.foot_baseline(), &issued);
    }

    /// Four groups of four boxes, with their top at `y`.
    fn empty_boxes(&self, used: &mut Used, y: f32) -> String {
        let at = self.at;
        let mut canvas = Canvas::new(used, at.height);
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
        canvas.finish()
    }

    fn page(&self, used: &mut Used, coder: &mut Coder, item: &Item) -> Result<String, PrintError> {
        let at = self.at;
        let scanned = Scanned::Key {
            on: match self.batch.kind {
                Kind::ActivationSheet => KeyPaper::Sheet,
                Kind::StartupCard => KeyPaper::Card,
            },
            activation_key: item.activation_key,
            registration_id: item.registration_id,
        };
        let code = coder.code(&scanned.fragment())?;
        let mut canvas = Canvas::new(used, at.height);
        canvas.form(STATIC);
        self.mark(&mut canvas, item);
        if let Some(issued_at) = item.issued_at {
            self.issued(&mut canvas, issued_at);
        }
        self.facts(&mut canvas, item)?;
        let key = |canvas: &mut Canvas<'_>, y, number: &str| canvas.text(Face::Key, at.key_size, at.left, y, number);
        key(&mut canvas, at.numbers[1], &item.activation_key.to_string());
        key(&mut canvas, at.numbers[3], &item.registration_id.to_string());
        let in_box = (at.box_height + at.key_size * KEY_CAPITAL / POINTS) / 2.0;
        match item.device {
            Some(device) => key(&mut canvas, at.boxes[1] + in_box, &device.to_string()),
            None => canvas.form(DEVICE_BOXES),
        }
        match item.registration_key {
            Some(number) => key(&mut canvas, at.boxes[3] + in_box, &number.to_string()),
            None => canvas.form(KEY_BOXES),
        }
        canvas.path(&code.path(), at.left, at.code, CODE / code.modules as f32);
        Ok(canvas.finish())
    }

    /// 控え or 再発行, framed at the right of the title.
    fn mark(&self, canvas: &mut Canvas<'_>, item: &Item) {
        let at = self.at;
        let mark = self.batch.language.copy_mark(item.copy);
        let size = at.how_size;
        let padding = size * 0.6 / POINTS;
        let width = text_width(self.strong(), size, &mark) + 2.0 * padding;
        let height = size * 1.7 / POINTS;
        let baseline = at.title - (at.title_size - size) * 0.35 / POINTS;
        let top = baseline - (height + size * 0.76 / POINTS) / 2.0;
        canvas.frames(BOX, &[[at.right - width, top, width, height]]);
        canvas.text_to(self.strong(), size, at.right - padding, baseline, &mark);
    }

    /// Whose key this is and what for; a line to write on where that is not known.
    fn facts(&self, canvas: &mut Canvas<'_>, item: &Item) -> Result<(), PrintError> {
        let (words, at, language) = (self.words, self.at, self.batch.language);
        let known = |fact: &Option<String>| fact.clone().filter(|fact| !fact.trim().is_empty());
        let facts = [
            (
                words.customer,
                known(&item.customer).map(|name| language.customer(&name)),
            ),
            (words.product, Some(format!("{}  {}", item.product, item.product_name))),
            (words.product_use, Some(item.product_use.clone())),
            (words.site, known(&item.site)),
        ];
        let text = |fact: &Option<String>| Text::theirs(self.plain(), fact.as_deref().unwrap_or_default());
        let column = Column {
            width: at.right - at.left - at.facts_indent,
            height: at.facts_height,
            leading: 1.35,
            gap: at.facts_gap,
        };
        let texts: Vec<Text> = facts.iter().map(|(_, fact)| text(fact)).collect();
        let set = column.fit(at.value_size, &texts)?;
        let mut y = at.facts + set.size * 0.9 / POINTS;
        for ((label, fact), text) in facts.iter().zip(&set.texts) {
            canvas.text(self.strong(), at.label_size.min(set.size), at.left, y, label);
            let left = at.left + at.facts_indent;
            if fact.is_none() {
                canvas.rule(left, at.right, y + 0.25 * set.size / POINTS, HAIRLINE / 2.0);
            }
            y = set.write_one(canvas, text, left, y);
        }
        Ok(())
    }
}
