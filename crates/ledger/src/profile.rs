//! A dealer's profile, and dealers that sign up.

use chrono::{DateTime, Utc};
use kagifuda_domain::account::{Importance, Login, Profile, Role, is_mailed};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_wire::record::{Dealer, Record};
use kagifuda_wire::session::Secret;
use sqlx::{AnyConnection, FromRow};
use uuid::Uuid;

use crate::account::{AddDealerError, NewDealer};
use crate::audit::Actor;
use crate::error::{CommitError, Error};
use crate::feed::lock_all_dealers;
use crate::link::{self, TypedSignUp};
use crate::mail::{self, Mail};
use crate::read::{json, parse};
use crate::{Ledger, Writing};

/// An account that has an address.
#[derive(Clone, Debug)]
pub struct KnownAt {
    /// The dealer.
    pub dealer: Uuid,
    /// 登録ID: the login of its owner; of several, the first in order.
    pub login: String,
    /// 会社名.
    pub company: String,
}

/// A dealer's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What is said of the dealer.
    pub profile: Profile,
    /// メールアドレス.
    pub email: Address,
    /// The language that it is mailed in.
    pub language: Language,
    /// Whether the staff must have a second factor.
    pub second_factor_demanded: bool,
}

impl Account {
    /// The dealer as its customers know it.
    pub fn record(&self) -> Dealer {
        dealer_record(&self.profile, &self.email)
    }
}

/// A dealer with this profile, as its customers know it.
pub fn dealer_record(profile: &Profile, email: &Address) -> Dealer {
    let lines = profile.address.iter().filter(|line| !line.is_empty());
    Dealer {
        company: profile.company.clone(),
        phone: profile.phone.clone(),
        email: email.to_string(),
        country: profile.country.to_string(),
        postal_code: profile.postal_code.clone(),
        address: lines.cloned().collect(),
        contact: profile.contact.clone(),
    }
}

/// Why nobody is signed up.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// Somebody else has used the link.
    #[error("the link was used")]
    LinkUsed,
    /// Somebody has the address by now.
    #[error("the address is known")]
    AddressKnown,
    /// The login that was drawn is somebody's.
    #[error("the login is taken")]
    LoginTaken,
    /// A fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<sqlx::Error> for SignUpError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AddDealerError> for SignUpError {
    fn from(error: AddDealerError) -> Self {
        match error {
            AddDealerError::LoginTaken => Self::LoginTaken,
            AddDealerError::Failed(error) => Self::Failed(error),
        }
    }
}

impl Ledger {
    /// **ACC-1** Adds the dealer that `typed` describes and uses up the link of `token`, with `mail` to tell of it.
    pub async fn sign_up(
        &self,
        token: &Secret,
        typed: &TypedSignUp,
        new: &NewDealer,
        mail: Mail,
        now: DateTime<Utc>,
    ) -> Result<(), SignUpError> {
        let mut tx = self.database.begin().await?;
        // Whoever adds a dealer takes this row first: of two links to one mailbox that are used at once, the second finds the address known.
        lock_all_dealers(&mut tx).await?;
        if !link::use_up(&mut tx, token, now).await? {
            return Err(SignUpError::LinkUsed);
        }
        if !known_at(&mut tx, &typed.email).await?.is_empty() {
            return Err(SignUpError::AddressKnown);
        }
        let actor = Actor::Member {
            dealer: new.id,
            login: new.login.to_string(),
            role: Role::Owner,
        };
        self.add_dealer_within(&mut tx, new, &actor, now).await?;
        put_account(&mut tx, new.id, typed).await?;
        mail::write(&mut tx, &[mail], now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The account of `dealer`.
    pub async fn account(&self, dealer: Uuid) -> Result<Account, Error> {
        let mut connection = self.database.read.acquire().await?;
        load(&mut connection, dealer).await
    }
}

impl Writing<'_> {
    /// The account of this dealer.
    pub async fn account(&mut self) -> Result<Account, Error> {
        let dealer = self.dealer();
        load(self.tx(), dealer).await
    }

    /// Replaces the account of this dealer, and tells its desks.
    pub async fn put_account(&mut self, after: &Account, consent: Option<&str>) -> Result<(), Error> {
        let before = self.account().await?;
        // The dealer's row is held, so this replaces what was seen.
        let (id, profile) = (self.dealer().to_string(), &after.profile);
        put(self.tx(), &id, profile, &after.email, after.language).await?;
        sqlx::query("UPDATE dealer SET second_factor_demanded = $2, consent = COALESCE($3, consent) WHERE id = $1")
            .bind(&id)
            .bind(i64::from(after.second_factor_demanded))
            .bind(consent)
            .execute(self.tx())
            .await?;
        if before.record() != after.record() {
            self.tell(Record::Dealer(after.record()));
        }
        let told = |account: &Account| {
            serde_json::json!({ "profile": account.profile, "email": account.email, "language": account.language,
                "second_factor_demanded": account.second_factor_demanded })
        };
        self.note("account", told(&before), told(after));
        Ok(())
    }

    /// **ACC-5** Gives a member another login; `false` when it is somebody's.
    pub async fn rename(&mut self, member: Uuid, login: &Login) -> Result<bool, CommitError> {
        let before: Option<(String,)> = sqlx::query_as("SELECT id FROM member WHERE login = $1 AND id <> $2")
            .bind(login.as_ref())
            .bind(member.to_string())
            .fetch_optional(self.tx())
            .await?;
        if before.is_some() {
            return Ok(false);
        }
        // Another dealer may want the same login at this moment: the login is unique, so whoever comes second fails and begins anew.
        let renamed = sqlx::query("UPDATE member SET login = $2 WHERE id = $1")
            .bind(member.to_string())
            .bind(login.as_ref())
            .execute(self.tx())
            .await;
        match renamed {
            Err(error) if is_taken(&error) => Err(CommitError::Conflict),
            other => Ok(other.map(|_| true)?),
        }
    }
}

/// Whether a unique value is somebody else's.
pub(crate) fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|error| error.is_unique_violation())
}

