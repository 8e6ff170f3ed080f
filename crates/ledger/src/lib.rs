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
mod backup;
mod catalogue;
mod connection_no;
mod customer;
mod database;
mod error;
mod feed;
mod idempotency;
mod issued;
mod keys;
mod lease;
mod link;
mod mail;
mod maintenance;
mod miemasu;
mod mint;
mod open_sessions;
mod print;
mod profile;
mod purge;
mod read;
mod record_key;
mod registration;
mod remo;
mod seal;
mod second_factor;
mod session;
mod sign_in;
mod staff;
mod subscription;
mod unlock;
mod writing;

pub use account::{AddDealerError, DealerOnFile, NewDealer};
pub use audit::{Actor, AuditFault, AuditRow, AuditWanted, Verified};
pub use database::Database;
pub use error::{CommitError, Error};
pub use idempotency::{Answer, Given};
pub use keys::DealerKey;
pub use link::{Answering, FoundLink, LinkWish, NewLink, TypedSignUp};
pub use mail::{DueMail, MAIL_LEASE, Mail, TakenMail};
pub use miemasu::{DevicesPage, Due, licence_of};
pub use mint::MINT_BATCH;
pub use open_sessions::SessionOnFile;
pub use profile::{Account, KnownAt, SignUpError, dealer_record};
pub use purge::{IDEMPOTENCY_KEPT, Purged};
pub use record_key::{FindKey, KnownKey, NotFound, SignerError};
pub use remo::{ChosenNotices, DueCustomer, Event, Held, LastDay, NearestSent, NoticeSent, preset_notices};
pub use seal::{Seal, UnsealError};
pub use second_factor::{FactorOnFile, Proof};
pub use session::{Checked, InSession, Member, NewTokens};
pub use sign_in::SignInTry;
pub use staff::{NewStaff, StaffOnFile};
pub use subscription::{HeldSubscription, NewTerm};
pub use writing::{Act, Writing};

/// The opened ledger: a database, and what signs what goes into the feeds.
pub struct Ledger {
    database: Database,
    signing: feed::Signing,
    queues: writing::Queues,
}

impl Ledger {
    fn new(database: Database, signer: record_key::Signer, find: FindKey) -> Self {
        Self {
            database,
            signing: feed::Signing::new(signer, find),
            queues: writing::Queues::default(),
        }
    }
}
