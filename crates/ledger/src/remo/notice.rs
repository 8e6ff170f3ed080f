//! Who is told when, and who was.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::remo::{NoticeDays, Reader};
use kagifuda_wire::remo::NoticeSettings;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::licence::written;
use super::read_language;
use crate::error::Error;
use crate::read::{self, micros, number};
use crate::{Ledger, Writing};

/// A notice that was sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct NoticeSent {
    /// Of which last day.
    pub expiry: NaiveDate,
    /// To whom.
    pub reader: Reader,
    /// Which: so many days before it.
    pub days: u16,
}

/// For each customer, last day and reader the notice nearest to that day that was sent.
pub type NearestSent = HashMap<(Uuid, NaiveDate, Reader), u16>;

/// On which days a dealer and its customers are told, and since when that is so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChosenNotices {
    /// The settings.
    pub settings: NoticeSettings,
    /// When the days were chosen; long ago if they are preset.
    pub since: DateTime<Utc>,
}

fn reader_name(reader: Reader) -> &'static str {
    match reader {
        Reader::Partner => "partner",
        Reader::User => "user",
    }
}

fn read_reader(row: &str, stored: &str) -> Result<Reader, Error> {
    let reader = [Reader::Partner, Reader::User]
        .into_iter()
        .find(|reader| reader_name(*reader) == stored);
    reader.ok_or_else(|| Error::unreadable("remo_notice", "reader", row, "it is neither partner nor user"))
}

impl Ledger {
    /// On which days `dealer` and its customers are told.
    pub async fn remo_notice_settings(&self, dealer: Uuid) -> Result<NoticeSettings, Error> {
        let mut connection = self.database.read.acquire().await?;
        Ok(load(&mut connection, dealer).await?.settings)
    }

    /// The settings of every dealer that chose its own.
    pub async fn remo_own_notice_settings(&self) -> Result<HashMap<Uuid, ChosenNotices>, Error> {
        let rows: Vec<(String, String, String, String, i64)> =
            sqlx::query_as("SELECT dealer, partner, contract_user, language, chosen_at FROM remo_notice_days")
                .fetch_all(&self.database.read)
                .await?;
        let read = |(dealer, partner, user, language, chosen_at): (String, String, String, String, i64)| {
            let chosen = read_chosen(&dealer, (partner, user, language, chosen_at))?;
            Ok((read::parse("remo_notice_days", "dealer", &dealer, &dealer)?, chosen))
        };
        rows.into_iter().map(read).collect()
    }

    /// The notices of licences that end on `from` or later that were sent.
    pub async fn remo_notices_sent(&self, from: NaiveDate) -> Result<NearestSent, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT customer, expiry, reader, min(days) FROM remo_notice WHERE expiry >= $1
             GROUP BY customer, expiry, reader",
        )
        .bind(written(from))
        .fetch_all(&self.database.read)
        .await?;
        rows.into_iter().map(read_sent).collect()
    }
}

type Row = (String, String, String, i64);

fn read_sent((customer, expiry, reader, days): Row) -> Result<((Uuid, NaiveDate, Reader), u16), Error> {
    let id = read::parse("remo_notice", "customer", &customer, &customer)?;
    let expiry = read::parse("remo_notice", "expiry", &customer, &expiry)?;
    let reader = read_reader(&customer, &reader)?;
    Ok(((id, expiry, reader), number("remo_notice", "days", &customer, days)?))
}

async fn load(from: &mut AnyConnection, dealer: Uuid) -> Result<ChosenNotices, Error> {
    let dealer = dealer.to_string();
    let row: Option<(String, String, String, i64)> =
        sqlx::query_as("SELECT partner, contract_user, language, chosen_at FROM remo_notice_days WHERE dealer = $1")
            .bind(&dealer)
            .fetch_optional(from)
            .await?;
    row.map_or_else(|| Ok(preset_notices()), |row| read_chosen(&dealer, row))
}

