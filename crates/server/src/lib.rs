//! The licensing server: signing in, registering activation keys, the change feed, mail, the page behind the QR codes, and
//! the operator's commands.
//!
//! Promises: no answer but a success or a [`kagifuda_wire::problem::Problem`]; what was confirmed is on disk; a process
//! holds no state of its own, so any number may serve one PostgreSQL.
//!
//! Deliberately not here: SQL (that is `ledger`), rules (that is `domain`).

mod admin;
mod app;
mod catalogue;
pub mod cli;
mod demo;
mod endpoint;
mod extract;
mod jobs;
mod links;
mod mail;
mod metrics;
mod passwords;
mod problem;
mod proof;
mod remo;
mod requests;
mod router;
mod second_factor;
mod secrets;
mod serve;
mod terms;
mod tokens;
mod write;

pub use admin::{Admin, AdminError, Backup, CatalogueImport, DealerForm, HeldKey};
pub use app::{OpenError, SystemClock};
pub use catalogue::BadLine;
pub use demo::Filled;
pub use kagifuda_ledger::{AuditFault, AuditRow, AuditWanted, DealerOnFile, Verified};
pub use mail::{MailError, MailOptions};
pub use secrets::SecretsError;
pub use serve::{Options, Running, StartError, Tls, start};

/// The OpenAPI document as JSON text.
pub fn openapi_json() -> String {
    router::openapi_json()
}
