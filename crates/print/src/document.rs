//! From the documents of a batch to the pages of a file.

use std::collections::BTreeMap;

use crate::canvas::Canvas;
use crate::code::Coder;
use crate::faces::Used;
use crate::frame::Frame;
use crate::measures::{A4, A6, A7, Measures, Size};
use crate::scan::{KeyPaper, Scanned};
use crate::words::{Common, title};
use crate::{
    Batch, Cut, Facts, Item, Layout, Mark, Paper, PrintError, contents, impose, key, label, letter, licence,
    registration,
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
    let mut front = match &batch.contents {
        Some(contents) => contents::pages(&mut press, batch, contents, &begins(&drawn))?,
        None => Vec::new(),
    };
    press.used.refuse_missing(None)?;
    number(&mut press, batch, &mut front, &mut drawn);
    mark(&mut press, batch, &mut front, &mut drawn)?;
    let mut outline: Vec<(String, usize)> = Vec::new();
    let mut name = batch
        .items
        .first()
        .map_or("", |item| title(item.facts.document(), batch.language));
    if batch.contents.is_some() {
        name = Common::of(batch.language).set.title;
        outline.push((name.into(), 0));
        let begins = begins(&drawn).into_iter().map(|page| page + front.len());
        let frame = Frame::on(batch, Paper::A4);
        let named = batch.items.iter().map(|item| {
            let about = contents::about(frame, &item.facts);
            format!("{}  {about}", title(item.facts.document(), batch.language))
        });
        outline.extend(named.zip(begins));
    }
    let (size, pages) = match &batch.layout {
        Layout::Page(paper) => (
            paper.measures().size(),
            front.into_iter().chain(drawn.into_iter().flatten()).collect(),
        ),
        Layout::Cards(cut) => impose::cards(*cut, &drawn.concat()),
        Layout::Labels(labels) => (Size::A4, labels.lay(&drawn.concat())?),
    };
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

/// The page on which each document begins, from 0.
fn begins(drawn: &[Vec<String>]) -> Vec<usize> {
    let mut next = 0;
    let begins = drawn.iter().map(|pages| {
        next += pages.len();
        next - pages.len()
    });
    begins.collect()
}

/// Numbers the pages of what has more than one: a set as a whole, and else each document by itself. Cards and labels have one.
fn number(press: &mut Press, batch: &Batch, front: &mut [String], drawn: &mut [Vec<String>]) {
    let frame = Frame::on(batch, Paper::A4);
    let mut number = |pages: Vec<&mut String>| {
        let count = pages.len();
        for (page, nth) in pages.into_iter().zip(1..).filter(|_| count > 1) {
            let mut canvas = Canvas::new(&mut press.used, frame.at.height);
            frame.page_number(&mut canvas, nth, count);
            page.push_str(&canvas.finish());
        }
    };
    if batch.contents.is_some() {
        number(front.iter_mut().chain(drawn.iter_mut().flatten()).collect());
    } else {
        drawn.iter_mut().for_each(|pages| number(pages.iter_mut().collect()));
    }
}

/// Marks every page, after all else was drawn: so that nothing else of a page depends on which print it is. The pages in `front` are the
/// set's own, which is printed as a whole and marked as its documents are. Labels have no room for marks.
fn mark(press: &mut Press, batch: &Batch, front: &mut [String], drawn: &mut [Vec<String>]) -> Result<(), PrintError> {
    let Some(at) = measures(&batch.layout) else {
        return Ok(());
    };
    let frame = Frame::with(batch, at);
    let mut last: Option<(&Mark, String)> = None;
    for (i, item) in batch.items.iter().enumerate() {
        let marks = match &last {
            Some((mark, drawn)) if **mark == item.mark => drawn.clone(),
            Some(_) | None => {
                let mut canvas = Canvas::new(&mut press.used, at.height);
                frame.mark(&mut canvas, &item.mark)?;
                canvas.finish()
            }
        };
        press.used.refuse_missing(None)?;
        let pages = drawn.get_mut(i).into_iter().flatten();
        let of_set = front.iter_mut().filter(|_| i == 0);
        pages.chain(of_set).for_each(|page| page.push_str(&marks));
        last = Some((&item.mark, marks));
    }
    Ok(())
}

/// Where things stand on the pages of documents; labels have measures of their own.
const fn measures(layout: &Layout) -> Option<&'static Measures> {
    match layout {
        Layout::Page(Paper::A4) => Some(&A4),
        Layout::Page(Paper::A6) | Layout::Cards(Cut::Four) => Some(&A6),
        Layout::Cards(Cut::Eight) => Some(&A7),
        Layout::Labels(_) => None,
    }
}

/// The pages of one document, without its mark.
fn draw(press: &mut Press, batch: &Batch, item: &Item) -> Result<Vec<String>, PrintError> {
    let not_offered = || PrintError::PaperNotOffered {
        document: item.facts.document(),
    };
    if let Layout::Labels(labels) = &batch.layout {
        let Facts::Card(key) = &item.facts else {
            return Err(not_offered());
        };
        return Ok(vec![label::draw(press, batch, &labels.sheet, key)?]);
    }
    let frame = Frame::with(batch, measures(&batch.layout).ok_or_else(not_offered)?);
    Ok(match &item.facts {
        Facts::Sheet(key) => vec![key::page(press, frame, KeyPaper::Sheet, key)?],
        Facts::Card(key) => vec![key::page(press, frame, KeyPaper::Card, key)?],
        Facts::Registration(sheet) => registration::pages(press, frame, sheet)?,
        Facts::Licence(licence) => vec![licence::page(press, frame, licence)?],
        Facts::Letter(letter) => letter::pages(press, frame, letter)?,
    })
}
