//! The operator's commands, as functions. What they refuse has words for the operator's terminal.

use std::io;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::account::{self, Login, PasswordRefusal, ProfileRefusal};
use kagifuda_domain::catalogue::{Bilingual, DemoProduct, Mintable, ProductCode};
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::kms::Pair;
use kagifuda_domain::maintenance::{Window, WindowRefusal};
use kagifuda_ledger::{
    Actor, AddDealerError, AuditRow, AuditWanted, CommitError, MINT_BATCH, NewDealer, Purged, Verified,
};
use kagifuda_wire::record::Dealer;
use kagifuda_wire::session::Secret;
use uuid::Uuid;

use crate::app::{App, OpenError};
use crate::jobs;
use crate::passwords;
use crate::write::ROUNDS;

/// The ledger, opened for an operator.
pub struct Admin {
    pub(crate) app: App,
}

/// Why a command does nothing.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The login is somebody's already.
    #[error("the login {0} is taken")]
    LoginTaken(Login),
    /// Nobody has this login.
    #[error("no dealer has the login {0}")]
    UnknownDealer(Login),
    /// The catalogue has no such product.
    #[error("the catalogue has no product {0}")]
    UnknownProduct(ProductCode),
    /// The product is no licence that comes from stock.
    #[error("{0} is no licence of a term: only those are in stock")]
    NotTerm(ProductCode),
    /// **KMS-10**
    #[error(transparent)]
    Demo(#[from] DemoProduct),
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    /// The dealer's name, mail address or telephone number is not taken.
    #[error(transparent)]
    Profile(#[from] ProfileRefusal),
    /// The maintenance is not scheduled so.
    #[error(transparent)]
    Maintenance(#[from] WindowRefusal),
    /// There is no such maintenance, or it is over and forgotten.
    #[error("there is no maintenance {0}")]
    UnknownMaintenance(Uuid),
    /// The audit was tampered with.
    #[error("{0} faults in the audit")]
    Audit(usize),
    /// A fault.
    #[error(transparent)]
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl From<kagifuda_ledger::Error> for AdminError {
    fn from(error: kagifuda_ledger::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<io::Error> for AdminError {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// A dealer as the operator names it.
pub struct DealerForm<'a> {
    /// 登録ID.
    pub login: Login,
    /// 会社名.
    pub company: &'a str,
    /// メールアドレス.
    pub email: &'a str,
    /// 電話番号.
    pub phone: Option<&'a str>,
    /// The owner's password.
    pub password: &'a Secret,
}

impl Admin {
    /// Opens `database` under the secrets in `data`.
    pub async fn open(database: &str, data: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        App::open(database, data, clock).await.map(|app| Self { app })
    }

    /// Adds a dealer with its owner, and gives its id.
    pub async fn add_dealer(&self, form: DealerForm<'_>) -> Result<Uuid, AdminError> {
        account::may_be_password(form.password.expose())?;
        let new = NewDealer {
            id: Uuid::new_v4(),
            dealer: Dealer {
                company: account::company(form.company)?,
                phone: form.phone.map(account::phone).transpose()?,
                email: account::email(form.email)?,
            },
            login: form.login,
            password_hash: passwords::hash(form.password).map_err(|error| AdminError::Failed(error.into()))?,
        };
        match self.app.ledger.add_dealer(&new, &Actor::Operator, self.app.now()).await {
            Ok(()) => Ok(new.id),
            Err(AddDealerError::LoginTaken) => Err(AdminError::LoginTaken(new.login)),
            Err(AddDealerError::Failed(error)) => Err(error.into()),
        }
    }

    /// Makes `count` activation keys of `product` for the dealer of `login`, and hands each on once it is on disk.
    pub async fn mint(
        &self,
        login: &Login,
        product: &ProductCode,
        count: usize,
        mut each: impl FnMut(&Pair) -> io::Result<()>,
    ) -> Result<(), AdminError> {
        let dealer = self.dealer_of(login).await?;
        let product = self
            .app
            .ledger
            .product(product)
            .await?
            .ok_or_else(|| AdminError::UnknownProduct(product.clone()))?;
        let mintable = product.mintable()?;
        let mut left = count;
        while left > 0 {
            let pairs = self.mint_batch(dealer, mintable, left.min(MINT_BATCH)).await?;
            pairs.iter().try_for_each(&mut each)?;
            left -= pairs.len();
        }
        Ok(())
    }

    async fn mint_batch(&self, dealer: Uuid, product: Mintable<'_>, count: usize) -> Result<Vec<Pair>, AdminError> {
        for _ in 0..ROUNDS {
            match self
                .app
                .ledger
                .mint(dealer, product, count, &Actor::Operator, self.app.now())
                .await
            {
                Ok(pairs) => return Ok(pairs),
                Err(CommitError::Conflict) => {}
                Err(CommitError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(AdminError::Failed(
            "the numbers drawn are always taken: the system's randomness is broken".into(),
        ))
    }

    pub(crate) async fn dealer_of(&self, login: &Login) -> Result<Uuid, AdminError> {
        let dealer = self.app.ledger.dealer_of(login).await?;
        dealer.ok_or_else(|| AdminError::UnknownDealer(login.clone()))
    }

    /// Forgets what has served its time. A server that serves does so by itself, every hour.
    pub async fn purge(&self) -> Result<Purged, AdminError> {
        Ok(self.app.ledger.purge(self.app.now()).await?)
    }

    /// Does what is due. A server that serves does so by itself, every few seconds.
    pub async fn do_what_is_due(&self) {
        jobs::do_what_is_due(&self.app).await;
    }

    /// **MNT-1** Schedules maintenance; answers the id under which it can be cancelled.
    pub async fn schedule_maintenance(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        message: Bilingual,
    ) -> Result<Uuid, AdminError> {
        let now = self.app.now();
        let window = Window::schedule(from, to, message, now)?;
        Ok(self
            .app
            .ledger
            .schedule_maintenance(&window, &Actor::Operator, now)
            .await?)
    }

    /// Cancels maintenance.
    pub async fn cancel_maintenance(&self, id: Uuid) -> Result<(), AdminError> {
        let was_there = self
            .app
            .ledger
            .cancel_maintenance(id, &Actor::Operator, self.app.now())
            .await?;
        was_there.then_some(()).ok_or(AdminError::UnknownMaintenance(id))
    }

    /// Maintenance that is not over, each with its id.
    pub async fn maintenance(&self) -> Result<Vec<(Uuid, Window)>, AdminError> {
        Ok(self.app.ledger.maintenance(self.app.now()).await?)
    }

    /// **KMS-11** Lifts the lock of a number that was tried with wrong registration ids; answers how many tries are forgotten.
    pub async fn unlock(&self, no: ActivationKeyNo) -> Result<u64, AdminError> {
        Ok(self.app.ledger.unlock(no, &Actor::Operator, self.app.now()).await?)
    }

    /// The audit rows that are `wanted`, of the dealer of `login` if one is given.
    pub async fn audit(&self, login: Option<&Login>, mut wanted: AuditWanted) -> Result<Vec<AuditRow>, AdminError> {
        if let Some(login) = login {
            wanted.dealer = Some(self.dealer_of(login).await?);
        }
        Ok(self.app.ledger.audit(wanted).await?)
    }

    /// Follows every chain of the audit.
    pub async fn verify_audit(&self) -> Result<Verified, AdminError> {
        Ok(self.app.ledger.verify_audit().await?)
    }

    /// Lets go of the database.
    pub async fn close(self) {
        self.app.ledger.close().await;
    }
}
