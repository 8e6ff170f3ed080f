//! Who did what, when: one row a write, chained to the row before it.

mod chain;
mod list;

pub use chain::{AuditFault, Verified};
pub use list::{AuditRow, AuditWanted};

use chain::Row;
use chrono::{DateTime, Utc};
use kagifuda_domain::account::Role;
use serde_json::Value;
use uuid::Uuid;

use crate::database::Write;
use crate::read::micros;

/// On whose behalf something is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The operator, by a command on the server.
    Operator,
    /// The server itself: its jobs, its start.
    Server,
    /// A device itself, by a message under its registration key.
    Device,
    /// A customer, by a link that was mailed to it.
    ContractUser {
        /// The id of the customer's account.
        id: String,
    },
    /// A member of a dealer's staff.
    Member {
        /// Their dealer.
        dealer: Uuid,
        /// Their login.
        login: String,
        /// Their role.
        role: Role,
    },
}

impl Actor {
    /// How the audit names it.
    pub fn name(&self) -> &str {
        match self {
            Self::Operator => "operator",
            Self::Server => "server",
            Self::Device => "device",
            Self::ContractUser { id } => id,
            Self::Member { login, .. } => login,
        }
    }

    fn role(&self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Server => "server",
            Self::Device => "device",
            Self::ContractUser { .. } => "contract_user",
            Self::Member { role, .. } => role_name(*role),
        }
    }
}

/// How a role is stored.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Clerk => "clerk",
        Role::Viewer => "viewer",
    }
}

/// One act. `before` and `after` hold no secrets: no registration id, registration key, token or password.
pub(crate) struct Act<'a> {
    pub at: DateTime<Utc>,
    pub actor: &'a Actor,
    pub dealer: Option<Uuid>,
    pub act: &'static str,
    pub subject: String,
    pub before: Value,
    pub after: Value,
}

/// Writes `act` down within the transaction that does it, as the next row of its dealer's chain.
///
/// Last before the commit: it holds the chain's row, for which every other act of that dealer waits.
pub(crate) async fn write(tx: &mut Write, act: Act<'_>) -> Result<(), sqlx::Error> {
    let row = Row {
        id: Uuid::new_v4().to_string(),
        at: micros(act.at),
        dealer: act.dealer.map(|id| id.to_string()),
        actor: act.actor.name().to_owned(),
        role: act.actor.role().to_owned(),
        act: act.act.to_owned(),
        subject: act.subject,
        before: act.before.to_string(),
        after: act.after.to_string(),
    };
    let link = chain::next(tx, &row).await?;
    sqlx::query(
        "INSERT INTO audit (id, at, dealer, actor, role, act, subject, state_before, state_after, chain, ordinal, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&row.id)
    .bind(row.at)
    .bind(row.dealer.as_deref())
    .bind(&row.actor)
    .bind(&row.role)
    .bind(&row.act)
    .bind(&row.subject)
    .bind(&row.before)
    .bind(&row.after)
    .bind(link.chain)
    .bind(link.ordinal)
    .bind(link.hash)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
