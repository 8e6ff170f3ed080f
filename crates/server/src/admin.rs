//! The operator's commands, as functions. What they refuse has words for the operator's terminal.

mod backup;
mod catalogue;
mod dealers;
mod keys;
mod record_key;
mod sheets;

pub use backup::Backup;
pub use catalogue::CatalogueImport;
pub use record_key::HeldKey;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::account::{self, Login, PasswordRefusal, ProfileRefusal};
use kagifuda_domain::catalogue::{Bilingual, DemoProduct, ProductCode, SoldOtherwise};
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::maintenance::{Window, WindowRefusal};
use kagifuda_domain::miemasu::NoSheets;
use kagifuda_ledger::{Actor, AddDealerError, AuditRow, AuditWanted, NewDealer, Purged, Verified};
use kagifuda_wire::record::Dealer;
use kagifuda_wire::session::Secret;
use uuid::Uuid;

use crate::app::{App, OpenError};
use crate::catalogue::BadLine;
use crate::jobs;
use crate::mail::account::maintenance_mail;
use crate::passwords;
use crate::secrets::SecretsError;

/// The ledger, opened for an operator.
pub struct Admin {
    pub(crate) app: App,
    database: String,
    data: PathBuf,
}

/// Why a command does nothing.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The login is somebody's already.
    #[error("the login {0} is taken")]
    LoginTaken(Login),
    /// Nobody has this login.
    #[error("nobody has the login {0}")]
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
    /// Keys of this product stand on licence key sheets.
    #[error("keys of {0} stand on licence key sheets: use mint-sheets")]
    OnSheets(ProductCode),
    /// No licence key sheets are made of this product.
    #[error(transparent)]
    NoSheets(#[from] NoSheets),
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
    /// Keys were made, and whoever was to take them did not take them all.
    #[error(
        "{made} keys of {product} were made for {login}, but not all of them could be shown; `keys list --dealer {login} --product {product}` shows them"
    )]
    Unseen {
        /// How many were made.
        made: usize,
        /// Their product.
        product: ProductCode,
        /// Their dealer.
        login: Login,
        /// Why they could not be shown.
        source: io::Error,
    },
    /// The file is no catalogue. Nothing of it was imported.
    #[error("nothing is imported:\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    BadCatalogue(Vec<BadLine>),
    /// Products would be others to those who hold keys of them. Nothing was imported.
    #[error("nothing is imported:\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Sold(Vec<SoldOtherwise>),
    /// A backup goes into a folder of its own.
    #[error("{} is there already: a backup goes into a new folder", .0.display())]
    BackupExists(PathBuf),
    /// The copy was looked at and is not good. It is gone again.
    #[error("the copy was not good and is removed: {0}")]
    BadCopy(String),
    /// Another record key took the next place first.
    #[error(
        "record key {id} was let sign by somebody else just now: put that key in the place of {}", file.display()
    )]
    Rotated {
        /// Its number.
        id: u32,
        /// Where this machine keeps another one under that number.
        file: PathBuf,
    },
    /// The file is not what `audit verify --json` prints.
    #[error("{} is not what `audit verify --json` prints: {source}", file.display())]
    NoHeads {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: serde_json::Error,
    },
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

impl From<SecretsError> for AdminError {
    fn from(error: SecretsError) -> Self {
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
        let app = App::open(database, data, clock).await?;
        let (database, data) = (database.to_owned(), data.to_owned());
        Ok(Self { app, database, data })
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
                ..Dealer::default()
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
            .schedule_maintenance(&window, maintenance_mail(&window), &Actor::Operator, now)
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

    /// The same, and looks for each of these heads, kept from an earlier verification, in its chain.
    pub async fn verify_audit_against(&self, heads: &[(Option<String>, String)]) -> Result<Verified, AdminError> {
        Ok(self.app.ledger.verify_audit_against(heads).await?)
    }

    /// Lets go of the database.
    pub async fn close(self) {
        self.app.ledger.close().await;
    }
}
