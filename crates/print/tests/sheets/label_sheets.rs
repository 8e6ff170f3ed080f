//! The label sheets that can be bought: a wrong figure here prints every label of an office beside its label.

use std::collections::HashSet;

use serde::Deserialize;

/// An upright A4 sheet, in hundredths of a millimetre: whole numbers add up exactly.
const PAPER: [i64; 2] = [21_000, 29_700];

/// How far the margins at two opposite edges may differ. The makers' margins are given to a tenth of a millimetre, and
/// the widespread sheet of 86.4 × 42.3 mm stands 0.4 mm above the middle; anything more is a figure read from the wrong row.
const OFF_CENTRE: i64 = 100;

/// One line of `labels.json`, in millimetres.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    name: String,
    maker: String,
    product: String,
    /// Other product numbers of the maker with the same figures.
    same: Vec<String>,
    columns: i64,
    rows: i64,
    width: f64,
    height: f64,
    left: f64,
    top: f64,
    pitch_x: f64,
    pitch_y: f64,
    /// Where the figures stand.
    source: String,
    /// What else says the same.
    checked: Vec<String>,
}

fn sheets() -> Vec<Sheet> {
    serde_json::from_str(include_str!("../../labels.json")).expect("a list of sheets")
}

fn hundredths(millimetres: f64) -> i64 {
    (millimetres * 100.0).round() as i64
}

/// What is wrong with a sheet, in words; nothing is as it should be.
fn wrong(sheet: &Sheet) -> Vec<String> {
    let mut wrong = Vec::new();
    let axes = [
        (
            "across",
            sheet.columns,
            sheet.width,
            sheet.left,
            sheet.pitch_x,
            PAPER[0],
        ),
        ("down", sheet.rows, sheet.height, sheet.top, sheet.pitch_y, PAPER[1]),
    ];
    for (axis, count, size, first, pitch, paper) in axes {
        let [size, first, pitch] = [size, first, pitch].map(hundredths);
        let last = paper - first - (count - 1) * pitch - size;
        if size <= 0 || count <= 0 || pitch < size {
            wrong.push(format!("{axis}: labels overlap"));
        }
        if first < 0 || last < 0 {
            wrong.push(format!("{axis}: off the paper"));
        }
        if (first - last).abs() > OFF_CENTRE {
            wrong.push(format!("{axis}: margins {first} and {last}"));
        }
    }
    let said = sheet.name.rsplit(' ').next().and_then(|last| last.strip_suffix("面"));
    if said.and_then(|said| said.parse().ok()) != Some(sheet.columns * sheet.rows) {
        wrong.push("another number of labels in the name".into());
    }
    if !sheet.name.starts_with(&format!("{} {} ", sheet.maker, sheet.product)) {
        wrong.push("another product in the name".into());
    }
    if !sheet.source.starts_with("https://") || sheet.checked.is_empty() {
        wrong.push("nobody can look the figures up".into());
    }
    wrong
}

#[test]
fn every_label_sheet_adds_up_to_its_paper() {
    for sheet in sheets() {
        assert_eq!(wrong(&sheet), [""; 0], "{}", sheet.name);
    }
}

#[test]
fn offices_find_several_sheets_of_ten_twelve_and_twenty_four() {
    let sheets = sheets();
    for count in [10, 12, 24] {
        let found = sheets.iter().filter(|sheet| sheet.columns * sheet.rows == count);
        assert!(found.count() >= 2, "{count}");
    }
    let mut numbers = HashSet::new();
    for sheet in &sheets {
        for product in sheet.same.iter().chain([&sheet.product]) {
            assert!(
                numbers.insert((&sheet.maker, product)),
                "{} {product} twice",
                sheet.maker
            );
        }
    }
}

type Spoil = fn(&mut Sheet);

#[test]
fn a_figure_read_from_the_wrong_row_is_noticed() {
    let good = sheets().remove(0);
    let spoilt: [(&str, Spoil); 6] = [
        ("across: labels overlap", |sheet| sheet.width += 0.1),
        ("down: off the paper", |sheet| sheet.rows += 1),
        ("across: margins", |sheet| sheet.left -= 1.0),
        ("another number", |sheet| sheet.columns -= 1),
        ("another product", |sheet| sheet.product.push('A')),
        ("nobody can look", |sheet| sheet.checked.clear()),
    ];
    for (complaint, spoil) in spoilt {
        let mut sheet = good.clone();
        spoil(&mut sheet);
        let found = wrong(&sheet);
        assert!(
            found.iter().any(|wrong| wrong.starts_with(complaint)),
            "{complaint}: {found:?}"
        );
    }
}
