//! What the server remembers: dealers, sessions, activation keys, registrations, the change feeds, the audit,
//! the mails on their way.
//!
//! Promises: one text of SQL serves SQLite (`sqlite://FILE`) and PostgreSQL (`postgres://…`). What concerns a dealer is
//! loaded, decided on and committed in one [`Writing`], which nobody else comes between, together with its changes, its audit
//! row and its answer. A dealer's feed is gapless and in commit order. A row that cannot be read stops the operation and is
//! named.
//!
//! Deliberately not here: deciding (that is `domain`), HTTP, reading a clock, keeping secrets.

mod account;
mod audit;
mod catalogue;
mod customer;
mod database;
mod error;
mod feed;
mod idempotency;
mod lease;
mod mail;
mod maintenance;
mod mint;
mod purge;
mod read;
mod registration;
mod remo;
mod seal;
mod session;
mod sign_in;
mod unlock;
mod writing;

pub use account::{AddDealerError, NewDealer};
pub use audit::{Actor, AuditFault, AuditRow, AuditWanted, Verified};
pub use database::Database;
pub use error::{CommitError, Error};
pub use idempotency::{Answer, Given};
pub use mail::{DueMail, MAIL_LEASE, Mail, TakenMail};
pub use mint::MINT_BATCH;
pub use purge::{IDEMPOTENCY_KEPT, Purged};
pub use remo::{DueCustomer, Event, Held, NoticeSent, preset_notices};
pub use seal::{Seal, UnsealError};
pub use session::{Checked, Member, NewTokens};
pub use sign_in::SignInTry;
pub use writing::{Act, Writing};

use ed25519_dalek::SigningKey;

/// The opened ledger: a database, and the key that signs what goes into the feeds.
pub struct Ledger {
    database: Database,
    signer: feed::Signer,
    queues: writing::Queues,
}

impl Ledger {
    fn new(database: Database, key_id: u32, key: SigningKey) -> Self {
        Self {
            database,
            signer: feed::Signer::new(key_id, key),
            queues: writing::Queues::default(),
        }
    }
}