fn read_chosen(
    dealer: &str,
    (partner, user, language, chosen_at): (String, String, String, i64),
) -> Result<ChosenNotices, Error> {
    let settings = NoticeSettings {
        partner: read::json("remo_notice_days", "partner", dealer, &partner)?,
        user: read::json("remo_notice_days", "contract_user", dealer, &user)?,
        language: read_language("remo_notice_days", dealer, &language)?,
    };
    let since = read::instant("remo_notice_days", "chosen_at", dealer, chosen_at)?;
    Ok(ChosenNotices { settings, since })
}

/// **REM-5** The settings of a dealer that chose none.
pub fn preset_notices() -> ChosenNotices {
    let settings = NoticeSettings {
        partner: NoticeDays::preset(Reader::Partner),
        user: NoticeDays::preset(Reader::User),
        language: Language::Ja,
    };
    let since = DateTime::UNIX_EPOCH;
    ChosenNotices { settings, since }
}

impl Writing<'_> {
    /// On which days this dealer and its customers are told.
    pub async fn remo_notice_settings(&mut self) -> Result<ChosenNotices, Error> {
        let dealer = self.dealer();
        load(self.tx(), dealer).await
    }

    /// Tells them on other days from now on. Saved with the same days, these stay chosen when they were.
    pub async fn set_remo_notices(&mut self, settings: &NoticeSettings) -> Result<(), Error> {
        let ChosenNotices {
            settings: before,
            since,
        } = self.remo_notice_settings().await?;
        let has_new_days = (&before.partner, &before.user) != (&settings.partner, &settings.user);
        let chosen_at = if has_new_days { self.now() } else { since };
        let dealer = self.dealer().to_string();
        let text = |days: &NoticeDays| serde_json::to_string(days).expect("days are numbers");
        // The dealer's row is held; of two that set it the later one counts.
        sqlx::query(
            "INSERT INTO remo_notice_days (dealer, partner, contract_user, language, chosen_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (dealer) DO UPDATE SET partner = excluded.partner, contract_user = excluded.contract_user,
             language = excluded.language, chosen_at = excluded.chosen_at",
        )
        .bind(dealer)
        .bind(text(&settings.partner))
        .bind(text(&settings.user))
        .bind(settings.language.tag())
        .bind(micros(chosen_at))
        .execute(self.tx())
        .await?;
        self.note("notices", before, settings);
        Ok(())
    }

    /// The notices about licences of `customer` that were sent.
    pub async fn remo_notices_sent(&mut self, customer: Uuid) -> Result<NearestSent, Error> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT customer, expiry, reader, min(days) FROM remo_notice WHERE customer = $1
             GROUP BY customer, expiry, reader",
        )
        .bind(customer.to_string())
        .fetch_all(self.tx())
        .await?;
        rows.into_iter().map(read_sent).collect()
    }

    /// Remembers that `notice` goes out about licences of `customer`.
    pub async fn add_remo_notice(&mut self, customer: Uuid, notice: NoticeSent) -> Result<(), Error> {
        let now = micros(self.now());
        // The dealer's row is held, so it is as unsent as it was seen; were it not so, the primary key would refuse.
        sqlx::query("INSERT INTO remo_notice (customer, expiry, reader, days, sent_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(customer.to_string())
            .bind(written(notice.expiry))
            .bind(reader_name(notice.reader))
            .bind(i64::from(notice.days))
            .bind(now)
            .execute(self.tx())
            .await?;
        Ok(())
    }

    /// The dealer's name and mail address.
    pub async fn dealer_address(&mut self) -> Result<(String, Address), Error> {
        let dealer = self.dealer().to_string();
        let (company, email): (String, String) = sqlx::query_as("SELECT company, email FROM dealer WHERE id = $1")
            .bind(&dealer)
            .fetch_one(self.tx())
            .await?;
        let email = email
            .parse()
            .map_err(|why| Error::unreadable("dealer", "email", &dealer, why))?;
        Ok((company, email))
    }
}
