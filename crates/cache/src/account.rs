//! Whose copy this is, the tokens of its session, and the settings of the office.

use chrono::{DateTime, Utc};
use kagifuda_domain::account::Role;
use kagifuda_wire::session::Secret;
use kagifuda_wire::signing::RecordKey;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::Cache;
use crate::error::CacheError;
use crate::former;
use crate::row::{At, to_json};

/// Whose copy the cache is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The server's address.
    pub server: String,
    /// 登録ID of the member who signed in.
    pub login: String,
    /// The dealer.
    pub dealer: Uuid,
    /// 会社名.
    pub company: String,
    /// What the member may do.
    pub role: Role,
    /// The keys that records must be signed with.
    pub record_keys: Vec<RecordKey>,
}

impl Account {
    /// Whether both are of the same dealer on the same server.
    fn is_same(&self, other: &Self) -> bool {
        (self.dealer, &self.server) == (other.dealer, &other.server)
    }
}

/// The tokens of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTokens {
    /// Sent with each request.
    pub access_token: Secret,
    /// When the access token is no longer taken.
    pub access_expires_at: DateTime<Utc>,
    /// Good for the next pair.
    pub refresh_token: Secret,
}

const ACCOUNT: At = At {
    table: "account",
    row: 1,
};

impl Cache {
    /// Who is signed in. `None`: nobody was, or the member signed out.
    pub async fn account(&self) -> Result<Option<Account>, CacheError> {
        let row = sqlx::query("SELECT * FROM account WHERE refresh_token IS NOT NULL")
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// Whose records are here, signed in or not: for offering the login again, and for the keys pinned the first time.
    pub async fn last_account(&self) -> Result<Option<Account>, CacheError> {
        let row = sqlx::query("SELECT * FROM account")
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// Signs `account` in. What is here of another dealer or server is set aside whole, and what was set aside of this dealer
    /// comes back, with the keys once pinned. While requests of the other wait, nothing is done:
    /// [`CacheError::OtherDealersWaiting`].
    pub async fn sign_in(&self, account: &Account, tokens: &StoredTokens) -> Result<(), CacheError> {
        let mut account = account.clone();
        // Taken before the transaction: whoever has it now may want to write.
        let mut copier = self.feed_writer().acquire().await?;
        let mut tx = self.begin().await?;
        let former = sqlx::query("SELECT * FROM account").fetch_optional(&mut *tx).await?;
        let former = former.as_ref().map(read_account).transpose()?;
        let returns = former.as_ref().is_none_or(|former| !former.is_same(&account));
        match former {
            // A page applied a moment ago may have told of a further key.
            Some(former) if !returns => account.record_keys = former.record_keys,
            Some(former) => {
                refuse_if_any_wait(&mut tx).await?;
                former::set_aside(&self.0.home, &mut copier, former.dealer).await?;
                sqlx::raw_sql(include_str!("wipe.sql")).execute(&mut *tx).await?;
            }
            None => {}
        }
        if returns
            && let Some(aside) = former::bring_back(&self.0.home, &self.0.key, account.dealer, &mut tx).await?
            && let Some(known) = aside.account.filter(|known| known.is_same(&account))
        {
            account.record_keys = known.record_keys;
        }
        put(&mut tx, &account, tokens).await?;
        tx.commit().await?;
        if returns {
            former::retire(&self.0.home, account.dealer)?;
        }
        Ok(())
    }

    /// The tokens of the session. `None`: nobody is signed in.
    pub async fn tokens(&self) -> Result<Option<StoredTokens>, CacheError> {
        let row = sqlx::query("SELECT * FROM account WHERE refresh_token IS NOT NULL")
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(read_tokens).transpose()
    }

    /// Keeps the pair of tokens that a refresh answered. Does nothing when nobody is signed in any more.
    pub async fn replace_tokens(&self, tokens: &StoredTokens) -> Result<(), CacheError> {
        sqlx::query(
            "UPDATE account SET access_token = $1, access_expires_at = $2, refresh_token = $3
             WHERE refresh_token IS NOT NULL",
        )
        .bind(tokens.access_token.expose())
        .bind(tokens.access_expires_at.timestamp_micros())
        .bind(tokens.refresh_token.expose())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Keeps the login and the company that the member who is signed in has from now on. What is kept under the login goes along.
    pub async fn rename(&self, login: &str, company: &str) -> Result<(), CacheError> {
        let mut tx = self.begin().await?;
        for kept in [
            "UPDATE OR REPLACE draft SET login = $1 WHERE login = (SELECT login FROM account WHERE refresh_token IS NOT NULL)",
            "UPDATE OR REPLACE saved_filter SET login = $1 WHERE login = (SELECT login FROM account WHERE refresh_token IS NOT NULL)",
        ] {
            sqlx::query(kept).bind(login).execute(&mut *tx).await?;
        }
        sqlx::query("UPDATE account SET login = $1, company = $2 WHERE refresh_token IS NOT NULL")
            .bind(login)
            .bind(company)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets the tokens. The records stay, encrypted, for the same dealer's return.
    pub async fn sign_out(&self) -> Result<(), CacheError> {
        sqlx::query("UPDATE account SET access_token = NULL, access_expires_at = NULL, refresh_token = NULL")
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// The setting `name`, such as the language.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, CacheError> {
        let row = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(name)
            .fetch_optional(self.reader())
            .await?;
        Ok(row.map(|(value,): (String,)| value))
    }

    /// Keeps `value` as the setting `name`.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), CacheError> {
        sqlx::query("INSERT OR REPLACE INTO setting (name, value) VALUES ($1, $2)")
            .bind(name)
            .bind(value)
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

async fn put(tx: &mut SqliteConnection, account: &Account, tokens: &StoredTokens) -> Result<(), CacheError> {
    sqlx::query(
        "INSERT OR REPLACE INTO account (one, server, login, dealer, company, role, record_keys, access_token,
         access_expires_at, refresh_token) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&account.server)
    .bind(&account.login)
    .bind(account.dealer.as_bytes().as_slice())
    .bind(&account.company)
    .bind(to_json(&account.role))
    .bind(to_json(&account.record_keys))
    .bind(tokens.access_token.expose())
    .bind(tokens.access_expires_at.timestamp_micros())
    .bind(tokens.refresh_token.expose())
    .execute(tx)
    .await?;
    Ok(())
}

/// Pins `key`, which the feed tells of, within the transaction that applies what tells of it.
pub(crate) async fn pin(tx: &mut SqliteConnection, key: &RecordKey) -> Result<(), CacheError> {
    let row = sqlx::query("SELECT * FROM account").fetch_optional(&mut *tx).await?;
    if let Some(mut account) = row.as_ref().map(read_account).transpose()? {
        account.record_keys.retain(|known| known.id != key.id);
        account.record_keys.push(key.clone());
        sqlx::query("UPDATE account SET record_keys = $1")
            .bind(to_json(&account.record_keys))
            .execute(&mut *tx)
            .await?;
    }
    sqlx::query("UPDATE feed SET signer = max(signer, $1)")
        .bind(key.id)
        .execute(tx)
        .await?;
    Ok(())
}

async fn refuse_if_any_wait(tx: &mut SqliteConnection) -> Result<(), CacheError> {
    let waiting = sqlx::query("SELECT count(*) AS waiting FROM outbox WHERE answer IS NULL")
        .fetch_one(&mut *tx)
        .await?;
    let outbox = At {
        table: "outbox",
        row: 0,
    };
    match outbox.count(&waiting, "waiting")? {
        0 => Ok(()),
        waiting => Err(CacheError::OtherDealersWaiting(waiting)),
    }
}

pub(crate) fn read_account(row: &SqliteRow) -> Result<Account, CacheError> {
    Ok(Account {
        server: ACCOUNT.get(row, "server")?,
        login: ACCOUNT.get(row, "login")?,
        dealer: ACCOUNT.must(
            ACCOUNT.read(row, "dealer", |bytes: &[u8]| Uuid::from_slice(bytes).ok())?,
            "dealer",
        )?,
        company: ACCOUNT.get(row, "company")?,
        role: ACCOUNT.must(ACCOUNT.json(row, "role")?, "role")?,
        record_keys: ACCOUNT.must(ACCOUNT.json(row, "record_keys")?, "record_keys")?,
    })
}

fn read_tokens(row: &SqliteRow) -> Result<StoredTokens, CacheError> {
    let secret = |column| row.try_get::<String, _>(column).map(Secret::new);
    Ok(StoredTokens {
        access_token: ACCOUNT.must(secret("access_token").ok(), "access_token")?,
        access_expires_at: ACCOUNT.must(ACCOUNT.instant(row, "access_expires_at")?, "access_expires_at")?,
        refresh_token: ACCOUNT.must(secret("refresh_token").ok(), "refresh_token")?,
    })
}
