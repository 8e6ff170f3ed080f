//! The renewal letter: what ends when, what to order until when, and what stops otherwise.

use crate::canvas::{Canvas, text_width};
use crate::document::Press;
use crate::faces::Face;
use crate::frame::{CODE, CODE_TOP, Frame};
use crate::scan::Scanned;
use crate::table::{Cell, Table};
use crate::text::{Column, Text};
use crate::words::LetterWords;
use crate::{Letter, Line, PrintError};

/// Where things stand on an A4 page, in mm from the upper left corner; sizes in points.
const ADDRESSEE: f32 = 45.0;
const ADDRESSEE_SIZE: f32 = 15.0;
const SMALL: f32 = 9.0;
const GREETING: f32 = 58.0;
const TABLE: f32 = 72.0;
const NEXT_TABLE: f32 = 40.0;
/// Nothing of a table stands below this.
const BOTTOM: f32 = 257.0;
/// What the code and its words need, with the quiet zone around.
const CODE_ROOM: f32 = CODE + 10.0;
const COLUMNS: [f32; 4] = [39.6, 37.9, 38.1, 31.6];
const EFFECTS: [f32; 2] = [38.0, 54.0];

/// The pages of `letter`.
pub fn pages(press: &mut Press, frame: Frame<'_>, letter: &Letter) -> Result<Vec<String>, PrintError> {
    let words = LetterWords::of(frame.batch.language);
    press.form("UF", frame.at.size(), |canvas| frame.foot(canvas))?;
    let mut devices = Table::new(
        frame,
        vec![words.device, words.expiry, words.window, words.deadline, words.order],
        &COLUMNS,
    );
    for line in &letter.lines {
        let cells = cells(&devices, words, line);
        devices.row(cells)?;
    }
    let mut effects = Table::new(frame, vec![words.service, words.stops, words.stays], &EFFECTS);
    let mut programmes: Vec<_> = letter.lines.iter().map(|line| line.programme).collect();
    programmes.sort_unstable();
    programmes.dedup();
    for effect in programmes
        .into_iter()
        .filter_map(|programme| frame.batch.language.effects(programme))
    {
        let cells = [effect.programme, effect.stops, effect.stays].map(|words| vec![effects.ours(words)]);
        effects.row(cells.into())?;
    }
    let last = effects.rows.iter().map(|row| row.height).sum::<f32>() + Table::HEAD_HEIGHT + 14.0 + CODE_ROOM;

    let Press { used, coder, .. } = press;
    let broken = devices.broken(BOTTOM - TABLE, BOTTOM - NEXT_TABLE);
    let mut pages = Vec::new();
    let mut canvas = Canvas::new(used, frame.at.height);
    let mut y = TABLE;
    for (i, rows) in broken.into_iter().enumerate() {
        if i == 0 {
            head(&mut canvas, frame, words, letter)?;
        } else {
            pages.push(canvas.finish());
            canvas = Canvas::new(used, frame.at.height);
            continued(&mut canvas, frame, words, letter)?;
            y = NEXT_TABLE;
        }
        y = devices.draw(&mut canvas, rows, y);
    }
    if y + last > BOTTOM + 3.0 {
        pages.push(canvas.finish());
        canvas = Canvas::new(used, frame.at.height);
        continued(&mut canvas, frame, words, letter)?;
        y = NEXT_TABLE - 5.0;
    }
    canvas.text(
        frame.strong(),
        frame.at.value_size,
        frame.at.left,
        y + 11.0,
        words.effects,
    );
    y = effects.draw(&mut canvas, 0..effects.rows.len(), y + 13.0);
    // The tables leave it its room, or it is on the next page.
    let top = CODE_TOP.max(y + 7.0);
    frame.code(&mut canvas, coder, &Scanned::Letter(letter.no), frame.at.left, top)?;
    let left = frame.at.how_left;
    canvas.text(frame.strong(), frame.at.how_size, left, top + 3.8, words.how_title);
    let column = Column {
        width: frame.at.right - left,
        height: CODE - 8.0,
        leading: 1.6,
        gap: 0.0,
    };
    let set = column.fit(frame.at.step_size, &[Text::ours(frame.plain(), words.how)])?;
    set.write(&mut canvas, left, top + 10.5);
    pages.push(canvas.finish());
    Ok(pages)
}

