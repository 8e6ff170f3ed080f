//! `DELETE /v1/staff/{id}`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{Role, StaffChange};
use kagifuda_ledger::Writing;
use kagifuda_wire::account::Done;
use kagifuda_wire::problem::Problem;
use serde::Serialize;
use uuid::Uuid;

use super::staff_put::allowed;
use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Remove a member of the staff, with their sessions. For owners (ACC-5). The last owner stays.
#[utoipa::path(
    delete, path = "/v1/staff/{id}", tag = "account", operation_id = "remove_staff",
    params(("id" = uuid::Uuid, Path, description = "Its id."), ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Removed.", body = Done),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`last_owner`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn remove(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &Remove { id }).await
}

#[derive(Serialize)]
struct Remove {
    id: Uuid,
}

impl Command for Remove {
    type Done = Done;

    const NAME: &'static str = "staff.remove";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    fn may(role: Role) -> bool {
        role.may_keep_account()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<Done, Undecided> {
        let staff = allowed(writing, self.id, StaffChange::Remove).await?;
        writing.remove_staff(&staff).await?;
        Ok(Done {})
    }
}
