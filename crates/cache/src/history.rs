//! What no server can tell again: what a dealer's people asked for, are about to ask for, printed, asked to see, and keep as filters. It moves
//! whole from one cache file to another: when a dealer comes back, and when a damaged cache is replaced.

use sqlx::{SqliteConnection, SqlitePool};

use crate::account::{Account, read_account};
use crate::error::CacheError;
use crate::row::to_json;

/// A row of the outbox, as it is stored: what cannot be read here may be read by another version.
#[derive(sqlx::FromRow)]
struct Asked {
    intent: Vec<u8>,
    request: String,
    queued_by: String,
    queued_at: i64,
    answer: Option<String>,
    answered_at: Option<i64>,
    put_away: bool,
}

/// A row of the print history, as it is stored.
#[derive(sqlx::FromRow)]
struct Printed {
    id: Vec<u8>,
    document: String,
    subject: String,
    customer: Option<Vec<u8>>,
    copy: i64,
    language: String,
    printed_by: String,
    printed_at: i64,
    facts: String,
    told: i64,
}

/// Whose cache it was, and its requests.
pub(crate) struct Requests {
    /// Whose. `None`: nobody ever signed in.
    pub account: Option<Account>,
    asked: Vec<Asked>,
}

impl Requests {
    pub async fn read(from: &SqlitePool) -> Result<Self, CacheError> {
        let account = sqlx::query("SELECT * FROM account").fetch_optional(from).await?;
        let asked = sqlx::query_as(
            "SELECT intent, request, queued_by, queued_at, answer, answered_at, put_away FROM outbox ORDER BY seq",
        );
        Ok(Self {
            account: account.as_ref().map(read_account).transpose()?,
            asked: asked.fetch_all(from).await?,
        })
    }

    /// How many have no answer yet.
    pub fn waiting(&self) -> u32 {
        self.asked.iter().filter(|asked| asked.answer.is_none()).count() as u32
    }

    /// Adds them to the outbox, in their order; one that is there already stays as it is.
    pub async fn put(&self, into: &mut SqliteConnection) -> Result<(), CacheError> {
        for asked in &self.asked {
            sqlx::query(
                "INSERT INTO outbox (intent, request, queued_by, queued_at, answer, answered_at, put_away)
                 VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            )
            .bind(&asked.intent)
            .bind(&asked.request)
            .bind(&asked.queued_by)
            .bind(asked.queued_at)
            .bind(&asked.answer)
            .bind(asked.answered_at)
            .bind(asked.put_away)
            .execute(&mut *into)
            .await?;
        }
        Ok(())
    }

    /// Writes down whose they are, signed out: so that nobody else signs in while some of them wait.
    pub async fn put_account(&self, into: &mut SqliteConnection) -> Result<(), CacheError> {
        let Some(account) = &self.account else { return Ok(()) };
        sqlx::query(
            "INSERT INTO account (one, server, login, dealer, company, role, record_keys)
             VALUES (1, $1, $2, $3, $4, $5, $6)",
        )
        .bind(&account.server)
        .bind(&account.login)
        .bind(account.dealer.as_bytes().as_slice())
        .bind(&account.company)
        .bind(to_json(&account.role))
        .bind(to_json(&account.record_keys))
        .execute(into)
        .await?;
        Ok(())
    }
}

/// The print history.
pub(crate) struct Prints(Vec<Printed>);

impl Prints {
    pub async fn read(from: &SqlitePool) -> Result<Self, CacheError> {
        let prints = sqlx::query_as(
            "SELECT id, document, subject, customer, copy, language, printed_by, printed_at, facts, told FROM print ORDER BY seq",
        );
        Ok(Self(prints.fetch_all(from).await?))
    }

    pub fn len(&self) -> u32 {
        self.0.len() as u32
    }

    /// Adds them to the print history; one that is there already stays as it is.
    pub async fn put(&self, into: &mut SqliteConnection) -> Result<(), CacheError> {
        for print in &self.0 {
            sqlx::query(
                "INSERT INTO print (id, document, subject, customer, copy, language, printed_by, printed_at, facts, told)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
            )
            .bind(&print.id)
            .bind(&print.document)
            .bind(&print.subject)
            .bind(&print.customer)
            .bind(print.copy)
            .bind(&print.language)
            .bind(&print.printed_by)
            .bind(print.printed_at)
            .bind(&print.facts)
            .bind(print.told)
            .execute(&mut *into)
            .await?;
        }
        Ok(())
    }
}

/// What people had shown, and what each of them keeps: filters, and drafts.
pub(crate) struct Looks {
    shown: Vec<Shown>,
    filters: Vec<Kept>,
    drafts: Vec<Typed>,
}

/// A row of what was shown, as it is stored.
#[derive(sqlx::FromRow)]
struct Shown {
    no: Vec<u8>,
    secret: String,
    shown_by: String,
    shown_at: i64,
}

/// A filter, as it is stored.
#[derive(sqlx::FromRow)]
struct Kept {
    login: String,
    name: String,
    filter: String,
}

/// A draft, as it is stored.
#[derive(sqlx::FromRow)]
struct Typed {
    login: String,
    name: String,
    intent: Vec<u8>,
    text: String,
    saved_at: i64,
}

impl Looks {
    pub async fn read(from: &SqlitePool) -> Result<Self, CacheError> {
        let shown = sqlx::query_as("SELECT no, secret, shown_by, shown_at FROM shown ORDER BY seq");
        let filters = sqlx::query_as("SELECT login, name, filter FROM saved_filter");
        let drafts = sqlx::query_as("SELECT login, name, intent, text, saved_at FROM draft");
        Ok(Self {
            shown: shown.fetch_all(from).await?,
            filters: filters.fetch_all(from).await?,
            drafts: drafts.fetch_all(from).await?,
        })
    }

    /// Adds them; what is there already stays as it is.
    pub async fn put(&self, into: &mut SqliteConnection) -> Result<(), CacheError> {
        for shown in &self.shown {
            sqlx::query(
                "INSERT INTO shown (no, secret, shown_by, shown_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            )
            .bind(&shown.no)
            .bind(&shown.secret)
            .bind(&shown.shown_by)
            .bind(shown.shown_at)
            .execute(&mut *into)
            .await?;
        }
        for kept in &self.filters {
            sqlx::query("INSERT INTO saved_filter (login, name, filter) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                .bind(&kept.login)
                .bind(&kept.name)
                .bind(&kept.filter)
                .execute(&mut *into)
                .await?;
        }
        for typed in &self.drafts {
            sqlx::query(
                "INSERT INTO draft (login, name, intent, text, saved_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            )
            .bind(&typed.login)
            .bind(&typed.name)
            .bind(&typed.intent)
            .bind(&typed.text)
            .bind(typed.saved_at)
            .execute(&mut *into)
            .await?;
        }
        Ok(())
    }
}
