//! Sessions and their rotating tokens. Only the SHA-256 of a token is ever stored.

use chrono::{DateTime, Utc};
use kagifuda_domain::account::Role;
use kagifuda_domain::account::second_factor::is_due;
use kagifuda_wire::session::Secret;
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::audit::{Act, Actor};
use crate::database::Write;
use crate::error::Error;
use crate::idempotency::sha256_hex;
use crate::read::{self, micros};
use crate::{Ledger, audit, staff};

/// A member of a dealer's staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The member's id.
    pub id: Uuid,
    /// Their dealer.
    pub dealer: Uuid,
    /// 会社名 of the dealer.
    pub company: String,
    /// Their login.
    pub login: String,
    /// What they may do.
    pub role: Role,
}

impl Member {
    /// The member as one on whose behalf something is written.
    pub fn actor(&self) -> Actor {
        Actor::Member {
            dealer: self.dealer,
            login: self.login.clone(),
            role: self.role,
        }
    }
}

/// A member in one of their sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InSession {
    /// Who.
    pub member: Member,
    /// The session.
    pub session: Uuid,
    /// Whether they must set up a second factor before anything else (**ACC-6**).
    pub second_factor_due: bool,
}

/// A pair of tokens to be given out.
#[derive(Clone, Debug)]
pub struct NewTokens {
    /// The access token.
    pub access: Secret,
    /// When it is no longer taken.
    pub access_expires_at: DateTime<Utc>,
    /// The refresh token.
    pub refresh: Secret,
    /// When it is no longer taken.
    pub refresh_expires_at: DateTime<Utc>,
}

/// What an access token is found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// Good: it speaks for this member.
    Member(InSession),
    /// It was good once: it has expired, or a newer pair of its session is in use.
    Expired,
    /// Not known.
    Unknown,
}

/// How a token is found.
pub(crate) fn token_hash(token: &Secret) -> String {
    sha256_hex(token.expose().as_bytes())
}

pub(crate) fn login_hash(login: &str) -> String {
    sha256_hex(login.as_bytes())
}

#[derive(FromRow)]
struct AccessRow {
    pair: i64,
    expires_at: i64,
    session: String,
    live: i64,
    pending: Option<i64>,
    member: String,
    login: String,
    role: String,
    dealer: String,
    company: String,
    demanded: i64,
    second_factor: Option<String>,
    second_factor_since: Option<i64>,
}

impl Ledger {
    /// Whom an access token speaks for. The first use of a new pair is when the one before it dies.
    pub async fn check_access(&self, token: &Secret, now: DateTime<Utc>) -> Result<Checked, Error> {
        let row: Option<AccessRow> = sqlx::query_as(
            "SELECT t.pair, t.expires_at, s.id AS session, s.live, s.pending, m.id AS member, m.login, m.role, d.id AS dealer, d.company,
                 d.second_factor_demanded AS demanded, m.second_factor, m.second_factor_since
             FROM token t JOIN session s ON s.id = t.session JOIN member m ON m.id = s.member JOIN dealer d ON d.id = m.dealer
             WHERE t.hash = $1 AND t.kind = 'access' AND m.disabled_at IS NULL AND d.disabled_at IS NULL",
        )
        .bind(token_hash(token))
        .fetch_optional(&self.database.read)
        .await?;
        let Some(row) = row else {
            return Ok(Checked::Unknown);
        };
        if row.expires_at <= micros(now) || (row.pair != row.live && Some(row.pair) != row.pending) {
            return Ok(Checked::Expired);
        }
        if Some(row.pair) == row.pending {
            self.make_live(&row.session, row.pair).await?;
        }
        let stands = staff::stands(row.second_factor.as_deref(), row.second_factor_since);
        Ok(Checked::Member(InSession {
            session: read::parse("session", "id", &row.session, &row.session)?,
            second_factor_due: is_due(row.demanded != 0, stands),
            member: read_member(row.member, row.dealer, row.company, row.login, &row.role)?,
        }))
    }

