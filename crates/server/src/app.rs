//! What every endpoint works with, and how it is opened.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, SubsecRound, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::catalogue::Comparison;
use kagifuda_domain::kms::RegistrationSecret;
use kagifuda_ledger::{Actor, CommitError, Database, Ledger, NotFound, UnsealError};

use crate::catalogue;
use crate::metrics::Metrics;
use crate::passwords::Passwords;
use crate::problem::Fault;
use crate::requests::Requests;
use crate::second_factor::Sealer;
use crate::secrets::{Secrets, SecretsError, record_key};

/// The opened ledger with all that is needed to answer from it.
pub(crate) struct App {
    pub(crate) ledger: Ledger,
    pub(crate) secret: RegistrationSecret,
    pub(crate) second_factors: Sealer,
    pub(crate) requests: Requests,
    pub(crate) passwords: Passwords,
    pub(crate) metrics: Metrics,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Why the server does not open its ledger.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be opened.
    #[error("the database cannot be opened")]
    Database(#[from] kagifuda_ledger::Error),
    /// The secrets cannot be had.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The secrets are not those of this database.
    #[error("{0}; use the --data folder that belongs to it")]
    OtherSecrets(#[source] UnsealError),
    /// No hash can be made of a password.
    #[error("no password hash can be made")]
    Passwords(#[source] argon2::password_hash::Error),
}

impl App {
    /// Opens `database` under the secrets in `data` and adds what is missing in its catalogue.
    pub(crate) async fn open(database: &str, data: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let now = clock.now();
        let database = Database::open(database).await?;
        let secrets = Secrets::load_or_make(data, database.signer().await?)?;
        let dir = data.to_owned();
        let find = Box::new(move |id| record_key(&dir, id).map_err(NotFound::from));
        let ledger = Ledger::unseal(database, &secrets.seal, find, now)
            .await
            .map_err(|error| match error {
                UnsealError::Failed(error) => OpenError::Database(error),
                other @ (UnsealError::OtherRegistrationSecret | UnsealError::RecordKey(_)) => {
                    OpenError::OtherSecrets(other)
                }
            })?;
        add_missing_products(&ledger, now).await?;
        let passwords = Passwords::new().map_err(OpenError::Passwords)?;
        Ok(Self {
            ledger,
            secret: secrets.registration,
            second_factors: secrets.second_factors,
            requests: secrets.requests,
            passwords,
            metrics: Metrics::new(),
            clock,
        })
    }

    /// The address that customers' browsers open, which a server sets before it serves.
    pub(crate) async fn public_address(&self) -> Result<String, Fault> {
        let address = self.ledger.public_address().await?;
        address.ok_or_else(|| Fault::Failed("the public address is not set".into()))
    }

    /// The present instant, to the microsecond: as exact as it is remembered.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(6)
    }
}

/// Adds what the built-in catalogue has and this database does not have yet.
async fn add_missing_products(ledger: &Ledger, now: DateTime<Utc>) -> Result<(), kagifuda_ledger::Error> {
    loop {
        let missing = Comparison::of(&ledger.products().await?, &catalogue::products()).missing();
        if missing.is_empty() {
            return Ok(());
        }
        match ledger.import_catalogue(&missing, &Actor::Server, now).await {
            // Another process that starts at the same time adds the same: then they are no longer missing.
            Ok(()) | Err(CommitError::Conflict) => {}
            Err(CommitError::Failed(error)) => return Err(error),
        }
    }
}

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
