//! 更新見積一覧: licences to quote a renewal for, and the files they are saved in.

mod csv;
mod xlsx;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::due::Renewal;
use kagifuda_domain::kms::report::Period;

use crate::Desk;
use crate::due::{Ending, endings};
use crate::fault::narrow;
use crate::problem::Problem;
use crate::report::read_period;
use crate::view::{PeriodForm, QuoteView, QuotesView, SavedView, SheetFormat};
use crate::words::words;

/// Lines that a window shows.
const SHOWN: usize = 200;

/// A licence to quote a renewal for.
pub(crate) struct Quote {
    pub ending: Ending,
    /// What it can be renewed with, the shortest first.
    pub suggested: Vec<String>,
}

impl Quote {
    /// **TSU-7** The most months that can be added.
    pub fn months_that_fit(&self) -> Option<u32> {
        match self.ending.renewal {
            Some(Renewal::Months(months)) => Some(months),
            Some(Renewal::Services(_) | Renewal::Path(_)) | None => None,
        }
    }

    fn view(&self, now: DateTime<Utc>) -> QuoteView {
        QuoteView {
            due: self.ending.view(now),
            suggested: self.suggested.clone(),
            months_that_fit: self.months_that_fit(),
        }
    }
}

impl Desk {
    /// The licences that end within the period of `form` and can still be renewed.
    pub async fn quotes(&self, form: PeriodForm) -> Result<QuotesView, Problem> {
        let period = read_period(&form)?;
        let now = self.now()?;
        let all = self.all_quotes(period, now).await?;
        Ok(QuotesView {
            total: narrow(all.len()),
            first: all.iter().take(SHOWN).map(|quote| quote.view(now)).collect(),
        })
    }

    /// Saves the licences that end within the period of `form` in the office's folder.
    pub async fn save_quotes(&self, form: PeriodForm, format: SheetFormat) -> Result<SavedView, Problem> {
        let period = read_period(&form)?;
        let now = self.now()?;
        let quotes = self.all_quotes(period, now).await?;
        let lines = quotes.len();
        let words = words(self.language());
        let (extension, bytes) = match format {
            SheetFormat::Csv => ("csv", csv::sheet(&quotes, words).into_bytes()),
            SheetFormat::Xlsx => {
                let make = move || xlsx::sheet(&quotes, words, now);
                let bytes = tokio::task::spawn_blocking(make).await?;
                ("xlsx", bytes.map_err(|error| crate::fault::failed(&error))?)
            }
        };
        self.save("renewals-to-quote", extension, bytes, lines).await
    }

    pub(crate) async fn all_quotes(&self, period: Period, now: DateTime<Utc>) -> Result<Vec<Quote>, Problem> {
        self.account().await?;
        let products = self.cache.products().await?;
        let through = period.to.unwrap_or(NaiveDate::MAX);
        let since = period.from.unwrap_or(NaiveDate::MIN);
        let endings = endings(&self.cache, now, through, |_, ends| since <= ends.expiry).await?;
        let quote = |ending: Ending| {
            let fitting = ending.renewal.map(|renewal| renewal.products(&products));
            Quote {
                suggested: fitting.into_iter().flatten().map(ToString::to_string).collect(),
                ending,
            }
        };
        Ok(endings.into_iter().map(quote).collect())
    }
}
