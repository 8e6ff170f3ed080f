//! Dealers and their staff.

use chrono::{DateTime, Utc};
use kagifuda_domain::account::{Login, Role};
use kagifuda_wire::record::{Dealer, Record};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::audit::{Act, Actor, role_name};
use crate::database::Write;
use crate::error::Error;
use crate::feed::lock_all_dealers;
use crate::read::micros;
use crate::{Ledger, Writing, audit, catalogue};

/// A dealer to be added, with its owner.
pub struct NewDealer {
    /// The dealer's id.
    pub id: Uuid,
    /// What stands on paper.
    pub dealer: Dealer,
    /// 登録ID: the owner's login.
    pub login: Login,
    /// The owner's password, hashed.
    pub password_hash: String,
}

/// A dealer as the operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealerOnFile {
    /// 登録ID: the login of its owner; of several, the first in order.
    pub login: String,
    /// 会社名.
    pub company: String,
    /// メールアドレス.
    pub email: String,
    /// Whether the operator has closed its account.
    pub closed: bool,
}

/// Why a dealer is not added.
#[derive(Debug, thiserror::Error)]
pub enum AddDealerError {
    /// The login is somebody's already.
    #[error("the login is taken")]
    LoginTaken,
    /// A fault.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<sqlx::Error> for AddDealerError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl Ledger {
    /// Adds a dealer with its owner. Its feed begins with the server, the key that signs if it is not the first, the
    /// dealer itself and the catalogue.
    pub async fn add_dealer(&self, new: &NewDealer, actor: &Actor, now: DateTime<Utc>) -> Result<(), AddDealerError> {
        let mut tx = self.database.begin().await?;
        lock_all_dealers(&mut tx).await?;
        self.add_dealer_within(&mut tx, new, actor, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The same within a transaction that holds off every other that adds a dealer.
    pub(crate) async fn add_dealer_within(
        &self,
        tx: &mut Write,
        new: &NewDealer,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), AddDealerError> {
        insert_dealer(tx, new).await?;
        insert_owner(tx, new).await?;
        let mut records = catalogue::server_record(tx, now).await?;
        records.extend(self.signer_record(tx).await?);
        records.push(Record::Dealer(new.dealer.clone()));
        records.extend(catalogue::product_records(tx).await?);
        self.append(tx, new.id, &records).await?;
        let act = Act {
            at: now,
            actor,
            dealer: Some(new.id),
            act: "dealer.add",
            subject: new.login.to_string(),
            before: Value::Null,
            after: json!({ "company": new.dealer.company, "phone": new.dealer.phone, "email": new.dealer.email }),
        };
        audit::write(tx, act).await?;
        Ok(())
    }

    /// Every dealer, in order of 登録ID.
    pub async fn dealers(&self) -> Result<Vec<DealerOnFile>, Error> {
        let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
            "SELECT MIN(m.login), d.company, d.email, COALESCE(d.disabled_at, 0)
             FROM dealer d JOIN member m ON m.dealer = d.id AND m.role = 'owner'
             GROUP BY d.id, d.company, d.email, d.disabled_at ORDER BY 1",
        )
        .fetch_all(&self.database.read)
        .await?;
        let read = |(login, company, email, closed_at): (String, String, String, i64)| DealerOnFile {
            login,
            company,
            email,
            closed: closed_at != 0,
        };
        Ok(rows.into_iter().map(read).collect())
    }

    /// The dealer that the member with this login belongs to.
    pub async fn dealer_of(&self, login: &Login) -> Result<Option<Uuid>, Error> {
        let row: Option<(String,)> = sqlx::query_as("SELECT dealer FROM member WHERE login = $1")
            .bind(login.as_ref())
            .fetch_optional(&self.database.read)
            .await?;
        row.map(|(id,)| crate::read::parse("member", "dealer", login.as_ref(), &id))
            .transpose()
    }
}

impl Writing<'_> {
    /// Closes the account of this dealer, with every session of its staff, or opens it again.
    pub async fn close_dealer(&mut self, closed: bool) -> Result<(), Error> {
        // The dealer's row is held. A session that is opened at this very moment is not ended, and yet of no use: every request looks
        // whether the account is closed.
        let (now, dealer) = (micros(self.now()), self.dealer().to_string());
        sqlx::query("UPDATE dealer SET disabled_at = $2 WHERE id = $1")
            .bind(&dealer)
            .bind(closed.then_some(now))
            .execute(self.tx())
            .await?;
        if closed {
            let open: Vec<Uuid> = self.open_sessions().await?.iter().map(|session| session.id).collect();
            self.end_these(&open).await?;
        }
        self.note("closed", !closed, closed);
        Ok(())
    }
}

async fn insert_dealer(tx: &mut Write, new: &NewDealer) -> Result<(), sqlx::Error> {
    // A fresh id: nothing to race with.
    sqlx::query("INSERT INTO dealer (id, company, phone, email, last_change) VALUES ($1, $2, $3, $4, 0)")
        .bind(new.id.to_string())
        .bind(&new.dealer.company)
        .bind(new.dealer.phone.as_deref())
        .bind(&new.dealer.email)
        .execute(&mut **tx)
        .await
        .map(drop)
}

async fn insert_owner(tx: &mut Write, new: &NewDealer) -> Result<(), AddDealerError> {
    // The login is unique: of two that want it, the second finds it taken and its whole transaction is undone.
    let inserted = sqlx::query(
        "INSERT INTO member (id, dealer, login, role, password_hash) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (login) DO NOTHING",
    )
    .bind(Uuid::new_v4().to_string())
    .bind(new.id.to_string())
    .bind(new.login.as_ref())
    .bind(role_name(Role::Owner))
    .bind(&new.password_hash)
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 {
        Ok(())
    } else {
        Err(AddDealerError::LoginTaken)
    }
}