    async fn make_live(&self, session: &str, pair: i64) -> Result<(), Error> {
        // Moves only from the pending pair that was seen. Whoever comes second finds it done.
        let mut tx = self.database.begin().await?;
        sqlx::query("UPDATE session SET live = $2, pending = NULL WHERE id = $1 AND pending = $2")
            .bind(session)
            .bind(pair)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives `new` tokens for a refresh token, or says `false`: it is not known, has expired, or is dead.
    ///
    /// A token of the live pair may be shown again as long as the pair it was answered with was not used: that answer
    /// may have been lost. A dead one ends its session, because somebody else may have it.
    pub async fn refresh(&self, token: &Secret, new: &NewTokens, now: DateTime<Utc>) -> Result<bool, Error> {
        let mut tx = self.database.begin().await?;
        let row: Option<(String, i64, i64)> =
            sqlx::query_as("SELECT session, pair, expires_at FROM token WHERE hash = $1 AND kind = 'refresh'")
                .bind(token_hash(token))
                .fetch_optional(&mut *tx)
                .await?;
        let Some((session, pair, expires_at)) = row else {
            return Ok(false);
        };
        if expires_at <= micros(now) {
            return Ok(false);
        }
        // One statement takes the session's row, so two refreshes come one after the other; the later answer replaces
        // the earlier one as the pending pair.
        let next: Option<(i64,)> = sqlx::query_as(
            "UPDATE session SET live = $2, pending = latest + 1, latest = latest + 1
             WHERE id = $1 AND (live = $2 OR pending = $2) RETURNING latest",
        )
        .bind(&session)
        .bind(pair)
        .fetch_optional(&mut *tx)
        .await?;
        match next {
            Some((latest,)) => insert_tokens(&mut tx, &session, latest, new).await?,
            None => end(&mut tx, &session, "session.ended_by_dead_token", now).await?,
        }
        tx.commit().await?;
        Ok(next.is_some())
    }

    /// Ends the session of a refresh token, if there is one.
    pub async fn end_session(&self, token: &Secret, now: DateTime<Utc>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let row: Option<(String,)> = sqlx::query_as("SELECT session FROM token WHERE hash = $1 AND kind = 'refresh'")
            .bind(token_hash(token))
            .fetch_optional(&mut *tx)
            .await?;
        if let Some((session,)) = row {
            end(&mut tx, &session, "session.end", now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Opens a session for `member` with its first pair of tokens.
pub(crate) async fn open(
    tx: &mut Write,
    member: &Member,
    computer: Option<&str>,
    tokens: &NewTokens,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let session = Uuid::new_v4().to_string();
    // A fresh id: nothing to race with.
    sqlx::query("INSERT INTO session (id, member, live, latest, opened_at, computer) VALUES ($1, $2, 1, 1, $3, $4)")
        .bind(&session)
        .bind(member.id.to_string())
        .bind(micros(now))
        .bind(computer)
        .execute(&mut **tx)
        .await?;
    insert_tokens(tx, &session, 1, tokens).await?;
    let (actor, after) = (member.actor(), json!({ "session": session, "computer": computer }));
    let (dealer, subject) = (Some(member.dealer), member.login.clone());
    let act = Act {
        at: now,
        actor: &actor,
        dealer,
        act: "session.open",
        subject,
        before: Value::Null,
        after,
    };
    audit::write(tx, act).await?;
    Ok(())
}

async fn insert_tokens(tx: &mut Write, session: &str, pair: i64, tokens: &NewTokens) -> Result<(), sqlx::Error> {
    // Tokens are random and the session's row is held: nothing to race with.
    sqlx::query(
        "INSERT INTO token (hash, session, kind, pair, expires_at)
         VALUES ($1, $3, 'access', $4, $5), ($2, $3, 'refresh', $4, $6)",
    )
    .bind(token_hash(&tokens.access))
    .bind(token_hash(&tokens.refresh))
    .bind(session)
    .bind(pair)
    .bind(micros(tokens.access_expires_at))
    .bind(micros(tokens.refresh_expires_at))
    .execute(&mut **tx)
    .await
    .map(drop)
}

async fn end(tx: &mut Write, session: &str, act: &'static str, now: DateTime<Utc>) -> Result<(), Error> {
    let row: Option<(String, String, String, String, String)> = sqlx::query_as(
        "SELECT m.id, m.login, m.role, d.id, d.company
         FROM session s JOIN member m ON m.id = s.member JOIN dealer d ON d.id = m.dealer WHERE s.id = $1",
    )
    .bind(session)
    .fetch_optional(&mut **tx)
    .await?;
    let Some((id, login, role, dealer, company)) = row else {
        return Ok(());
    };
    let member = read_member(id, dealer, company, login, &role)?;
    // Its tokens go with it. Whoever deletes second deletes nothing.
    sqlx::query("DELETE FROM session WHERE id = $1")
        .bind(session)
        .execute(&mut **tx)
        .await?;
    let (actor, before) = (member.actor(), json!({ "session": session }));
    let act = Act {
        at: now,
        actor: &actor,
        dealer: Some(member.dealer),
        act,
        subject: member.login,
        before,
        after: Value::Null,
    };
    audit::write(tx, act).await?;
    Ok(())
}

pub(crate) fn read_member(
    id: String,
    dealer: String,
    company: String,
    login: String,
    role: &str,
) -> Result<Member, Error> {
    let role = match role {
        "owner" => Role::Owner,
        "clerk" => Role::Clerk,
        "viewer" => Role::Viewer,
        other => {
            return Err(Error::unreadable(
                "member",
                "role",
                &id,
                format_args!("`{other}` is no role"),
            ));
        }
    };
    let dealer = read::parse("member", "dealer", &id, &dealer)?;
    Ok(Member {
        dealer,
        company,
        login,
        role,
        id: read::parse("member", "id", &id, &id)?,
    })
}
