//! The list of renewals to quote as an Excel workbook: days are days, numbers are text that no spreadsheet rounds.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Quote;
use super::csv::product;
use crate::words::Words;

/// The columns' widths, in characters.
const WIDTHS: [f64; 12] = [30.0, 26.0, 20.0, 24.0, 22.0, 20.0, 13.0, 18.0, 13.0, 13.0, 30.0, 13.0];

/// The formats of cells.
struct Formats {
    head: Format,
    text: Format,
    day: Format,
    minute: Format,
}

/// The workbook's bytes.
pub(super) fn sheet(quotes: &[Quote], words: &Words, now: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let formats = Formats {
        head: Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter),
        text: Format::new().set_num_format("@"),
        day: Format::new().set_num_format("yyyy/mm/dd").set_align(FormatAlign::Left),
        minute: Format::new()
            .set_num_format("yyyy/mm/dd hh:mm")
            .set_align(FormatAlign::Left),
    };
    let mut workbook = Workbook::new();
    // Whoever made it is nobody's business, and the same list is the same file.
    let made = ExcelDateTime::from_ymd(narrow_year(now.year()), now.month() as u8, now.day() as u8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet().set_name(words.quotes)?;
    head(sheet, words, &formats)?;
    for (row, quote) in (1..).zip(quotes) {
        line(sheet, row, quote, words, &formats)?;
    }
    let last_row = u32::try_from(quotes.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last_row, WIDTHS.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?;
    workbook.save_to_buffer()
}

fn head(sheet: &mut Worksheet, words: &Words, formats: &Formats) -> Result<(), XlsxError> {
    let names = [
        words.customer,
        words.site,
        words.name,
        words.device,
        words.programme,
        words.product,
        words.expiry,
        words.expiry_in_japan,
        words.opens,
        words.last_day,
        words.suggested,
        words.months,
    ];
    for ((column, name), width) in (0..).zip(names).zip(WIDTHS) {
        sheet.write_string_with_format(0, column, name, &formats.head)?;
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, quote: &Quote, words: &Words, formats: &Formats) -> Result<(), XlsxError> {
    let of = &quote.ending;
    let texts = [
        (0, of.customer.clone()),
        (1, of.site.clone()),
        (2, of.name.clone()),
        (3, Some(of.device.clone())),
        (4, Some(words.programme(of.programme).to_owned())),
        (5, Some(product(quote, words))),
        (10, Some(quote.suggested.join(" / "))),
    ];
    for (column, text) in texts {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
    }
    for (column, day) in [(6, Some(of.ends.expiry)), (8, of.ends.opens), (9, of.ends.last_day)] {
        if let Some(day) = day {
            sheet.write_datetime_with_format(row, column, excel_day(day)?, &formats.day)?;
        }
    }
    if let Some(at) = of.expiry_in_japan() {
        let at = excel_day(at.date())?.and_hms(at.hour() as u16, at.minute() as u8, 0.0)?;
        sheet.write_datetime_with_format(row, 7, at, &formats.minute)?;
    }
    if let Some(months) = quote.months_that_fit() {
        sheet.write_number(row, 11, months)?;
    }
    Ok(())
}

fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(narrow_year(day.year()), day.month() as u8, day.day() as u8)
}

/// Years that no spreadsheet knows are refused by it.
fn narrow_year(year: i32) -> u16 {
    u16::try_from(year).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use kagifuda_domain::catalogue::Programme;
    use kagifuda_domain::due::{Ends, Renewal};

    use super::*;
    use crate::due::Ending;
    use crate::view::Language;
    use crate::words::words;

    fn quote(customer: &str) -> Quote {
        Quote {
            ending: Ending {
                id: "tsunagaru-1".into(),
                programme: Programme::Tsunagaru,
                owner: None,
                customer: Some(customer.into()),
                device: "1234-5678-90AB-CDEF".into(),
                name: None,
                site: Some("=1+1".into()),
                product: "KX-VCS701W".parse().unwrap(),
                trial: true,
                ends: Ends {
                    expiry: "2026-12-31".parse().unwrap(),
                    opens: None,
                    last_day: Some("2027-06-30".parse().unwrap()),
                },
                renewal: Some(Renewal::Months(60)),
            },
            suggested: vec!["KX-VCS701W".into(), "KX-VCS703W".into()],
        }
    }

    fn read(bytes: Vec<u8>, name: &str) -> Vec<Vec<Data>> {
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let range = workbook.worksheet_range(name).unwrap();
        range.rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn the_workbook_is_read_back_with_days_as_days_and_numbers_as_text() {
        let now = "2026-11-21T05:00:00Z".parse().unwrap();
        let rows = read(
            sheet(&[quote("髙田商店"), quote("山田")], words(Language::Ja), now).unwrap(),
            "更新見積一覧",
        );
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0][0], Data::String("お客様".into()));
        let text = |text: &str| Data::String(text.into());
        assert_eq!(rows[1][0], text("髙田商店"));
        assert_eq!(rows[1][1], text("=1+1"), "a text, and no formula");
        assert_eq!(rows[1][2], Data::Empty);
        assert_eq!(rows[1][3], text("1234-5678-90AB-CDEF"));
        assert_eq!(rows[1][5], text("KX-VCS701W (お試し)"));
        assert_eq!(rows[1][10], text("KX-VCS701W / KX-VCS703W"));
        assert_eq!(rows[1][11], Data::Float(60.0));
        for (column, written) in [
            (6, (2026, 12, 31, 0, 0)),
            (7, (2027, 1, 1, 8, 59)),
            (9, (2027, 6, 30, 0, 0)),
        ] {
            let Data::DateTime(at) = &rows[1][column] else {
                panic!("{:?} is no day", rows[1][column])
            };
            let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
            assert_eq!((year, month, day, hour, minute), written, "{column}");
        }
        let english = read(sheet(&[], words(Language::En), now).unwrap(), "Renewals to quote");
        assert_eq!((english.len(), &english[0][6]), (1, &text("Expiry")));
    }
}
