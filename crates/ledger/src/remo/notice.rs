//! Who is told when, and who was.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::remo::{NoticeDays, Reader};
use kagifuda_wire::remo::NoticeSettings;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::licence::written;
use super::{language_name, read_language};
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
        load(&mut connection, dealer).await
    }

    /// The settings of every dealer that chose its own.
    pub async fn remo_own_notice_settings(&self) -> Result<HashMap<Uuid, NoticeSettings>, Error> {
        let rows: Vec<(String, String, String, String)> =
            sqlx::query_as("SELECT dealer, partner, contract_user, language FROM remo_notice_days")
                .fetch_all(&self.database.read)
                .await?;
        let read = |(dealer, partner, user, language): (String, String, String, String)| {
            let settings = read_settings(&dealer, (partner, user, language))?;
            Ok((read::parse("remo_notice_days", "dealer", &dealer, &dealer)?, settings))
        };
        rows.into_iter().map(read).collect()
    }

    /// The notices of licences that end on `from` or later that were sent, each with its customer.
    pub async fn remo_notices_sent(&self, from: NaiveDate) -> Result<HashSet<(Uuid, NoticeSent)>, Error> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT customer, expiry, reader, days FROM remo_notice WHERE expiry >= $1")
                .bind(written(from))
                .fetch_all(&self.database.read)
                .await?;
        rows.into_iter().map(read_sent).collect()
    }
}

type Row = (String, String, String, i64);

fn read_sent((customer, expiry, reader, days): Row) -> Result<(Uuid, NoticeSent), Error> {
    let sent = NoticeSent {
        expiry: read::parse("remo_notice", "expiry", &customer, &expiry)?,
        reader: read_reader(&customer, &reader)?,
        days: number("remo_notice", "days", &customer, days)?,
    };
    Ok((read::parse("remo_notice", "customer", &customer, &customer)?, sent))
}

async fn load(from: &mut AnyConnection, dealer: Uuid) -> Result<NoticeSettings, Error> {
    let dealer = dealer.to_string();
    let row: Option<(String, String, String)> =
        sqlx::query_as("SELECT partner, contract_user, language FROM remo_notice_days WHERE dealer = $1")
            .bind(&dealer)
            .fetch_optional(from)
            .await?;
    row.map_or_else(|| Ok(preset_notices()), |row| read_settings(&dealer, row))
}

fn read_settings(dealer: &str, (partner, user, language): (String, String, String)) -> Result<NoticeSettings, Error> {
    Ok(NoticeSettings {
        partner: read::json("remo_notice_days", "partner", dealer, &partner)?,
        user: read::json("remo_notice_days", "contract_user", dealer, &user)?,
        language: read_language("remo_notice_days", dealer, &language)?,
    })
}

/// **REM-5** The settings of a dealer that chose none.
pub fn preset_notices() -> NoticeSettings {
    NoticeSettings {
        partner: NoticeDays::preset(Reader::Partner),
        user: NoticeDays::preset(Reader::User),
        language: Language::Ja,
    }
}

impl Writing<'_> {
    /// On which days this dealer and its customers are told.
    pub async fn remo_notice_settings(&mut self) -> Result<NoticeSettings, Error> {
        let dealer = self.dealer();
        load(self.tx(), dealer).await
    }

    /// Tells them on other days from now on.
    pub async fn set_remo_notices(&mut self, settings: &NoticeSettings) -> Result<(), Error> {
        let (dealer, before) = (self.dealer().to_string(), self.remo_notice_settings().await?);
        let text = |days: &NoticeDays| serde_json::to_string(days).expect("days are numbers");
        // The dealer's row is held; of two that set it the later one counts.
        sqlx::query(
            "INSERT INTO remo_notice_days (dealer, partner, contract_user, language) VALUES ($1, $2, $3, $4)
             ON CONFLICT (dealer) DO UPDATE SET partner = excluded.partner, contract_user = excluded.contract_user,
             language = excluded.language",
        )
        .bind(dealer)
        .bind(text(&settings.partner))
        .bind(text(&settings.user))
        .bind(language_name(settings.language))
        .execute(self.tx())
        .await?;
        self.note("notices", before, settings);
        Ok(())
    }

    /// The notices about licences of `customer` that were sent, each with the customer.
    pub async fn remo_notices_sent(&mut self, customer: Uuid) -> Result<HashSet<(Uuid, NoticeSent)>, Error> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT customer, expiry, reader, days FROM remo_notice WHERE customer = $1")
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
