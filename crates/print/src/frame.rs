//! What every document shares: its title and mark, its facts, the code with what it is for, and whom to ask.

use chrono::{DateTime, Utc};

use crate::canvas::{Canvas, text_width};
use crate::code::Coder;
use crate::faces::Face;
use crate::measures::{Measures, POINTS};
use crate::scan::Scanned;
use crate::text::{Column, Set, Text};
use crate::words::Common;
use crate::{Batch, Language, Mark, Paper, PrintError};

/// The side of the two-dimensional code, in mm: smaller ones do not survive a photocopy.
pub const CODE: f32 = 30.0;
/// The quiet zone that every layout leaves around a code, as a part of its side: four of 29 modules.
pub const QUIET: f32 = 4.0 / 29.0;

/// The top of the code that stands by itself on an A4 page, above the foot.
pub const CODE_TOP: f32 = 226.0;

/// Weights of lines, in points.
pub const HAIRLINE: f32 = 0.4;
pub const BOX: f32 = 0.6;

/// The distance of lines at the foot, in sizes.
const FOOT_LEADING: f32 = 1.35;

/// What stands beside the code.
pub struct How {
    pub title: &'static str,
    pub steps: &'static [&'static str],
    /// The sentences behind them, which are no steps.
    pub notes: &'static [&'static str],
}

/// The parts that documents share, on one paper.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    pub batch: &'a Batch,
    pub at: &'static Measures,
    pub words: &'static Common,
}

impl<'a> Frame<'a> {
    /// The parts on `paper`.
    pub fn on(batch: &'a Batch, paper: Paper) -> Self {
        Self::with(batch, paper.measures())
    }

    /// The parts where `at` says.
    pub fn with(batch: &'a Batch, at: &'static Measures) -> Self {
        let words = Common::of(batch.language);
        Self { batch, at, words }
    }

    /// The face of running text; Japanese text has its own, with room for the Latin letters within it.
    pub const fn plain(&self) -> Face {
        match self.batch.language {
            Language::Ja => Face::Text,
            Language::En => Face::Latin,
        }
    }

    /// The face of titles and labels.
    pub const fn strong(&self) -> Face {
        match self.batch.language {
            Language::Ja => Face::Bold,
            Language::En => Face::LatinBold,
        }
    }

    /// A number that is secret, as this file may show it.
    pub fn secret(&self, number: &str) -> String {
        if self.batch.masked {
            masked(number)
        } else {
            number.into()
        }
    }

    /// How the customer is addressed, if it is known.
    pub fn customer(&self, name: &Option<String>) -> Option<String> {
        known(name).map(|name| self.batch.language.customer(&name))
    }

    /// The title, and the sentence below it.
    pub fn head(&self, canvas: &mut Canvas<'_>, title: &str, lead: &str) -> Result<(), PrintError> {
        let at = self.at;
        canvas.text(self.strong(), at.title_size, at.left, at.title, title);
        let lead = [Text::ours(self.plain(), lead)];
        let lead = Column::of_lines(1, at.right - at.left, at.label_size).fit(at.label_size, &lead)?;
        lead.write(canvas, at.left, at.lead);
        Ok(())
    }

    /// A line across the page.
    pub fn rule(&self, canvas: &mut Canvas<'_>, y: f32) {
        canvas.rule(self.at.left, self.at.right, y, HAIRLINE);
    }

    /// A label above what it names.
    pub fn label(&self, canvas: &mut Canvas<'_>, x: f32, y: f32, label: &str) {
        canvas.text(self.strong(), self.at.label_size, x, y, label);
    }

    /// What tells this print from the original and from those before it: 控え or 再発行, framed at the right of the title, and at the foot
    /// when and by whom it was printed.
    pub fn mark(&self, canvas: &mut Canvas<'_>, mark: &Mark) -> Result<(), PrintError> {
        let at = self.at;
        let word = self.batch.language.copy_mark(mark.copy, self.batch.contents.is_some());
        let size = at.how_size;
        let padding = size * 0.6 / POINTS;
        let width = text_width(self.strong(), size, &word) + 2.0 * padding;
        let height = size * 1.7 / POINTS;
        let baseline = at.title - (at.title_size - size) * 0.35 / POINTS;
        let top = baseline - (height + size * 0.76 / POINTS) / 2.0;
        canvas.frames(BOX, &[[at.right - width, top, width, height]]);
        canvas.text_to(self.strong(), size, at.right - padding, baseline, &word);
        self.printed(canvas, mark)
    }

