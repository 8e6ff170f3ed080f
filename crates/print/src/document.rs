//! From the documents of a batch to the pages of a file.

use std::collections::BTreeMap;

use crate::canvas::Canvas;
use crate::code::Coder;
use crate::faces::Used;
use crate::frame::Frame;
use crate::measures::{A4, A6, A7, Size};
use crate::scan::{KeyPaper, Scanned};
use crate::words::{Common, title};
use crate::{
    Batch, Cut, Facts, Item, Layout, Paper, PrintError, contents, impose, key, label, letter, licence, registration,
};

/// Drawn pages, as content streams.
pub struct Sheets {
    /// The size of each.
    pub size: Size,
    /// What pages share, by name.
    pub forms: Vec<(&'static str, Form)>,
    /// The content of each page.
    pub pages: Vec<String>,
    /// The characters they use.
    pub used: Used,
}

/// A drawing that pages share.
pub struct Form {
    /// The room it is drawn in.
    pub size: Size,
    /// The drawing.
    pub content: String,
}

/// A whole batch, drawn.
pub struct Set {
    pub sheets: Sheets,
    /// What a viewer lists beside the pages.
    pub outline: Vec<(String, usize)>,
    /// What the file is called.
    pub title: &'static str,
}

/// What the pages of a file have in common.
pub struct Press {
    pub used: Used,
    pub coder: Coder,
    forms: BTreeMap<&'static str, Form>,
}

impl Press {
    /// Draws the form `name`, unless it is there.
    pub fn form(
        &mut self,
        name: &'static str,
        size: Size,
        draw: impl FnOnce(&mut Canvas<'_>) -> Result<(), PrintError>,
    ) -> Result<(), PrintError> {
        if self.forms.contains_key(name) {
            return Ok(());
        }
        let mut canvas = Canvas::new(&mut self.used, size.height);
        draw(&mut canvas)?;
        let content = canvas.finish();
        // What is missing from it is missing from every document.
        self.used.refuse_missing(None)?;
        self.forms.insert(name, Form { size, content });
        Ok(())
    }
}

/// Draws every page of `batch`.
pub fn lay_out(batch: &Batch) -> Result<Set, PrintError> {
    let mut press = Press {
        used: Used::default(),
        coder: Coder::new(batch.address.as_ref().map(Scanned::front)),
        forms: BTreeMap::new(),
    };
    let mut drawn = Vec::with_capacity(batch.items.len());
    for (i, item) in batch.items.iter().enumerate() {
        let pages = draw(&mut press, batch, item).map_err(|error| error.of_item(i))?;
        press.used.refuse_missing(Some(i))?;
        drawn.push(pages);
    }
    let Laid {
        size,
        mut pages,
        mut begins,
    } = match &batch.layout {
        Layout::Page(paper) => Laid::one_after_the_other(paper.measures().size(), drawn),
        Layout::Cards(cut) => impose::cards(*cut, drawn.concat()),
        Layout::Labels(labels) => labels.lay(drawn.concat())?,
    };
    let mut outline: Vec<(String, usize)> = Vec::new();
    let mut name = batch
        .items
        .first()
        .map_or("", |item| title(item.facts.document(), batch.language));
    if let Some(contents) = &batch.contents {
        let front = contents::pages(&mut press, batch, contents, &begins)?;
        press.used.refuse_missing(None)?;
        begins.iter_mut().for_each(|page| *page += front.len());
        pages.splice(..0, front);
        name = Common::of(batch.language).set.title;
        outline.push((name.into(), 0));
        outline.extend(
            batch
                .items
                .iter()
                .zip(&contents.about)
                .zip(&begins)
                .map(|((item, about), page)| {
                    (
                        format!("{}  {about}", title(item.facts.document(), batch.language)),
                        *page,
                    )
                }),
        );
    }
    Ok(Set {
        sheets: Sheets {
            size,
            forms: press.forms.into_iter().collect(),
            pages,
            used: press.used,
        },
        outline,
        title: name,
    })
}

/// Documents, laid on pages.
pub struct Laid {
    pub size: Size,
    pub pages: Vec<String>,
    /// The page on which each begins.
    pub begins: Vec<usize>,
}

impl Laid {
    fn one_after_the_other(size: Size, documents: Vec<Vec<String>>) -> Self {
        let mut next = 0;
        let begins = documents.iter().map(|pages| {
            next += pages.len();
            next - pages.len()
        });
        let begins = begins.collect();
        let pages = documents.into_iter().flatten().collect();
        Self { size, pages, begins }
    }
}

/// The pages of one document.
fn draw(press: &mut Press, batch: &Batch, item: &Item) -> Result<Vec<String>, PrintError> {
    let at = match &batch.layout {
        Layout::Page(Paper::A4) => &A4,
        Layout::Page(Paper::A6) | Layout::Cards(Cut::Four) => &A6,
        Layout::Cards(Cut::Eight) => &A7,
        Layout::Labels(labels) => {
            return match &item.facts {
                Facts::Card(key) | Facts::Sheet(key) => Ok(vec![label::draw(press, batch, &labels.sheet, key)?]),
                Facts::Registration(_) | Facts::Licence(_) | Facts::Letter(_) => Err(PrintError::PaperNotOffered {
                    document: item.facts.document(),
                }),
            };
        }
    };
    let (frame, mark) = (Frame::with(batch, at), &item.mark);
    Ok(match &item.facts {
        Facts::Sheet(key) => vec![key::page(press, frame, KeyPaper::Sheet, key, mark)?],
        Facts::Card(key) => vec![key::page(press, frame, KeyPaper::Card, key, mark)?],
        Facts::Registration(sheet) => registration::pages(press, frame, sheet, mark)?,
        Facts::Licence(licence) => vec![licence::page(press, frame, licence, mark)?],
        Facts::Letter(letter) => letter::pages(press, frame, letter, mark)?,
    })
}
