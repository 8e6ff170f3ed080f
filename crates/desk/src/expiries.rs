//! The calendar of what ends, and its file for other calendars.

mod ics;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use kagifuda_domain::calendar::{Month, japan_day};
use kagifuda_domain::catalogue::Programme;

use crate::Desk;
use crate::due::{Ending, endings};
use crate::fault::narrow;
use crate::problem::{PeriodEnd, Problem};
use crate::view::{DayView, MonthView, ProgrammeCount, SavedView, programme};

/// Lines that a window shows.
const SHOWN: usize = 300;
/// A calendar reaches so many months beyond the one it begins with.
const MONTHS_AHEAD: u32 = 11;

impl Desk {
    /// What ends in `month`, `2026-11`, or else in the one it is; the list of it only on `day`, if one is given.
    pub async fn expiries(&self, month: Option<String>, day: Option<String>) -> Result<MonthView, Problem> {
        self.account().await?;
        let now = self.now()?;
        let month = read_month(month, now)?;
        let day = day.map(read_day).transpose()?;
        let year = self.year(month, now).await?;
        Ok(view(month, day, &year, now))
    }

    /// Saves what ends in `month` and the eleven after it, with the last day to act on each, as a file that other calendars read.
    pub async fn save_expiries(&self, month: Option<String>) -> Result<SavedView, Problem> {
        self.account().await?;
        let now = self.now()?;
        let year = self.year(read_month(month, now)?, now).await?;
        let (text, events) = ics::calendar(&year, self.language(), now);
        self.save("expiries", "ics", text.into_bytes(), events).await
    }

    /// What ends, or can be renewed for the last time, in the year that begins with `month`.
    async fn year(&self, month: Month, now: DateTime<Utc>) -> Result<Vec<Ending>, Problem> {
        let (first, last) = (month.first_day(), month.plus(MONTHS_AHEAD).last_day());
        endings(&self.cache, now, last, |_, ends| first <= ends.act_by()).await
    }
}

fn read_month(typed: Option<String>, now: DateTime<Utc>) -> Result<Month, Problem> {
    let Some(typed) = typed else {
        return Ok(Month::of(japan_day(now)));
    };
    typed.parse().map_err(|_| unreadable(typed))
}

fn read_day(typed: String) -> Result<NaiveDate, Problem> {
    typed.parse().map_err(|_| unreadable(typed))
}

fn unreadable(typed: String) -> Problem {
    let end = PeriodEnd::From;
    Problem::DayUnreadable { end, typed }
}

fn view(month: Month, chosen: Option<NaiveDate>, year: &[Ending], now: DateTime<Utc>) -> MonthView {
    let mut ending: BTreeMap<NaiveDate, BTreeMap<Programme, u32>> = BTreeMap::new();
    let mut last_chances: BTreeMap<NaiveDate, u32> = BTreeMap::new();
    for one in year {
        *ending
            .entry(one.ends.expiry)
            .or_default()
            .entry(one.programme)
            .or_default() += 1;
        if let Some(last_day) = one.ends.last_day {
            *last_chances.entry(last_day).or_default() += 1;
        }
    }
    let day = |day: NaiveDate| DayView {
        day: day.to_string(),
        number: day.day(),
        inside: Month::of(day) == month,
        ending: ending.get(&day).into_iter().flatten().map(count).collect(),
        last_chances: last_chances.get(&day).copied().unwrap_or_default(),
    };
    let within = |one: &&Ending| Month::of(one.ends.expiry) == month;
    let listed = |one: &&Ending| within(one) && chosen.is_none_or(|day| one.ends.expiry == day);
    let ahead = |one: &&Ending| one.ends.expiry >= month.first_day();
    MonthView {
        month: month.to_string(),
        previous: month.before().to_string(),
        next: month.plus(1).to_string(),
        today: japan_day(now).to_string(),
        weeks: month.weeks().into_iter().map(|week| week.map(day).into()).collect(),
        ending: year
            .iter()
            .filter(listed)
            .take(SHOWN)
            .map(|one| one.view(now))
            .collect(),
        total: narrow(year.iter().filter(within).count()),
        year: year.iter().filter(ahead).take(SHOWN).map(|one| one.view(now)).collect(),
        year_total: narrow(year.iter().filter(ahead).count()),
    }
}

fn count((of, count): (&Programme, &u32)) -> ProgrammeCount {
    ProgrammeCount {
        programme: programme(*of).to_owned(),
        count: *count,
    }
}
