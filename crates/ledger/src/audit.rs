//! Who did what, when.

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
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Operator => "operator",
            Self::Server => "server",
            Self::Member { login, .. } => login,
        }
    }

    fn role(&self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Server => "server",
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

/// Writes `act` down within the transaction that does it.
pub(crate) async fn write(tx: &mut Write, act: Act<'_>) -> Result<(), sqlx::Error> {
    // Inserts only, under an id of its own: nothing to race with.
    sqlx::query(
        "INSERT INTO audit (id, at, dealer, actor, role, act, subject, state_before, state_after)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(Uuid::new_v4().to_string())
    .bind(micros(act.at))
    .bind(act.dealer.map(|id| id.to_string()))
    .bind(act.actor.name())
    .bind(act.actor.role())
    .bind(act.act)
    .bind(act.subject)
    .bind(act.before.to_string())
    .bind(act.after.to_string())
    .execute(&mut **tx)
    .await?;
    Ok(())
}
