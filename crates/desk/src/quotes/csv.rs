//! The list of renewals to quote as CSV.

use kagifuda_domain::spreadsheet;

use super::Quote;
use crate::words::Words;

/// The file: UTF-8 with BOM, days as ISO 8601.
pub(super) fn sheet(quotes: &[Quote], words: &Words) -> String {
    let head = [
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
    spreadsheet::csv(head, quotes.iter().map(|quote| line(quote, words)))
}

fn line(quote: &Quote, words: &Words) -> [String; 12] {
    let of = &quote.ending;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        of.customer.clone().unwrap_or_default(),
        of.site.clone().unwrap_or_default(),
        of.name.clone().unwrap_or_default(),
        of.device.clone(),
        words.programme(of.programme).to_owned(),
        product(quote, words),
        of.ends.expiry.to_string(),
        of.expiry_in_japan()
            .map(|at| at.format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default(),
        day(of.ends.opens),
        day(of.ends.last_day),
        quote.suggested.join(" / "),
        quote
            .months_that_fit()
            .map(|months| months.to_string())
            .unwrap_or_default(),
    ]
}

/// The product of the licence, with a word where it is a trial.
pub(super) fn product(quote: &Quote, words: &Words) -> String {
    if quote.ending.trial {
        format!("{} ({})", quote.ending.product, words.trial)
    } else {
        quote.ending.product.to_string()
    }
}