    /// Facts below each other, each with its label, in a column of `height` mm whose top is at `y`; a line to write on where one is not known.
    pub fn facts(
        &self,
        canvas: &mut Canvas<'_>,
        y: f32,
        height: f32,
        facts: &[(&str, Option<String>)],
    ) -> Result<(), PrintError> {
        let at = self.at;
        let text = |fact: &Option<String>| Text::theirs(self.plain(), fact.as_deref().unwrap_or_default());
        let column = Column {
            width: at.right - at.left - at.facts_indent,
            height,
            leading: 1.35,
            gap: at.facts_gap,
        };
        let texts: Vec<Text> = facts.iter().map(|(_, fact)| text(fact)).collect();
        let set = column.fit(at.value_size, &texts)?;
        let mut y = y + set.size * 0.9 / POINTS;
        for ((label, fact), text) in facts.iter().zip(&set.texts) {
            canvas.text(self.strong(), at.label_size.min(set.size), at.left, y, label);
            let left = at.left + at.facts_indent;
            if label.is_empty() {
                // It goes on with the fact above.
                y -= set.size * at.facts_gap / POINTS;
            }
            if fact.is_none() {
                canvas.rule(left, at.right, y + 0.25 * set.size / POINTS, HAIRLINE / 2.0);
            }
            y = set.write_one(canvas, text, left, y);
        }
        Ok(())
    }

    /// A sentence in the room from `x` to the right margin and from `top` to `bottom`, its last line on `bottom`.
    pub fn aside(
        &self,
        canvas: &mut Canvas<'_>,
        x: f32,
        bottom: f32,
        lines: u8,
        sentence: &str,
    ) -> Result<(), PrintError> {
        let at = self.at;
        let column = Column::of_lines(lines, at.right - x, at.foot_size);
        let set = column.fit(at.foot_size, &[Text::ours(self.plain(), sentence)])?;
        let lines = set.texts.iter().map(|text| text.lines.len()).sum::<usize>();
        set.write(canvas, x, bottom - set.step() * lines.saturating_sub(1) as f32);
        Ok(())
    }

    /// What the code is for, beside it, with its top at `top`; where numbers are masked, why there is none.
    pub fn how(&self, canvas: &mut Canvas<'_>, top: f32, how: &How) -> Result<(), PrintError> {
        if self.batch.masked {
            return self.no_code(canvas, top);
        }
        let at = self.at;
        let width = at.right - at.how_left;
        let mut y = top + at.how_size * 0.8 / POINTS;
        let title = Column::of_lines(1, width, at.how_size);
        let title = title.fit(at.how_size, &[Text::theirs(self.strong(), how.title)])?;
        title.write(canvas, at.how_left, y);
        y += at.how_size * 1.7 / POINTS;
        if let Some(address) = &self.batch.address {
            let address = Text::theirs(Face::Latin, &address.to_string());
            let address = Column::of_lines(2, width, at.how_size).fit(at.how_size, &[address])?;
            y = address.write(canvas, at.how_left, y) + at.step_size * 0.5 / POINTS;
        }
        let indent = at.step_size * 1.5 / POINTS;
        let sentences = how.steps.iter().chain(how.notes);
        let column = Column {
            width: width - indent,
            height: at.how_bottom - y,
            leading: 1.5,
            gap: 0.3,
        };
        let texts: Vec<Text> = sentences.map(|sentence| Text::ours(self.plain(), sentence)).collect();
        let set = column.fit(at.step_size, &texts)?;
        for (i, text) in set.texts.iter().enumerate() {
            let is_step = i < how.steps.len();
            if is_step {
                canvas.text(self.strong(), set.size, at.how_left, y, &(i + 1).to_string());
            }
            let left = at.how_left + if is_step { indent } else { 0.0 };
            y = set.write_one(canvas, text, left, y);
        }
        Ok(())
    }

    /// The code of `scanned` in a place [`CODE`] mm wide, with its upper left corner at `x`, `y`; none where its numbers are masked.
    pub fn code(
        &self,
        canvas: &mut Canvas<'_>,
        coder: &mut Coder,
        scanned: &Scanned,
        x: f32,
        y: f32,
    ) -> Result<(), PrintError> {
        self.code_of(canvas, coder, scanned, [x, y], CODE)
    }

    /// The same, `side` mm wide.
    pub fn code_of(
        &self,
        canvas: &mut Canvas<'_>,
        coder: &mut Coder,
        scanned: &Scanned,
        [x, y]: [f32; 2],
        side: f32,
    ) -> Result<(), PrintError> {
        if self.batch.masked && scanned.is_secret() {
            return Ok(());
        }
        let code = coder.code(&scanned.fragment())?;
        let module = module(side, code.modules);
        let inset = (side - module * code.modules as f32) / 2.0;
        canvas.path(&code.path(), x + inset, y + inset, module);
        Ok(())
    }

    /// Why there is no code, in the place of codes whose top is at `top`.
    pub fn no_code(&self, canvas: &mut Canvas<'_>, top: f32) -> Result<(), PrintError> {
        let at = self.at;
        let column = Column {
            width: at.right - at.left,
            height: CODE,
            leading: 1.6,
            gap: 0.0,
        };
        let set = column.fit(at.how_size, &[Text::ours(self.plain(), self.words.masked)])?;
        set.write(canvas, at.left, top + at.how_size * 0.8 / POINTS);
        Ok(())
    }