/// The first page's title, to whom it is written, and why.
fn head(canvas: &mut Canvas<'_>, frame: Frame<'_>, words: &LetterWords, letter: &Letter) -> Result<(), PrintError> {
    let (at, language) = (frame.at, frame.batch.language);
    canvas.text(frame.strong(), at.title_size, at.left, at.title, words.title);
    canvas.form("UF");
    let date = language.day(frame.batch.printed_at);
    canvas.text_to(frame.plain(), SMALL, at.right, ADDRESSEE - 5.5, &date);
    canvas.text_to(Face::Key, SMALL, at.right, ADDRESSEE, &letter.no.to_string());
    let number = text_width(Face::Key, SMALL, &letter.no.to_string());
    canvas.text_to(frame.plain(), SMALL, at.right - number - 2.0, ADDRESSEE, frame.words.no);
    let label = text_width(frame.plain(), SMALL, frame.words.no);
    let column = Column::of_lines(2, at.right - at.left - number - label - 10.0, ADDRESSEE_SIZE);
    let name = Text::theirs(frame.strong(), &language.addressee(&letter.customer));
    let name = column.fit(ADDRESSEE_SIZE, &[name])?;
    let more = name
        .texts
        .iter()
        .map(|text| text.lines.len())
        .sum::<usize>()
        .saturating_sub(1);
    name.write(canvas, at.left, ADDRESSEE - name.step() * more as f32 * 0.5);
    let greeting = Column::of_lines(3, at.right - at.left, 10.0);
    greeting
        .fit(10.0, &[Text::ours(frame.plain(), words.greeting)])?
        .write(canvas, at.left, GREETING);
    Ok(())
}

/// The top of a further page.
fn continued(
    canvas: &mut Canvas<'_>,
    frame: Frame<'_>,
    words: &LetterWords,
    letter: &Letter,
) -> Result<(), PrintError> {
    let at = frame.at;
    let title = format!("{} {}", words.title, words.continued);
    canvas.text(frame.strong(), at.value_size, at.left, at.title, &title);
    let name = Column::of_lines(1, 90.0, SMALL).fit(SMALL, &[Text::theirs(frame.plain(), &letter.customer)])?;
    name.write(canvas, at.left, at.title + 6.0);
    canvas.form("UF");
    Ok(())
}

fn cells(table: &Table<'_>, words: &LetterWords, line: &Line) -> Vec<Cell> {
    let language = table.frame.batch.language;
    let mut device = vec![table.number(&line.device)];
    device.extend(line.place.as_ref().map(|place| table.theirs(place)));
    device.push(table.theirs(&format!("{} {}", words.product, line.product)));
    // On each clock a line.
    let until = language.until(line.until);
    let mut until: Vec<Text> = until.split(" / ").map(|until| table.theirs(until)).collect();
    if line.order_by.is_none() {
        until.push(table.strong(words.ended));
    }
    let at_once = if line.last_day.is_some() {
        words.at_once
    } else {
        words.any_time
    };
    let from = line.opens.map_or(at_once.into(), |day| language.from(day));
    let to = line.last_day.map(|day| language.to(day));
    let deadline = line.order_by.map_or(words.soon.into(), |day| language.date(day));
    let order = match line.order.as_slice() {
        [] => vec![table.theirs(words.ask)],
        products => products.iter().map(|product| table.product(product)).collect(),
    };
    vec![
        device,
        until,
        [from].iter().chain(&to).map(|day| table.theirs(day)).collect(),
        vec![table.strong(&deadline)],
        order,
    ]
}
