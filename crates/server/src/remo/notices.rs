//! **REM-5** The job that tells of licences that end.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use kagifuda_domain::calendar::japan_day;
use kagifuda_domain::remo::{Reader, is_notice_time, notice_due, noticed_through};
use kagifuda_ledger::{
    Act, Actor, ChosenNotices, DueCustomer, LastDay, NearestSent, NoticeSent, Writing, preset_notices,
};
use kagifuda_wire::remo::Origin;
use uuid::Uuid;

use super::Standing;
use super::ending::undecided;
use crate::app::App;
use crate::mail::remo::{Ending, notice};
use crate::problem::Fault;
use crate::write::Undecided;

const READERS: [Reader; 2] = [Reader::Partner, Reader::User];

/// Sends the notices that are due; answers how many. Of two that send them at once the second finds them sent. What one customer's
/// account fails at keeps no other one waiting.
pub(crate) async fn send_notices(app: &App) -> Result<usize, Fault> {
    let now = app.now();
    if !is_notice_time(now) {
        return Ok(0);
    }
    let mut sent = Ok(0);
    for due in customers_to_tell(app, now).await? {
        match tell(app, due).await {
            Ok(count) => sent = sent.map(|sent| sent + count),
            Err(fault) => sent = Err(fault),
        }
    }
    sent
}

/// Whom something is to be told of, as far as reading shows.
async fn customers_to_tell(app: &App, now: DateTime<Utc>) -> Result<BTreeSet<DueCustomer>, Fault> {
    let (today, preset) = (japan_day(now), preset_notices());
    let own = app.ledger.remo_own_notice_settings().await?;
    let all = own.values().chain([&preset]).map(|chosen| &chosen.settings);
    let earliest = all
        .map(|settings| settings.partner.earliest().max(settings.user.earliest()))
        .max();
    let through = noticed_through(earliest.unwrap_or_default(), now);
    let sent = app.ledger.remo_notices_sent(today).await?;
    let ending = app.ledger.remo_ending(today, through).await?.into_iter();
    let to_tell = ending.filter(|(due, last_day)| {
        let chosen = own.get(&due.dealer).unwrap_or(&preset);
        !due_now(due.customer, *last_day, chosen, &sent, now).is_empty()
    });
    Ok(to_tell.map(|(due, _)| due).collect())
}

fn due_now(
    customer: Uuid,
    LastDay { expiry, allocated_at }: LastDay,
    chosen: &ChosenNotices,
    sent: &NearestSent,
    now: DateTime<Utc>,
) -> Vec<NoticeSent> {
    let since = chosen.since.max(allocated_at);
    let due = |reader: Reader| {
        let days = match reader {
            Reader::Partner => &chosen.settings.partner,
            Reader::User => &chosen.settings.user,
        };
        let sent = sent.get(&(customer, expiry, reader)).copied();
        let days = notice_due(expiry, days, since, sent, now)?;
        Some(NoticeSent { expiry, reader, days })
    };
    READERS.into_iter().filter_map(due).collect()
}

async fn tell(app: &App, due: DueCustomer) -> Result<usize, Fault> {
    let mut writing = app.ledger.write(due.dealer, Actor::Server, || app.now()).await?;
    let told = match tell_all(&mut writing, due.customer).await {
        Ok(told) => told,
        Err(why) => return undecided(why),
    };
    if told > 0 {
        writing.note("notices", (), told);
        let (name, subject) = ("remo.notify", due.customer.to_string());
        if let Err(error) = writing.commit(Act { name, subject }, None).await {
            return undecided(error.into());
        }
    }
    Ok(told)
}

/// Sends what is due to this customer and about it.
async fn tell_all(writing: &mut Writing<'_>, customer: Uuid) -> Result<usize, Undecided> {
    let (chosen, now) = (writing.remo_notice_settings().await?, writing.now());
    let sent = writing.remo_notices_sent(customer).await?;
    let standing = Standing::load(writing, customer).await?;
    let dealer = writing.dealer_address().await?;
    let mut told = 0;
    for last_day in last_days(&standing) {
        for due in due_now(customer, last_day, &chosen, &sent, now) {
            writing.add_remo_notice(customer, due).await?;
            let (today, language) = (japan_day(now), chosen.settings.language);
            let ending = Ending::foresee(&standing, last_day.expiry, today, (&dealer, language));
            writing.mail(notice(due.reader, &ending));
            told += 1;
        }
    }
    Ok(told)
}

fn last_days(standing: &Standing) -> Vec<LastDay> {
    let mut days = BTreeMap::new();
    for licence in standing.licences() {
        if let Origin::Term {
            allocated_at, expiry, ..
        } = &licence.origin
        {
            let first = days.entry(*expiry).or_insert(*allocated_at);
            *first = (*first).min(*allocated_at);
        }
    }
    let day = |(expiry, allocated_at)| LastDay { expiry, allocated_at };
    days.into_iter().map(day).collect()
}
