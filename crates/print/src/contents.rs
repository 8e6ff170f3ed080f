//! The first page of a customer's set: what is in it, and on which page.

use crate::canvas::{Canvas, text_width};
use crate::document::Press;
use crate::faces::Face;
use crate::frame::{CODE, CODE_TOP, Frame};
use crate::scan::Scanned;
use crate::table::Table;
use crate::text::{Column, Text};
use crate::words::title;
use crate::{Batch, Contents, Facts, Paper, PrintError};

/// Where things stand on an A4 page, in mm from the upper left corner.
const FACTS: f32 = 46.0;
const TABLE: f32 = 62.0;
const NEXT_TABLE: f32 = 40.0;
const BOTTOM: f32 = 215.0;
const COLUMNS: [f32; 2] = [62.0, 90.0];

/// The pages that list the documents of `batch`, which begin on the pages `begins` counted without these.
pub fn pages(
    press: &mut Press,
    batch: &Batch,
    contents: &Contents,
    begins: &[usize],
) -> Result<Vec<String>, PrintError> {
    let frame = Frame::on(batch, Paper::A4);
    let words = &frame.words.set;
    // How many pages the list takes does not depend on the page numbers in it.
    let before = listed(frame, begins, 0)?;
    let before = before.broken(BOTTOM - TABLE, BOTTOM - NEXT_TABLE).len();
    let table = listed(frame, begins, before)?;
    let broken = table.broken(BOTTOM - TABLE, BOTTOM - NEXT_TABLE);
    let last = broken.len() - 1;
    let Press { used, coder, .. } = press;
    let mut pages = Vec::new();
    for (i, rows) in broken.into_iter().enumerate() {
        let mut canvas = Canvas::new(used, frame.at.height);
        frame.foot(&mut canvas)?;
        if i == 0 {
            frame.head(&mut canvas, words.title, words.lead)?;
            let facts = [(words.of, Some(contents.of.clone()))];
            frame.facts(&mut canvas, FACTS, 12.0, &facts)?;
        } else {
            canvas.text(
                frame.strong(),
                frame.at.value_size,
                frame.at.left,
                frame.at.title,
                words.title,
            );
        }
        table.draw(&mut canvas, rows, if i == 0 { TABLE } else { NEXT_TABLE });
        if i == last {
            let scanned = Scanned::Set(contents.no);
            frame.code(&mut canvas, coder, &scanned, frame.at.left, CODE_TOP)?;
            beside_code(&mut canvas, frame, contents)?;
        }
        pages.push(canvas.finish());
    }
    Ok(pages)
}

/// What tells a document from the others of its set, in one line.
pub fn about(frame: Frame<'_>, facts: &Facts) -> String {
    let (number, what) = number_and_what(frame, facts);
    number.into_iter().chain([what]).collect::<Vec<_>>().join("  ")
}

/// The number by which a document is known, where it has one, and what it is about.
fn number_and_what(frame: Frame<'_>, facts: &Facts) -> (Option<String>, String) {
    match facts {
        Facts::Sheet(key) | Facts::Card(key) => (
            Some(frame.secret(&key.activation_key.to_string())),
            key.product.to_string(),
        ),
        Facts::Registration(sheet) => {
            let mut products: Vec<String> = sheet.keys.iter().map(|key| key.product.to_string()).collect();
            products.dedup();
            (Some(sheet.device.to_string()), products.join(" "))
        }
        Facts::Licence(licence) => match &licence.used {
            Some(used) => (None, used.name.clone()),
            None => (None, licence.product.to_string()),
        },
        Facts::Letter(letter) => (None, letter.customer.clone()),
    }
}

/// The number of the set, and what it is for.
fn beside_code(canvas: &mut Canvas<'_>, frame: Frame<'_>, contents: &Contents) -> Result<(), PrintError> {
    let at = frame.at;
    let (left, y) = (at.how_left, CODE_TOP + 4.0);
    frame.label(canvas, left, y, frame.words.no);
    let number = left + text_width(frame.strong(), at.label_size, frame.words.no) + 3.0;
    canvas.text(Face::Key, at.how_size, number, y, &contents.no.to_string());
    let column = Column {
        width: at.right - left,
        height: CODE - 8.0,
        leading: 1.6,
        gap: 0.0,
    };
    let set = column.fit(at.step_size, &[Text::ours(frame.plain(), frame.words.set.code)])?;
    set.write(canvas, left, y + 7.0);
    Ok(())
}

/// The list, if `before` pages stand before the documents.
fn listed<'a>(frame: Frame<'a>, begins: &[usize], before: usize) -> Result<Table<'a>, PrintError> {
    let words = &frame.words.set;
    let mut table = Table::new(frame, vec![words.document, words.about, words.page], &COLUMNS);
    for (item, page) in frame.batch.items.iter().zip(begins) {
        let (number, what) = number_and_what(frame, &item.facts);
        let mut about: Vec<Text> = number.iter().map(|number| table.number(number)).collect();
        about.push(table.theirs(&what));
        let row = vec![
            vec![table.strong(title(item.facts.document(), frame.batch.language))],
            about,
            vec![table.theirs(&(page + before + 1).to_string())],
        ];
        table.row(row)?;
    }
    Ok(table)
}
