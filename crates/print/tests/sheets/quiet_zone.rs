//! Around every code stays empty what readers need: four of its modules.

use kagifuda_print::Language;
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, RXingResult};

use crate::picture::{Picture, Renderer, on_all_processors};
use crate::samples::samples;
use crate::support::print;

const DPI: u32 = 300;
/// A module has some ten dots, of which the renderer may darken one more.
const ROUNDING: f64 = 0.15;

/// The codes of a page.
fn codes(page: &Picture) -> Vec<RXingResult> {
    let (width, height) = (page.width as u32, page.height as u32);
    let source = Luma8LuminanceSource::new(page.pixels.clone(), width, height).expect("a picture");
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let found = QrReader.decode_multiple_with_hints(&mut bitmap, &DecodeHints::default());
    found.unwrap_or_default()
}

/// How many of its modules stay empty around a code of `page`.
fn empty_modules(page: &Picture, code: &RXingResult) -> f64 {
    let middle = |along: fn(&rxing::Point) -> f32| {
        let all = code.getPoints().iter().map(along);
        let (from, to) = all.fold((f32::MAX, f32::MIN), |(from, to), at| (from.min(at), to.max(at)));
        ((from + to) / 2.0) as i64
    };
    let (x, y) = (middle(|point| point.x), middle(|point| point.y));
    let is_dark = |x, y| page.at(x, y) < 128;
    let inked = |[left, top, right, bottom]: [i64; 4]| {
        let level = (left..=right).any(|x| is_dark(x, top) || is_dark(x, bottom));
        level || (top..=bottom).any(|y| is_dark(left, y) || is_dark(right, y))
    };
    let around = |d: i64, [left, top, right, bottom]: [i64; 4]| [left - d, top - d, right + d, bottom + d];
    // From inside the code to where nothing is inked any more, and back to where it is.
    let half = (page.dots(8.0) as i64..).find(|half| !inked(around(*half, [x, y, x, y])));
    let half = half.expect("a code ends");
    let [mut left, mut top, mut right, mut bottom] = around(half, [x, y, x, y]);
    let column = |x: i64| (y - half..=y + half).any(|y| is_dark(x, y));
    let row = |y: i64| (x - half..=x + half).any(|x| is_dark(x, y));
    left += (left..).take_while(|x| !column(*x)).count() as i64;
    top += (top..).take_while(|y| !row(*y)).count() as i64;
    right -= (0..).take_while(|d| !column(right - d)).count() as i64;
    bottom -= (0..).take_while(|d| !row(bottom - d)).count() as i64;
    // The upper edge begins with that of a corner mark, which is seven modules long.
    let mark = (left..).take_while(|x| is_dark(*x, top + 3)).count();
    let empty = (1..)
        .take_while(|d| !inked(around(*d, [left, top, right, bottom])))
        .count();
    empty as f64 / (mark as f64 / 7.0)
}

#[test]
fn four_modules_around_every_code_stay_empty_with_and_without_an_address() {
    // Numbers alone take 25 modules, the shortest address 29.
    let batches: Vec<_> = [None, Some("https://a.jp")]
        .into_iter()
        .flat_map(|address| {
            samples(Language::Ja).into_iter().map(move |mut sample| {
                sample.batch.address = address.map(|address| address.parse().expect("an address"));
                (sample.name, address, sample.batch)
            })
        })
        .collect();
    let wrong = on_all_processors(batches.len(), |i| {
        let (name, address, batch) = &batches[i];
        let pages = Renderer::Hayro.pages(&print(batch), DPI);
        let empty: Vec<f64> = pages
            .iter()
            .flat_map(|page| codes(page).into_iter().map(|code| empty_modules(page, &code)))
            .collect();
        let is_good = empty.is_empty() == batch.masked && empty.iter().all(|empty| empty + ROUNDING >= 4.0);
        (!is_good).then(|| format!("{name} {address:?}: {empty:.2?}"))
    });
    assert_eq!(wrong.into_iter().flatten().collect::<Vec<_>>(), [""; 0]);
}
