//! Reports of what was registered (KMS-9), from what is known here.

use chrono::NaiveDate;
use kagifuda_domain::calendar::{japan_day, read_day};
use kagifuda_domain::due::Horizon;
use kagifuda_domain::kms::report::{self, Issued, Period, Preset};

use crate::Desk;
use crate::fault::narrow;
use crate::problem::{PeriodEnd, Problem};
use crate::view::{
    DayTotal, IssuedView, PeriodForm, PeriodName, PeriodsView, PresetView, ReportKind, ReportView, SavedView, instant,
};

/// Lines that a window shows of a report.
const SHOWN: usize = 200;

impl Desk {
    /// The periods that people often ask for, as of today in Japan.
    pub async fn periods(&self) -> Result<PeriodsView, Problem> {
        let today = japan_day(self.now()?);
        let registered = [
            (PeriodName::ThisMonth, Preset::ThisMonth),
            (PeriodName::LastMonth, Preset::LastMonth),
            (PeriodName::ThisFiscalYear, Preset::ThisFiscalYear),
            (PeriodName::Everything, Preset::Everything),
        ];
        let ending = [
            (PeriodName::Pressing, Horizon::Pressing),
            (PeriodName::ThisMonth, Horizon::ThisMonth),
            (PeriodName::NextMonth, Horizon::NextMonth),
            (PeriodName::Everything, Horizon::Everything),
        ];
        Ok(PeriodsView {
            registered: registered
                .map(|(name, preset)| named(name, preset.period(today)))
                .into(),
            ending: ending.map(|(name, horizon)| named(name, horizon.period(today))).into(),
        })
    }

    /// **KMS-9** What the report of `form` would have in it, the latest first.
    pub async fn report(&self, kind: ReportKind, form: PeriodForm) -> Result<ReportView, Problem> {
        let (issued, period) = self.issued(&form).await?;
        Ok(match kind {
            ReportKind::Totals => {
                let days = report::keys_a_day(issued.iter().map(|key| key.issued_at), period);
                let total = |(day, keys): (&NaiveDate, &u64)| DayTotal {
                    day: day.to_string(),
                    keys: narrow(*keys),
                };
                ReportView::Totals {
                    keys: narrow(days.values().sum::<u64>()),
                    days: narrow(days.len()),
                    latest: days.iter().rev().take(SHOWN).map(total).collect(),
                }
            }
            ReportKind::History => {
                let within = || issued.iter().filter(|key| period.contains(key.issued_at));
                ReportView::History {
                    keys: narrow(within().count()),
                    latest: within().rev().take(SHOWN).map(line).collect(),
                }
            }
        })
    }

    /// **KMS-9** Saves the report of `form` as CSV in the office's folder; byte for byte what the server would answer.
    pub async fn save_report(&self, kind: ReportKind, form: PeriodForm) -> Result<SavedView, Problem> {
        let (issued, period) = self.issued(&form).await?;
        let (name, csv) = match kind {
            ReportKind::Totals => {
                let issued_at = issued.iter().map(|key| key.issued_at);
                ("registrations-a-day", report::totals(issued_at, period))
            }
            ReportKind::History => ("registrations", report::history(&issued, period)),
        };
        let lines = match kind {
            ReportKind::Totals => report::keys_a_day(issued.iter().map(|key| key.issued_at), period).len(),
            ReportKind::History => issued.iter().filter(|key| period.contains(key.issued_at)).count(),
        };
        self.save(name, "csv", csv.into_bytes(), lines).await
    }

    async fn issued(&self, form: &PeriodForm) -> Result<(Vec<Issued>, Period), Problem> {
        let period = read_period(form)?;
        self.account().await?;
        Ok((self.cache.issued().await?, period))
    }
}

/// The period that was typed.
pub(crate) fn read_period(form: &PeriodForm) -> Result<Period, Problem> {
    let from = read_end(PeriodEnd::From, &form.from)?;
    let to = read_end(PeriodEnd::To, &form.to)?;
    Period::new(from, to).map_err(|reversed| Problem::PeriodReversed {
        first_day: reversed.from.to_string(),
        last_day: reversed.to.to_string(),
    })
}

fn read_end(end: PeriodEnd, typed: &str) -> Result<Option<NaiveDate>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let unreadable = || Problem::DayUnreadable {
        end,
        typed: typed.to_owned(),
    };
    read_day(typed).map(Some).ok_or_else(unreadable)
}

fn named(name: PeriodName, period: Period) -> PresetView {
    PresetView {
        name,
        from: period.from.map(|day| day.to_string()),
        to: period.to.map(|day| day.to_string()),
    }
}

fn line(key: &Issued) -> IssuedView {
    IssuedView {
        issued_at: instant(key.issued_at),
        device: key.device.to_string(),
        site: key.site.one_line(),
        activation_key: key.activation_key.to_string(),
        product: key.product.to_string(),
        issued_by: key.issued_by.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_9_a_period_is_read_from_what_was_typed_and_says_what_is_wrong() {
        let read = |from: &str, to: &str| {
            read_period(&PeriodForm {
                from: from.into(),
                to: to.into(),
            })
        };
        assert_eq!(read(" ", ""), Ok(Period::default()));
        let april = read("２０２６/4/1", "20260430").unwrap();
        assert_eq!(
            april.from.zip(april.to).map(|(from, to)| (to - from).num_days()),
            Some(29)
        );
        for (from, to, end, typed) in [
            ("明日", "", PeriodEnd::From, "明日"),
            ("", "2026/2/30 ", PeriodEnd::To, "2026/2/30"),
        ] {
            let typed = typed.to_owned();
            assert_eq!(read(from, to), Err(Problem::DayUnreadable { end, typed }));
        }
        let reversed = Problem::PeriodReversed {
            first_day: "2026-04-02".into(),
            last_day: "2026-04-01".into(),
        };
        assert_eq!(read("2026-04-02", "2026-04-01"), Err(reversed));
    }
}