#[derive(FromRow)]
struct Row {
    company: String,
    country: String,
    postal_code: Option<String>,
    phone: Option<String>,
    address: String,
    contact: Option<String>,
    news: i64,
    email: String,
    language: String,
    second_factor_demanded: i64,
}

pub(crate) async fn load(connection: &mut AnyConnection, dealer: Uuid) -> Result<Account, Error> {
    let id = dealer.to_string();
    let row: Row = sqlx::query_as(
        "SELECT company, country, postal_code, phone, address, contact, news, email, language, second_factor_demanded
         FROM dealer WHERE id = $1",
    )
    .bind(&id)
    .fetch_one(connection)
    .await?;
    Ok(Account {
        profile: Profile {
            company: row.company,
            country: parse("dealer", "country", &id, &row.country)?,
            postal_code: row.postal_code,
            phone: row.phone,
            address: json("dealer", "address", &id, &row.address)?,
            contact: row.contact,
            news: row.news != 0,
        },
        email: parse("dealer", "email", &id, &row.email)?,
        language: language("dealer", &id, &row.language)?,
        second_factor_demanded: row.second_factor_demanded != 0,
    })
}

pub(crate) fn language(table: &'static str, id: &str, stored: &str) -> Result<Language, Error> {
    json(table, "language", id, &format!("\"{stored}\""))
}

async fn put_account(tx: &mut AnyConnection, dealer: Uuid, typed: &TypedSignUp) -> Result<(), sqlx::Error> {
    // The dealer was added in this very transaction.
    let id = dealer.to_string();
    put(tx, &id, &typed.profile, &typed.email, typed.language).await?;
    sqlx::query("UPDATE dealer SET consent = $2 WHERE id = $1")
        .bind(&id)
        .bind(&typed.consent)
        .execute(tx)
        .await
        .map(drop)
}

async fn put(
    tx: &mut AnyConnection,
    id: &str,
    profile: &Profile,
    email: &Address,
    language: Language,
) -> Result<(), sqlx::Error> {
    // Whoever calls holds the dealer's row.
    sqlx::query(
        "UPDATE dealer SET company = $2, country = $3, postal_code = $4, phone = $5, address = $6, contact = $7, news = $8,
         email = $9, language = $10 WHERE id = $1",
    )
    .bind(id)
    .bind(&profile.company)
    .bind(profile.country.to_string())
    .bind(profile.postal_code.as_deref())
    .bind(profile.phone.as_deref())
    .bind(serde_json::json!(profile.address).to_string())
    .bind(profile.contact.as_deref())
    .bind(i64::from(profile.news))
    .bind(email.as_ref())
    .bind(language.tag())
    .execute(tx)
    .await
    .map(drop)
}

/// The accounts that have this address, whatever its case.
pub(crate) async fn known_at(connection: &mut AnyConnection, mailbox: &Address) -> Result<Vec<KnownAt>, Error> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT d.id, MIN(m.login), d.company FROM dealer d JOIN member m ON m.dealer = d.id AND m.role = 'owner'
         WHERE LOWER(d.email) = LOWER($1) GROUP BY d.id, d.company ORDER BY 2",
    )
    .bind(mailbox.as_ref())
    .fetch_all(connection)
    .await?;
    let read = |(id, login, company): (String, String, String)| {
        Ok(KnownAt {
            dealer: parse("dealer", "id", &id, &id)?,
            login,
            company,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The address and the language of every dealer that gets mail of this importance.
pub(crate) async fn mailed(
    connection: &mut AnyConnection,
    importance: Importance,
) -> Result<Vec<(Address, Language)>, Error> {
    let rows: Vec<(String, String, String, i64)> =
        sqlx::query_as("SELECT id, email, language, news FROM dealer ORDER BY id")
            .fetch_all(connection)
            .await?;
    let mailed = rows.iter().filter(|(.., news)| is_mailed(importance, *news != 0));
    mailed
        .map(|(id, email, spoken, _)| Ok((parse("dealer", "email", id, email)?, language("dealer", id, spoken)?)))
        .collect()
}