    /// Whom to ask.
    pub fn foot(&self, canvas: &mut Canvas<'_>) -> Result<(), PrintError> {
        let at = self.at;
        self.rule(canvas, at.foot);
        let first = self.foot_baseline();
        canvas.text(self.strong(), at.foot_size, at.left, first, self.words.supplier);
        let (set, _) = self.contact()?;
        set.write(canvas, at.left, first + set.step());
        Ok(())
    }

    /// The lines of whom to ask, and whether they leave room at their right for when the keys were issued: they do unless that makes them illegible.
    fn contact(&self) -> Result<(Set, bool), PrintError> {
        let (at, supplier) = (self.at, &self.batch.supplier);
        let column = |width| Column {
            width,
            height: at.foot_bottom - self.foot_baseline(),
            leading: FOOT_LEADING,
            gap: 0.0,
        };
        let width = at.right - at.left;
        let named = [Some(&supplier.company), supplier.phone.as_ref()].into_iter().flatten();
        let named = named.map(String::as_str).collect::<Vec<_>>().join("  ");
        let mut texts = vec![Text::theirs(self.plain(), &named)];
        texts.extend(supplier.email.as_ref().map(|email| Text::theirs(Face::Latin, email)));
        match column(width - self.issued_room()).fit(at.foot_size, &texts) {
            Ok(set) => Ok((set, true)),
            Err(_) => Ok((column(width).fit(at.foot_size, &texts)?, false)),
        }
    }

    /// The room for when the keys were issued, with that before it, in mm.
    fn issued_room(&self) -> f32 {
        self.words.issued_room * self.at.foot_size / POINTS
    }

    /// When the keys were issued: below when they were printed, or beside the label of whom to ask where the lines below it are full.
    pub fn issued(&self, canvas: &mut Canvas<'_>, issued: DateTime<Utc>) -> Result<(), PrintError> {
        let (at, size, words) = (self.at, self.at.foot_size, self.words);
        let issued = format!("{} {}", words.issued, self.batch.language.day(issued));
        let first = self.foot_baseline();
        if let (contact, true) = self.contact()? {
            canvas.text_to(self.plain(), contact.size, at.right, first + contact.step(), &issued);
            return Ok(());
        }
        let left = at.left + text_width(self.strong(), size, words.supplier) + size / POINTS;
        let column = Column::of_lines(1, (at.left + at.right) / 2.0 - left, size);
        // For its weekday there is no room.
        let day = issued.split(" (").next().unwrap_or_default();
        let set = column.fit(size, &[Text::theirs(self.plain(), day)])?;
        set.write(canvas, left, first);
        Ok(())
    }

    /// Which page of how many this is: at the right, below the foot.
    pub fn page_number(&self, canvas: &mut Canvas<'_>, nth: usize, count: usize) {
        let (at, page) = (self.at, self.batch.language.page(nth, count));
        canvas.text_to(self.plain(), at.foot_size, at.right, at.foot_bottom + 6.0, &page);
    }

    /// When and by whom this was printed: at the right of the foot.
    fn printed(&self, canvas: &mut Canvas<'_>, mark: &Mark) -> Result<(), PrintError> {
        let (at, words) = (self.at, self.words);
        let line = format!("{} {} {}", words.printed, self.batch.language.day(mark.at), mark.by);
        let column = Column::of_lines(
            1,
            (at.right - at.left) / 2.0 - 0.5 * at.foot_size / POINTS,
            at.foot_size,
        );
        let set = column.fit(at.foot_size, &[Text::theirs(self.plain(), &line)])?;
        for line in set.texts.iter().flat_map(|text| &text.lines) {
            canvas.text_to(self.plain(), set.size, at.right, self.foot_baseline(), line);
        }
        Ok(())
    }

    fn foot_baseline(&self) -> f32 {
        self.at.foot + 1.6 * self.at.foot_size / POINTS
    }
}

/// The side of a module of a code in a place of `side` mm, in mm. Codes without an address have fewer modules, which are larger: such a code is
/// drawn a little smaller than its place, so that four of its modules stay empty around it, too.
pub fn module(side: f32, modules: usize) -> f32 {
    let modules = modules as f32;
    (side / modules).min(side * (1.0 + 2.0 * QUIET) / (modules + 8.0))
}

/// What is known of `fact`: a blank is nothing.
pub fn known(fact: &Option<String>) -> Option<String> {
    fact.clone().filter(|fact| !fact.trim().is_empty())
}

/// `number` with all but its last four digits hidden.
fn masked(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_alphanumeric).count();
    let mut place = 0;
    let hide = |c: char| {
        if !c.is_ascii_alphanumeric() {
            return c;
        }
        place += 1;
        if place + 4 <= digits { '•' } else { c }
    };
    number.chars().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_masked_number_only_the_last_four_digits_show() {
        assert_eq!(masked("0123-4567-89AB-CDEF"), "••••-••••-••••-CDEF");
        assert_eq!(masked("0123-4567"), "••••-4567");
        assert_eq!(masked("1234"), "1234");
    }
}
